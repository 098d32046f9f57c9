/** Where a window may go, and what becomes of everything else: decisions over plain data. */

/** Scheme of the workbench's own pages. A scheme of its own keeps `file:` out altogether. */
export const pageScheme = "heddle-app";
/** Address of the workbench. */
export const pageAddress = `${pageScheme}://workbench/`;

/** What to do when a page wants to go somewhere or to open a window. */
export type NavigationDecision = "stay" | "external" | "block";

/**
 * A page may reload itself. Links to the web open in the user's browser, because a window with our
 * preload must never show a stranger's page. Everything else (`file:`, `javascript:`, `data:`, other
 * programs' schemes, http without TLS) is blocked.
 */
export function decideNavigation(url: string): NavigationDecision {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return "block";
  if (isOwnPage(url)) return "stay";
  return parsed.protocol === "https:" ? "external" : "block";
}

/** Whether an address is one of the workbench's own. */
export function isOwnPage(url: string): boolean {
  return url === pageAddress.slice(0, -1) || url.startsWith(pageAddress);
}
