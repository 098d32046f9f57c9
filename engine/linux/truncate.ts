/** Emptying the page cache of a file, or of its end (mm/truncate.c, mm/memory.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import { filemap_lock_folio, filemap_remove_folio } from "./filemap.js";
import {
  type Folio,
  folio_lock,
  folio_nr_pages,
  folio_put,
  folio_test_dirty,
  folio_trylock,
  folio_unlock,
  folio_wait_writeback,
  pageOf,
} from "./folio.js";
import { recordCompletion, recordCut } from "./history.js";
import { filemap_invalidate_lock, filemap_invalidate_unlock, filemap_nr_thps } from "./mapping.js";
import type { PageCache } from "./page-cache.js";
import { zap_huge_pmd } from "./pmd.js";
import { type Pte, clear } from "./pte.js";
import { folio_mapped } from "./rmap.js";
import { split_folio } from "./split.js";
import { transition } from "./transition.js";
import { folioAt, xa_is_value } from "./xarray.js";

/** What truncation does, and parts of it that may be left out to see what they are for. */
export interface TruncateSpec {
  /** Pages that are left. Default 0. */
  readonly length?: number;
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
  function* (m: PageCache, spec: TruncateSpec = {}): Steps {
    yield* filemap_invalidate_lock(m.M);
    if (spec.recount !== true || (yield* filemap_nr_thps(m.M)) > 0) {
      yield* unmap_mapping_range(m, 0);
      yield* truncate_inode_pages(m, 0, spec);
    }
    yield* filemap_invalidate_unlock(m.M);
  },
);

/**
 * truncate(2), as a filesystem does it: i_size first, then the mappings, the page cache, the mappings
 * again and last the blocks on disk, all with invalidate_lock held. Afterwards I12 forbids folios
 * beyond the end. inode_lock() is left to the caller.
 */
export const truncate = proc(
  "truncate",
  function* (m: PageCache, spec: TruncateSpec = {}): Steps {
    const { length = 0 } = spec;
    yield* filemap_invalidate_lock(m.M);
    const earlier = yield* truncate_setsize(m, length);
    yield* unmap_mapping_range(m, length);
    yield* truncate_inode_pages(m, length, spec);
    yield* unmap_mapping_range(m, length);
    yield* transition("free the blocks", function* () {
      for (let index = length; index < m.pages; index++) yield* m.disk[index].write(0);
    });
    yield* filemap_invalidate_unlock(m.M);
    for (const [i, values] of earlier.entries()) yield* recordCompletion(m, length + i, values);
    yield* m.truncated.set(true);
  },
  (_, { length = 0 } = {}) => `truncate(${length === 0 ? "" : `to ${length} pages`})`,
);

/** i_size_write(): from here on faults beyond the end are SIGBUS and reads return nothing. */
function truncate_setsize(m: PageCache, length: number): Operation<readonly number[]> {
  return transition(
    `i_size = ${length}`,
    function* () {
      yield* m.i_size.write(length);
      yield* m.truncated.set(false);
      const earlier: number[] = [];
      for (let index = length; index < m.pages; index++) earlier.push(yield* recordCut(m, index));
      return earlier;
    },
    () => null,
  );
}

/** Clears every page table entry from a page on and flushes: dirty bits go to the folios. */
function unmap_mapping_range(m: PageCache, start: number): Operation<void> {
  return transition("unmap_mapping_range()", function* () {
    for (const mm of m.mm) {
      // A PMD that maps pages before the start, too, cannot be cut: it goes as a whole.
      if (start < m.hugePages) yield* zap_huge_pmd(m, mm);
      for (const pte of mm.pte.slice(start)) yield* zap_pte(pte);
      for (const entry of mm.tlb.slice(start)) yield* clear(entry);
    }
  });
}

/** Clears an entry and drops its reference; a dirty bit goes to the folio. */
function* zap_pte(pte: Pte): Steps {
  const folio = yield* pte.folio.read();
  if (folio === null) return;
  if (yield* pte.dirty.read()) yield* folio.dirty.write(true);
  yield* clear(pte);
  yield* folio_put(folio);
}

/**
 * unmap_mapping_folio(), for the holder of the folio lock: a fault may have mapped the folio since
 * unmap_mapping_range().
 */
function* unmap_mapping_folio(m: PageCache, folio: Folio): Steps {
  if ((yield* folio_mapped(m, folio)) === 0) return;
  yield* transition(`unmap_mapping_folio(${folio.name})`, function* () {
    for (const mm of m.mm) {
      if ((yield* mm.pmd.folio.read()) === folio) yield* zap_huge_pmd(m, mm);
      for (const index of m.indices(folio)) {
        if ((yield* mm.pte[index].folio.read()) !== folio) continue;
        yield* zap_pte(mm.pte[index]);
        yield* clear(mm.tlb[index]);
      }
    }
  });
}

/** truncate_inode_folio(): unmaps the folio and removes it if it is still ours. */
function* truncate_inode_folio(m: PageCache, folio: Folio): Steps {
  yield* unmap_mapping_folio(m, folio);
  yield* filemap_remove_folio(m, folio);
}

/**
 * First a pass that skips folios which are locked, under writeback or begin before the start. Then
 * the folio at the start, of which only a part may have to go. Then the blocking pass: collects
 * folios, waits for each one's lock and writeback, removes it if it is still ours, and starts again
 * until nothing is left.
 */
const truncate_inode_pages = proc(
  "truncate_inode_pages",
  function* (m: PageCache, start: number, spec: TruncateSpec): Steps {
    const { restart = true } = spec;
    for (let index = start; index < m.pages; index++) {
      const folio = yield* find_lock_entry(m, index, start);
      if (folio === null) continue;
      yield* truncate_inode_folio(m, folio);
      yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
    const from = start > 0 && start < m.pages ? yield* truncatePartial(m, start) : start;
    for (;;) {
      yield* checkpoint(from);
      const batch: Folio[] = [];
      let index = from;
      while (index < m.pages) {
        const folio = yield* find_get_entry(m, index);
        if (folio !== null) batch.push(folio);
        index += folio === null ? 1 : folio_nr_pages(folio);
      }
      if (batch.length === 0) return;
      for (const folio of batch) {
        yield* folio_lock(folio);
        yield* folio_wait_writeback(folio);
        yield* truncate_inode_folio(m, folio);
        yield* folio_unlock(folio);
        yield* folio_put(folio);
      }
      if (!restart) return;
    }
  },
);

/**
 * truncate_inode_partial_folio() of the folio at the start: its pages from there on become zeroes,
 * and a huge folio is split, which drops the parts beyond the end. One that cannot be split is
 * unmapped (since v6.18), dropped if it is clean, and else stays with its zeroes. Returns where the blocking pass begins.
 */
const truncatePartial = proc(
  "truncate_inode_partial_folio",
  function* (m: PageCache, start: number): Steps<number> {
    const folio = yield* filemap_lock_folio(m, start);
    if (folio === null) return start;
    yield* folio_wait_writeback(folio);
    const [first] = m.indices(folio);
    let next = start;
    if (first === start) {
      yield* truncate_inode_folio(m, folio);
    } else {
      yield* folio_zero_range(m, folio, start);
      if (yield* split_folio(m, folio)) return start;
      yield* unmap_mapping_folio(m, folio);
      if (yield* folio_test_dirty(folio)) next = first + folio_nr_pages(folio);
      else yield* truncate_inode_folio(m, folio);
    }
    yield* folio_unlock(folio);
    yield* folio_put(folio);
    return next;
  },
);

/** Zeroes the pages of a folio from a page on. */
function folio_zero_range(m: PageCache, folio: Folio, start: number): Operation<void> {
  return transition(`folio_zero_range(${folio.name}, from page ${start})`, function* () {
    for (const index of m.indices(folio)) {
      if (index >= start) yield* pageOf(folio, index).write(0);
    }
  });
}

/**
 * One entry of find_lock_entries(): only a folio that is neither locked nor under writeback and does
 * not begin before the start. A shadow is cleared (truncate_folio_batch_exceptionals()).
 */
function find_lock_entry(m: PageCache, index: number, start: number): Operation<Folio | null> {
  return transition(`find_lock_entry(${index})`, function* () {
    if (xa_is_value(yield* m.i_pages[index].read())) {
      yield* m.i_pages[index].write(null).fact("shadow cleared");
    }
    const folio = yield* folioAt(m, index);
    if (folio === null || m.indices(folio)[0] < start) return null;
    if (yield* folio.writeback.read()) return null;
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
