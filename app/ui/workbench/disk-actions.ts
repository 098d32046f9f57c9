/** What becomes of a notebook whose file another program has changed. */
import { isEdited, pathOf, type DiskChange, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Takes the news of a change: a notebook without unsaved text follows it, others ask. */
export function changedOnDisk(workbench: Workbench, change: DiskChange): void {
  const tab = workbench.state.tabs.find((each) => pathOf(each) === change.path);
  if (tab === undefined) return;
  const { text, revision } = change;
  if (text !== null && (text === tab.controller.text || !isEdited(tab))) {
    loadTheirs(workbench, tab, text, revision);
  } else workbench.changeTab(tab.id, { onDisk: change });
}

/** Takes the file's text in place of the tab's; undo leads back to what was there. */
export function loadTheirs(
  workbench: Workbench,
  tab: Tab,
  text: string,
  revision: string | null,
): void {
  tab.controller.reread(text);
  workbench.changeTab(tab.id, { onDisk: null, revision });
  workbench.dismiss(`save ${tab.id}`);
}

/** Keeps the tab's text: the next save overwrites what the file has become. */
export function keepMine(workbench: Workbench, tab: Tab): void {
  const revision = tab.onDisk?.revision ?? null;
  workbench.changeTab(tab.id, { onDisk: null, revision });
  workbench.dismiss(`save ${tab.id}`);
}
