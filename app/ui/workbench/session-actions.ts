/** What is open, kept for the next start and brought back from it. Nothing is run by either. */
import type { Backup, SavedSession } from "../../host/contract.js";
import { openPath, openUnsaved } from "./open-actions.js";
import { pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** What is open now. */
export function sessionOf({ state: { tabs, active, layout } }: Workbench): SavedSession {
  const at = tabs.findIndex(({ id }) => id === active);
  return {
    tabs: tabs.map((tab) => ({ path: pathOf(tab), backup: tab.id })),
    active: at < 0 ? tabs.length : at,
    layout,
  };
}

/** Opens again what was open, unsaved text included, and shows what was shown. */
export async function restoreSession(
  workbench: Workbench,
  { tabs, active }: SavedSession,
): Promise<void> {
  const restored: (Tab | null)[] = [];
  for (const { path, backup } of tabs) {
    const unsaved = workbench.state.backups.find(({ id }) => id === backup);
    // Each goes behind the one before.
    workbench.activate(workbench.state.tabs.at(-1)?.id ?? null);
    if (unsaved !== undefined) restored.push(await openUnsaved(workbench, unsaved));
    else if (path !== null) restored.push(await openPath(workbench, path));
    else restored.push(null);
  }
  workbench.activate(restored.at(active)?.id ?? null);
}

/** All backups, with the texts that the page before has left in place of what the host has of them. */
export function withLeft(backups: readonly Backup[], left: readonly Backup[]): Backup[] {
  const ids = new Set(left.map(({ id }) => id));
  return [...backups.filter(({ id }) => !ids.has(id)), ...left];
}

/** Of all backups, those that no window holds that is open now. */
export function orphaned(
  backups: readonly Backup[],
  held: ReadonlySet<string>,
  own: SavedSession | null,
): Backup[] {
  const ours = new Set(own?.tabs.map(({ backup }) => backup));
  return backups.filter(({ id }) => ours.has(id) || !held.has(id));
}
