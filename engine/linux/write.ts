/** write(2) to the page cache (mm/filemap.c generic_perform_write(), v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import { type LockedLookup, __filemap_get_folio } from "./filemap.js";
import { type Folio, folio_mark_dirty, folio_put, folio_unlock, pageOf } from "./folio.js";
import { recordCompletion, recordStore } from "./history.js";
import type { PageCache } from "./page-cache.js";
import { transition } from "./transition.js";

/** One write of one page. */
export interface WriteSpec extends LockedLookup {
  /** Page of the file. */
  readonly index: number;
  /** What is written: a whole number from 1 to 30 that no other write uses. */
  readonly value: number;
}

/**
 * One chunk of a buffered write: write_begin (a locked folio whose mapping has been rechecked), the
 * copy, write_end (dirty, a new i_size if the file has grown, unlock). It completes with the unlock.
 * inode_lock() is left to the caller: without it writers exclude each other per folio only, which
 * allows more than the kernel does.
 */
export const write = proc(
  "write",
  function* (m: PageCache, { index, value, lock = true, recheck = true }: WriteSpec): Steps {
    const folio = yield* __filemap_get_folio(m, index, { lock, recheck });
    const earlier = yield* copy_to_folio(m, folio, index, value);
    yield* folio_mark_dirty(folio);
    if ((yield* observe(m.i_size)) <= index) yield* extend(m, folio, index);
    if (lock) yield* folio_unlock(folio);
    yield* recordCompletion(m, index, earlier);
    yield* folio_put(folio);
  },
  (_, { index, value }) => `write(page ${index}, ${value})`,
);

/** copy_folio_from_iter_atomic(). Returns what `recordCompletion` needs. */
function copy_to_folio(
  m: PageCache,
  folio: Folio,
  index: number,
  value: number,
): Operation<number> {
  return transition(
    `copy ${value} to ${folio.name}[${index}]`,
    function* () {
      yield* pageOf(folio, index).write(value);
      return yield* recordStore(m, folio, index, value, "kernel");
    },
    () => null,
  );
}

/**
 * i_size_write() at the end of a write that makes the file longer. What a CPU has stored to the page
 * since the copy, through an entry from before a truncation, counts as later than this write.
 */
function extend(m: PageCache, folio: Folio, index: number): Operation<void> {
  return transition(`i_size = ${index + 1}`, function* () {
    yield* m.i_size.write(index + 1);
    yield* m.last[index].set(yield* observe(pageOf(folio, index)));
  });
}
