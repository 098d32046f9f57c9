/**
 * Which window or tab of a browser this is, across reloads, and what the others hold. Locks of the
 * browser say who lives: they end with their page, however it ends.
 */
import type { SavedSession } from "../../host/contract.js";

/** What this page was before it was reloaded, and what other pages hold now. */
export interface WindowIdentity {
  /** What was open before the reload; null for a page that is new. */
  readonly session: SavedSession | null;
  /** Whether there is another window or tab. */
  readonly hasOthers: boolean;
  /** Ids of tabs that other windows have open. */
  readonly heldElsewhere: ReadonlySet<string>;
  /** Keeps the session for a reload, and tells other windows which tabs are open here. */
  keep(session: SavedSession, tabs: readonly string[]): void;
}

const stored = "heddle-window";
const windowLock = "heddle-window ";
const tabLock = "heddle-tab ";
/** Milliseconds that the page before a reload gets to let go. */
const handover = 1000;

/** Finds out. */
export async function identifyWindow(): Promise<WindowIdentity> {
  const before = readStored();
  // A tab that was duplicated has the other one's memory, but not its place.
  const isOurs = before !== null && (await hold(windowLock + before.id, handover));
  const id = isOurs ? before.id : crypto.randomUUID();
  if (!isOurs) await hold(windowLock + id, handover);
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => name ?? []);
  const open = new Map<string, () => void>();
  return {
    session: isOurs ? before.session : null,
    hasOthers: names.some((name) => name.startsWith(windowLock) && name !== windowLock + id),
    heldElsewhere: new Set(
      names.filter((name) => name.startsWith(tabLock)).map((name) => name.slice(tabLock.length)),
    ),
    keep: (session, tabs) => {
      sessionStorage.setItem(stored, JSON.stringify({ id, session }));
      for (const [tab, release] of open) {
        if (tabs.includes(tab)) continue;
        release();
        open.delete(tab);
      }
      for (const tab of tabs) {
        if (open.has(tab)) continue;
        void navigator.locks.request(tabLock + tab, () => {
          return new Promise<void>((release) => open.set(tab, release));
        });
      }
    },
  };
}

/** Takes a lock for as long as the page lives; false when somebody else keeps it. */
function hold(name: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(ms) }, () => {
        resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

function readStored(): { readonly id: string; readonly session: SavedSession } | null {
  try {
    const text = sessionStorage.getItem(stored);
    return text === null
      ? null
      : (JSON.parse(text) as { readonly id: string; readonly session: SavedSession });
  } catch {
    return null;
  }
}
