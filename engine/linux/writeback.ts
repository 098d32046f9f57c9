/** Writing dirty folios to disk (mm/page-writeback.c, mm/rmap.c folio_mkclean(), v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import {
  type Folio,
  folio_lock,
  folio_put,
  folio_unlock,
  folio_wait_writeback,
  pageOf,
} from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { type Pte, clear } from "./pte.js";
import { transition } from "./transition.js";
import { folioAt } from "./xarray.js";

/** What to write back, and one part of it that may be left out. */
export interface WritebackSpec {
  /** Page of the file. */
  readonly index: number;
  /** folio_mkclean(): make page table entries read-only, so that the next store faults. Default true. */
  readonly mkclean?: boolean;
}

/** Writes the folio of one page back if it is dirty, and waits for the disk, as the flusher does. */
export const writeback = proc(
  "writeback",
  function* (m: PageCache, { index, mkclean = true }: WritebackSpec): Steps {
    const folio = yield* filemap_get_folios_tag(m, index, "dirty");
    if (folio === null) return;
    yield* folio_lock(folio);
    const started = yield* startWriteback(m, folio, mkclean);
    yield* folio_unlock(folio);
    yield* folio_put(folio);
    if (started) yield* completeWriteback(m, folio);
  },
  (_, { index }) => `writeback(page ${index})`,
);

/** A folio that the xarray marks as dirty or under writeback, with a reference; null if there is none. */
function filemap_get_folios_tag(
  m: PageCache,
  index: number,
  tag: "dirty" | "writeback",
): Operation<Folio | null> {
  return transition(`filemap_get_folios_tag(${index}, ${tag})`, function* () {
    const folio = yield* folioAt(m, index);
    if (folio === null || !(yield* folio[tag].read())) return null;
    yield* folio.refcount.apply((n) => n + 1);
    return folio;
  });
}

/** Under the folio lock: if it is ours and dirty, from folio_clear_dirty_for_io() on. */
function* startWriteback(m: PageCache, folio: Folio, mkclean: boolean): Steps<boolean> {
  const write = yield* transition(`folio_test_dirty(${folio.name})`, function* () {
    return (yield* folio.mapping.read()) === m.M && (yield* folio.dirty.read());
  });
  if (!write) return false;
  yield* folio_wait_writeback(folio);
  if (mkclean) yield* folio_mkclean(m, folio);
  yield* folio_start_writeback(folio);
  return true;
}

/**
 * folio_test_clear_dirty() and folio_start_writeback(). One step, because the xarray's dirty mark,
 * by which others find the folio, is only taken away when the writeback mark is set.
 */
function folio_start_writeback(folio: Folio): Operation<void> {
  return transition(`folio_start_writeback(${folio.name})`, function* () {
    yield* folio.dirty.write(false);
    yield* folio.writeback.write(true);
  });
}

/**
 * folio_mkclean(): makes every entry that is writable or dirty read-only and clean and flushes it
 * from the TLB, under the page-table lock; if there was one, the folio is dirty.
 */
function folio_mkclean(m: PageCache, folio: Folio): Operation<void> {
  return transition(`folio_mkclean(${folio.name})`, function* () {
    const pages = m.indices(folio);
    for (const mm of m.mm) {
      if (yield* mkcleanEntry(folio, mm.pmd)) {
        for (const index of pages) yield* clear(mm.tlb[index]);
      }
      for (const index of pages) {
        if (yield* mkcleanEntry(folio, mm.pte[index])) yield* clear(mm.tlb[index]);
      }
    }
  });
}

/** Cleans an entry and dirties the folio; returns whether there was anything to clean. */
function* mkcleanEntry(folio: Folio, entry: Pte): Steps<boolean> {
  if ((yield* entry.folio.read()) !== folio) return false;
  if (!(yield* entry.writable.read()) && !(yield* entry.dirty.read())) return false;
  yield* entry.writable.write(false);
  yield* entry.dirty.write(false);
  yield* folio.dirty.write(true);
  return true;
}

/** The disk has the folio's content; folio_end_writeback(). */
export function* completeWriteback(m: PageCache, folio: Folio): Steps {
  for (const index of m.indices(folio)) {
    yield* transition(`write ${folio.name}[${index}] to disk`, function* () {
      yield* m.disk[index].write(yield* pageOf(folio, index).read());
    });
  }
  yield* folio.writeback.write(false).as(`folio_end_writeback(${folio.name})`);
}

/**
 * filemap_write_and_wait_range(): writes back what is dirty, then waits for every folio in the page
 * cache that is under writeback.
 *
 * @param pages default: the whole file
 */
export const filemap_write_and_wait = proc(
  "filemap_write_and_wait",
  function* (m: PageCache, pages: readonly number[] = [...m.disk.keys()]): Steps {
    for (const index of pages) yield* writeback(m, { index });
    for (const index of pages) {
      const folio = yield* filemap_get_folios_tag(m, index, "writeback");
      if (folio === null) continue;
      yield* folio_wait_writeback(folio);
      yield* folio_put(folio);
    }
  },
);

/** fsync(): what was written before it began is on disk when it returns (I11). */
export const fsync = proc("fsync", function* (m: PageCache): Steps {
  const stale = yield* transition(
    "begin",
    function* () {
      const values: number[] = [];
      for (const ghost of m.stale) values.push(yield* observe(ghost));
      return values;
    },
    () => null,
  );
  yield* filemap_write_and_wait(m);
  yield* transition("end", function* () {
    for (const [index, values] of stale.entries()) {
      const bit = 1 << (yield* observe(m.disk[index]));
      if ((values & (yield* observe(m.stale[index])) & bit) !== 0)
        yield* m.undurable.update((n) => n + 1);
    }
  });
});
