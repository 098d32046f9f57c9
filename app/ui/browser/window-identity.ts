/**
 * Which window or tab of a browser this is, across reloads, and what the others hold. Locks of the
 * browser say who lives: they end with their page, however it ends.
 */
import type { Backup, SavedSession } from "../../host/contract.js";

/** What this page was before it was reloaded, and what other pages hold now. */
export interface WindowIdentity {
  /** What was open before the reload; null for a page that is new. */
  readonly session: SavedSession | null;
  /** Texts that the page before could not wait to see safe. */
  readonly left: readonly Backup[];
  /** Whether there is another window or tab. */
  readonly hasOthers: boolean;
  /** Ids of tabs that other windows have open. */
  readonly heldElsewhere: ReadonlySet<string>;
  /** Keeps the session for a reload, and tells other windows which tabs are open here. */
  keep(session: SavedSession, tabs: readonly string[]): void;
  /** Leaves texts to the page that comes after a reload, at once. */
  leave(texts: readonly Backup[]): void;
}

/** What a page keeps for the one after it. */
interface Stored {
  readonly id: string;
  readonly session: SavedSession;
  /** Whether it has said that it ends. */
  readonly ended?: boolean;
  /** What it left then; the next page has it here until it keeps a session of its own. */
  readonly left?: readonly Backup[];
}

const stored = "heddle-window";
const windowLock = "heddle-window ";
const tabLock = "heddle-tab ";
/** Milliseconds that the page before gets to let go: little, for it may be one that lives on. */
const handover = 1000;
/** The same where that page has said that it ends; a busy machine takes its time. */
const handoverOfOneThatEnds = 10_000;

/** Finds out. */
export async function identifyWindow(): Promise<WindowIdentity> {
  const before = readStored();
  const patience = before?.ended === true ? handoverOfOneThatEnds : handover;
  // A tab that was duplicated has the other one's memory, but not its place.
  const isOurs = before !== null && (await hold(windowLock + before.id, patience));
  const id = isOurs ? before.id : crypto.randomUUID();
  if (!isOurs) await hold(windowLock + id, handover);
  // A duplicate of this page, which lives, is not to take it for one that has ended.
  else store({ ...before, ended: false });
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => name ?? []);
  const heldElsewhere = new Set(
    names.filter((name) => name.startsWith(tabLock)).map((name) => name.slice(tabLock.length)),
  );
  const open = new Map<string, () => void>();
  let session = isOurs ? before.session : null;
  return {
    session,
    left: isOurs ? (before.left ?? []).filter((text) => !heldElsewhere.has(text.id)) : [],
    hasOthers: names.some((name) => name.startsWith(windowLock) && name !== windowLock + id),
    heldElsewhere,
    keep: (kept, tabs) => {
      session = kept;
      store({ id, session });
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
    leave: (left) => {
      if (session !== null) store({ id, session, ended: true, left });
    },
  };
}

/** Keeps it, without the texts where the browser has no room for them. */
function store(value: Stored): void {
  try {
    sessionStorage.setItem(stored, JSON.stringify(value));
  } catch {
    const { left, ...rest } = value;
    if (left !== undefined) store(rest);
  }
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

function readStored(): Stored | null {
  try {
    const text = sessionStorage.getItem(stored);
    return text === null ? null : (JSON.parse(text) as Stored);
  } catch {
    return null;
  }
}
