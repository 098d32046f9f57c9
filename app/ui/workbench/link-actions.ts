/** Links in prose. */
import { openGallery, openPath } from "./open-actions.js";
import type { Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/**
 * Follows a link: pages of the web open in the user's browser, other notebooks in a tab, beside the
 * notebook or in the gallery. What leads nowhere is told.
 */
export async function followLink(workbench: Workbench, tab: Tab, url: string): Promise<void> {
  const key = `follow ${tab.id}`;
  workbench.dismiss(key);
  if (/^https?:\/\//i.test(url)) {
    try {
      if (workbench.start.mode === "browser") workbench.page.openWindow(url);
      else await workbench.host.openExternal(url);
    } catch (error) {
      workbench.report(key, tab.id, error, "The link was not opened: ");
    }
    return;
  }
  const notebook = notebookIn(url);
  if (notebook !== null && tab.folder !== null) {
    await openPath(workbench, `${tab.folder}/${notebook}`);
  } else if (notebook !== null && !notebook.includes("/")) await openGallery(workbench, notebook);
  else {
    const text = `The link ${url} leads to no web page and no notebook.`;
    workbench.notify({ key, tab: tab.id, text, failed: false, actions: [] });
  }
}

/** The notebook that a link of a notebook names, relative to it; null for anything else. */
function notebookIn(url: string): string | null {
  const path = /^(?![/\\])([^:?#]+\.heddle\.md)(?:#.*)?$/.exec(url)?.[1];
  try {
    return path === undefined ? null : decodeURIComponent(path);
  } catch {
    return null;
  }
}
