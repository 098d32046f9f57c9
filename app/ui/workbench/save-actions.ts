/** Saving notebooks: loud when it fails. */
import { saveFile } from "./notebook-files.js";
import { pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Saves a tab to its file; one that has none is asked for a name. True once it is on disk. */
export async function save(workbench: Workbench, tab: Tab): Promise<boolean> {
  const path = pathOf(tab);
  return path === null ? saveAs(workbench, tab) : saveTo(workbench, tab, path, tab.revision);
}

/** Asks for a name and saves a tab under it. False when that is left to a dialog of the page. */
export async function saveAs(workbench: Workbench, tab: Tab): Promise<boolean> {
  if (workbench.start.mode === "browser") {
    workbench.show({ kind: "save", tab: tab.id });
    return false;
  }
  const { name } = tab.controller.store.getState();
  const path = await workbench.host.chooseSave(name).catch((error: unknown) => {
    workbench.report("save", tab.id, error);
    return null;
  });
  return path !== null && saveTo(workbench, tab, path, null);
}

/**
 * Saves a tab under a path.
 *
 * @param over the revision that may be overwritten; null for whatever is there
 * @returns true once it is on disk
 */
export async function saveTo(
  workbench: Workbench,
  tab: Tab,
  path: string,
  over: string | null,
): Promise<boolean> {
  const key = `save ${tab.id}`;
  try {
    const outcome = await saveFile(workbench.host, tab.controller, path, over);
    if (outcome.kind === "saved") {
      workbench.changeTab(tab.id, { revision: outcome.revision, onDisk: null, writable: true });
      workbench.dismiss(key);
      return true;
    }
    const what = outcome.kind === "deleted" ? "deleted" : "changed";
    workbench.notify({
      key,
      tab: tab.id,
      text: `Not saved: somebody else has ${what} the file. Save it under another name.`,
      failed: true,
      actions: [{ label: "Save as ...", act: () => void saveAs(workbench, tab) }],
    });
  } catch (error) {
    workbench.report(key, tab.id, error, "Not saved: ");
  }
  return false;
}

/** Lets a notebook's code run, from now on and when its file is opened again. */
export function trust(workbench: Workbench, tab: Tab): void {
  workbench.changeTab(tab.id, { trusted: true });
  workbench.dismiss(`trust ${tab.id}`);
  const path = pathOf(tab);
  if (path === null) return;
  workbench.host.trust(path).catch((error: unknown) => {
    workbench.report(`trust ${tab.id}`, tab.id, error);
  });
}
