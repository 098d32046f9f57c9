/**
 * Bookkeeping that only properties read: which value was stored last, which values a reader must
 * not return any more, which stores went astray. Values are whole numbers from 0 to 30, each
 * written at most once to a page.
 */
import { HeddleError, type Steps, observe } from "../index.js";
import type { Folio } from "./folio.js";
import type { PageCache } from "./page-cache.js";

/** Things that happen in the model and that a property may ask about with `m.saw(event)`. */
export type Event =
  /** After taking the folio lock, someone finds folio->mapping changed and starts again. */
  | "retry"
  /** collapse_file() finds the file open for write. */
  | "open for write"
  /** filemap_read() copies old data from a folio that has been replaced. */
  | "read from a replaced folio"
  /** A process stores to a folio that collapse_file() has found clean under its lock. */
  | "store after the dirty test"
  /** A store through the mapping is done although mprotect() has returned. */
  | "store after mprotect"
  /** A store is done beyond the end of the file although truncate() has returned. */
  | "store beyond the end";

/**
 * Notes a store to a page, as part of the step that stores.
 *
 * @param by a kernel store is astray when the folio's mapping is no longer ours, a store of the CPU
 *   through a page table entry when the folio is no longer in the page cache, unless it is beyond the
 *   end of the file
 * @returns the values that are out of date once this write has completed, for `recordCompletion`
 */
export function* recordStore(
  m: PageCache,
  folio: Folio,
  index: number,
  value: number,
  by: "kernel" | "cpu",
): Steps<number> {
  // What a CPU stores beyond the end, before truncation has unmapped the page, is nobody's data.
  const beyond = by === "cpu" && index >= (yield* observe(m.i_size));
  const earlier = yield* recordValue(m, index, value, !beyond);
  yield* m.wroteInto.set(folio);
  const astray =
    by === "kernel"
      ? (yield* observe(folio.mapping)) !== m.M
      : (yield* observe(m.i_pages[index])) !== folio;
  if (beyond && (yield* observe(m.truncated))) yield* note(m, "store beyond the end");
  if (astray && !beyond) yield* m.detachedWrites.update((n) => n + 1);
  if (by === "cpu" && m.events.has("store after the dirty test")) {
    // The folio is isolated from the LRU list in the same step as it is found clean.
    if (!(yield* observe(folio.lru))) yield* note(m, "store after the dirty test");
  }
  if (by === "cpu") yield* recordCompletion(m, index, earlier);
  return earlier;
}

/**
 * As `recordStore` for a write that goes to disk directly, or as its first part.
 *
 * @param lasts whether the value must be found again; default true
 */
export function* recordValue(
  m: PageCache,
  index: number,
  value: number,
  lasts = true,
): Steps<number> {
  if (!Number.isInteger(value) || value < 0 || value > 30) {
    throw new HeddleError(`${value} is stored to page ${index}`, {
      hint: "write whole numbers from 0 to 30, each once, so that readers can tell them apart",
    });
  }
  const earlier = yield* observe(m.seen[index]);
  yield* m.seen[index].set(earlier | (1 << value));
  if (lasts) yield* m.last[index].set(value);
  return earlier;
}

/**
 * Notes, as part of the step before, that a page is beyond the end of the file from now on: if it
 * comes back it is a hole full of zeroes. Returns what `recordCompletion` needs.
 */
export function* recordCut(m: PageCache, index: number): Steps<number> {
  const earlier = yield* observe(m.seen[index]);
  yield* m.last[index].set(0);
  yield* m.seen[index].set(earlier | 1);
  yield* m.stale[index].update((old) => old & ~1);
  return earlier & ~1;
}

/** Notes, as part of the step before, that a write has completed. */
export function* recordCompletion(m: PageCache, index: number, earlier: number): Steps {
  yield* m.stale[index].update((old) => old | earlier);
}

/** As `recordValueRead` for a read from a folio, which must not have been freed. */
export function* recordRead(
  m: PageCache,
  folio: Folio,
  index: number,
  stale: number,
  value: number,
): Steps {
  yield* recordValueRead(m, index, stale, value);
  // A frozen folio is locked. What a TLB has of it may be used until the flush before it is freed.
  const free = (yield* observe(folio.refcount)) === 0;
  if (free && (yield* observe(folio.lock.owner)) === null) {
    yield* m.usedAfterFree.update((n) => n + 1);
  }
}

/**
 * Notes what a read of a page returned that began when the values in `stale` were out of date. A
 * value that this page has never had (that of another page) is as wrong as an old one.
 */
export function* recordValueRead(m: PageCache, index: number, stale: number, value: number): Steps {
  const bit = 1 << value;
  // A page that has been cut off meanwhile may be zero again.
  const old = stale & (yield* observe(m.stale[index]));
  if ((old & bit) !== 0 || ((yield* observe(m.seen[index])) & bit) === 0) {
    yield* m.staleReads.update((n) => n + 1);
  }
}

/** Notes an event that a property has asked for with `m.saw(event)`; otherwise does nothing. */
export function* note(m: PageCache, event: Event): Steps {
  const ghost = m.events.get(event);
  if (ghost !== undefined) yield* ghost.set(true);
}
