/** Emptying the page cache of a file (mm/truncate.c, mm/memory.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import {
  type Folio,
  folio_lock,
  folio_nr_pages,
  folio_put,
  folio_trylock,
  folio_unlock,
  folio_wait_writeback,
} from "./folio.js";
import { filemap_remove_folio } from "./filemap.js";
import { filemap_invalidate_lock, filemap_invalidate_unlock, filemap_nr_thps } from "./mapping.js";
import type { PageCache } from "./page-cache.js";
import { clear } from "./pte.js";
import { transition } from "./transition.js";
import { folioAt } from "./xarray.js";

/** One part of truncation that may be left out to see what it is for. */
export interface TruncateSpec {
  /** The blocking pass starts again until it finds nothing. Default true. */
  readonly restart?: boolean;
  /** Do nothing unless nr_thps is still set under invalidate_lock. Default false. */
  readonly recount?: boolean;
}

/**
 * What the opener of the old scheme does when it finds huge folios: unmap_mapping_range(), then
 * truncate_inode_pages() of the whole file, with invalidate_lock held. Dirty folios are thrown away,
 * too.
 */
export const truncate_pagecache = proc(
  "truncate_pagecache",
  function* (m: PageCache, { restart = true, recount = false }: TruncateSpec = {}): Steps {
    yield* filemap_invalidate_lock(m.M);
    if (!recount || (yield* filemap_nr_thps(m.M)) > 0) {
      yield* unmap_mapping_range(m);
      yield* truncate_inode_pages(m, restart);
    }
    yield* filemap_invalidate_unlock(m.M);
  },
);

/** truncate(2) to length 0, after which I12 forbids folios in the page cache. */
export const truncate = proc("truncate", function* (m: PageCache, spec: TruncateSpec = {}): Steps {
  yield* truncate_pagecache(m, spec);
  yield* m.truncated.set(true);
});

/** Clears every page table entry and flushes: dirty bits go to the folios. */
function unmap_mapping_range(m: PageCache): Operation<void> {
  return transition("unmap_mapping_range()", function* () {
    for (const pte of m.pte) {
      const folio = yield* pte.folio.read();
      if (folio === null) continue;
      if (yield* pte.dirty.read()) yield* folio.dirty.write(true);
      yield* clear(pte);
      yield* folio_put(folio);
    }
    for (const entry of m.tlb) yield* clear(entry);
  });
}

/**
 * First a pass that skips folios which are locked or under writeback. Then the blocking pass:
 * collects folios, waits for each one's lock and writeback, removes it if it is still ours, and
 * starts again until nothing is left.
 */
function* truncate_inode_pages(m: PageCache, restart: boolean): Steps {
  for (const index of m.i_pages.keys()) {
    const folio = yield* find_lock_entry(m, index);
    if (folio === null) continue;
    yield* filemap_remove_folio(m, folio);
    yield* folio_unlock(folio);
    yield* folio_put(folio);
  }
  for (;;) {
    yield* checkpoint();
    const batch: Folio[] = [];
    let index = 0;
    while (index < m.pages) {
      const folio = yield* find_get_entry(m, index);
      if (folio !== null) batch.push(folio);
      index += folio === null ? 1 : folio_nr_pages(folio);
    }
    if (batch.length === 0) return;
    for (const folio of batch) {
      yield* folio_lock(folio);
      yield* folio_wait_writeback(folio);
      yield* filemap_remove_folio(m, folio);
      yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
    if (!restart) return;
  }
}

/** One entry of find_lock_entries(): only a folio that is neither locked nor under writeback. */
function find_lock_entry(m: PageCache, index: number): Operation<Folio | null> {
  return transition(`find_lock_entry(${index})`, function* () {
    const folio = yield* folioAt(m, index);
    if (folio === null || (yield* folio.writeback.read())) return null;
    if (!(yield* folio_trylock(folio))) return null;
    yield* folio.refcount.apply((n) => n + 1);
    return folio;
  });
}

/**
 * One entry of find_get_entries(): lookup, reference, second look. One step, because a reference
 * that is dropped again at once has no lasting effect and this caller rechecks under the lock.
 */
export function find_get_entry(m: PageCache, index: number): Operation<Folio | null> {
  return transition(`find_get_entry(${index})`, function* () {
    const folio = yield* folioAt(m, index);
    if (folio !== null) yield* folio.refcount.apply((n) => n + 1);
    return folio;
  });
}
