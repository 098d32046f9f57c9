/** Making, choosing and closing tabs. */
import { makeConsole } from "./make-console.js";
import { isDirty, pathOf, type Tab } from "./tab.js";
import { sidecarOf } from "../../notebook/results/sidecar-name.js";
import { newFile, type OpenedFile, type Unreadable } from "./notebook-files.js";
import type { Workbench } from "./workbench.js";

/**
 * Shows a notebook in a new tab.
 *
 * @param id of the tab and its backup; a new one unless it is an earlier session's
 */
export function addTab(
  workbench: Workbench,
  { file, unreadable, ...rest }: OpenedFile,
  id: string = crypto.randomUUID(),
): Tab {
  const open = (name: string, text: string): void => {
    addTab(workbench, newFile(name, text));
  };
  const controller = workbench.page.makeNotebook(file, () => mayRun(workbench, id));
  const tab: Tab = {
    id,
    controller,
    ...makeConsole(workbench, id, controller, open),
    ...rest,
  };
  workbench.store.setState(({ tabs, active }) => {
    const at = tabs.findIndex((each) => each.id === active);
    return { tabs: tabs.toSpliced(at < 0 ? tabs.length : at + 1, 0, tab), active: id };
  });
  workbench.remember(id);
  if (unreadable !== null && file.path !== null) tellUnreadable(workbench, tab, unreadable);
  return tab;
}

/** Tells at once that recorded results are not shown, and what becomes of them. */
function tellUnreadable(workbench: Workbench, tab: Tab, unreadable: Unreadable): void {
  const name = sidecarOf(tab.controller.store.getState().name);
  const what =
    unreadable.kind === "newer"
      ? `${name} was written by a newer Heddle, so its results are not shown: update Heddle to see them.`
      : `${name} is damaged, so its results are not shown: ${unreadable.message}. Bring it back from version control, or run the cells again.`;
  workbench.notify({
    key: unreadableKey(tab.id),
    tab: tab.id,
    text: `${what} It stays as it is; when new results are saved, it is kept under another name.`,
    failed: true,
    actions: [],
  });
}

/** Of the notice that a notebook's recorded results cannot be read. */
export function unreadableKey(id: string): string {
  return `unreadable ${id}`;
}

/** The tab that has a file open; null when there is none. */
export function tabOfPath(workbench: Workbench, path: string): Tab | null {
  return workbench.state.tabs.find((tab) => pathOf(tab) === path) ?? null;
}

/** Shows the next tab, or the one before for -1; after the last comes the first. */
export function stepTab(workbench: Workbench, by: 1 | -1): void {
  const { tabs, active } = workbench.state;
  if (tabs.length === 0) return;
  const at = tabs.findIndex(({ id }) => id === active);
  const next = at < 0 && by < 0 ? tabs.length - 1 : (at + by + tabs.length) % tabs.length;
  workbench.activate(tabs[next].id);
}

/** Puts a tab at another place among the tabs; places beyond the ends are the ends. */
export function moveTab(workbench: Workbench, id: string, to: number): void {
  const { tabs } = workbench.state;
  const tab = workbench.tab(id);
  if (tab === null) return;
  const others = tabs.filter((each) => each !== tab);
  const place = Math.max(0, Math.min(to, others.length));
  workbench.store.setState({ tabs: others.toSpliced(place, 0, tab) });
}

/** Closes a tab; unsaved text is asked about first. */
export function closeTab(workbench: Workbench, tab: Tab): void {
  if (isDirty(tab)) workbench.show({ kind: "close", tab: tab.id });
  else removeTab(workbench, tab);
}

/** Closes a tab and gives up its unsaved text, if there is any. */
export function removeTab(workbench: Workbench, tab: Tab): void {
  const { id, controller, console, exports } = tab;
  const { tabs, active, notices, dialog } = workbench.state;
  const at = tabs.findIndex((each) => each.id === id);
  if (at < 0) return;
  const { path } = controller.store.getState();
  const left = tabs.toSpliced(at, 1);
  const neighbour = left.at(Math.min(at, left.length - 1)) ?? null;
  workbench.store.setState({
    tabs: left,
    active: active === id ? (neighbour?.id ?? null) : active,
    notices: notices.filter((notice) => notice.tab !== id),
    dialog: dialog !== null && "tab" in dialog && dialog.tab === id ? null : dialog,
  });
  console.close();
  exports.close();
  controller.close();
  const failed = (error: unknown): void => workbench.report("close", null, error);
  workbench.host.dropBackup(id).catch(failed);
  if (path !== null) workbench.host.close(path).catch(failed);
}

/** Opening runs nothing, so the first thing that would run asks for trust. */
function mayRun(workbench: Workbench, id: string): boolean {
  if (workbench.tab(id)?.trusted === true) return true;
  workbench.notify({
    key: `trust ${id}`,
    tab: id,
    text: "Nothing was run: say first that you trust this notebook.",
    failed: true,
    actions: [],
  });
  return false;
}
