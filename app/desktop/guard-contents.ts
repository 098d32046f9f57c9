import { type WebContents, session, shell } from "electron";
import { decideNavigation, isOwnPage } from "./navigation-policy.js";
import { isGranted } from "./permission-policy.js";

/** Applies the navigation policy to everything that shows pages. */
export function guardContents(contents: WebContents): void {
  const follow = (url: string): void => {
    if (decideNavigation(url) === "external") void shell.openExternal(url);
  };
  contents.on("will-navigate", (event) => {
    if (decideNavigation(event.url) === "stay") return;
    event.preventDefault();
    follow(event.url);
  });
  contents.on("will-redirect", (event) => {
    if (decideNavigation(event.url) !== "stay") event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    follow(url);
    return { action: "deny" };
  });
}

/** Applies the permission policy to the whole session. */
export function guardPermissions(): void {
  const current = session.defaultSession;
  current.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl));
  });
  current.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin.endsWith("/") ? origin : `${origin}/`),
  );
  current.setDevicePermissionHandler(() => false);
}

/** Whether a message comes from the page itself and not from a frame in it. */
export function isFromPage(
  sender: WebContents,
  frame: { url: string; parent: unknown } | null,
): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url) && !sender.isDestroyed();
}
