/** Saving notebooks: loud when it fails. */
import type { NotebookController } from "../notebook/controller.js";
import { saveFile, saveRecorded } from "./notebook-files.js";
import { tabOfPath, unreadableKey } from "./tab-actions.js";
import { pathOf, type Tab } from "./tab.js";
import { problemText, type Workbench } from "./workbench.js";

/** Saves of one notebook happen one after another: each may overwrite what the one before wrote. */
const turns = new WeakMap<NotebookController, Promise<unknown>>();

function inTurn(tab: Tab, act: () => Promise<boolean>): Promise<boolean> {
  const turn = (turns.get(tab.controller) ?? Promise.resolve()).then(act);
  turns.set(tab.controller, turn);
  return turn;
}

/** Saves a tab to its file; one that has none is asked for a name. True once it is on disk. */
export async function save(workbench: Workbench, tab: Tab): Promise<boolean> {
  if (pathOf(tab) === null) return saveAs(workbench, tab);
  const saved = await saveInPlace(workbench, tab);
  if (!saved && workbench.tab(tab.id)?.onDisk?.text != null) {
    workbench.show({ kind: "change", tab: tab.id });
  }
  return saved;
}

/**
 * Saves a tab to the file it has, without a question: where another program has changed the file, a
 * notice says so and nothing is written.
 */
export function saveInPlace(workbench: Workbench, tab: Tab): Promise<boolean> {
  return inTurn(tab, async () => {
    // As it is after the saves before.
    const path = pathOf(tab);
    const { revision } = workbench.tab(tab.id) ?? tab;
    return path !== null && write(workbench, tab, path, revision);
  });
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
  return path !== null && saveTo(workbench, tab, path);
}

/** Saves a tab under a path, over whatever is there. True once it is on disk. */
export function saveTo(workbench: Workbench, tab: Tab, path: string): Promise<boolean> {
  return inTurn(tab, () => write(workbench, tab, path, null));
}

/** @param over the revision that may be overwritten; null for whatever is there */
async function write(
  workbench: Workbench,
  tab: Tab,
  path: string,
  over: string | null,
): Promise<boolean> {
  const key = `save ${tab.id}`;
  const { host } = workbench;
  const before = pathOf(tab);
  if (path !== before && tabOfPath(workbench, path) !== null) {
    const text =
      "Not saved: that file is open in another tab. Close it there, or choose another name.";
    workbench.notify({ key, tab: tab.id, text, failed: true, actions: [] });
    return false;
  }
  try {
    const outcome = await saveFile(host, tab.controller, path, over);
    if (outcome.kind === "changed") {
      const { text, revision } = outcome;
      workbench.changeTab(tab.id, { onDisk: { path, text, revision } });
      return false;
    }
    if (outcome.kind === "deleted") {
      workbench.changeTab(tab.id, { onDisk: { path, text: null, revision: null } });
      return false;
    }
    const { revision, folder } = outcome;
    workbench.changeTab(tab.id, { revision, folder, onDisk: null, writable: true });
    workbench.dismiss(key);
    workbench.remember(tab.id);
  } catch (error) {
    notSaved(workbench, tab, error);
    return false;
  }
  try {
    if (path !== before) {
      if (before !== null) await host.close(before);
      // What may run here may run when it is opened again.
      if (tab.trusted) await host.trust(path);
    }
    tellKept(workbench, tab, await saveRecorded(host, tab.controller, path));
  } catch (error) {
    workbench.notify({
      key,
      tab: tab.id,
      text: `The notebook is saved, but not its results: ${problemText(error)}`,
      failed: true,
      actions: [{ label: "Try again", act: () => void save(workbench, tab) }],
    });
  }
  return true;
}

/** Tells of an earlier record that could not be read and was moved out of the way. */
function tellKept(workbench: Workbench, tab: Tab, kept: string | null): void {
  if (kept === null) return;
  workbench.dismiss(unreadableKey(tab.id));
  workbench.notify({
    key: `kept ${tab.id}`,
    tab: tab.id,
    text: `The results that were recorded beside this notebook could not be read: they are kept as ${kept}.`,
    failed: false,
    actions: [],
  });
}

/** A save that failed stays in sight, with every way to keep the text. */
function notSaved(workbench: Workbench, tab: Tab, error: unknown): void {
  const copy = async (): Promise<void> => {
    await workbench.page.copyText(tab.controller.text);
    // The text is in the clipboard and still not saved.
    notSaved(workbench, tab, error);
  };
  workbench.notify({
    key: `save ${tab.id}`,
    tab: tab.id,
    text: `Not saved: ${problemText(error)}`,
    failed: true,
    actions: [
      { label: "Try again", act: () => void save(workbench, tab) },
      { label: "Save as ...", act: () => void saveAs(workbench, tab) },
      { label: "Copy text", act: () => void copy() },
    ],
  });
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
