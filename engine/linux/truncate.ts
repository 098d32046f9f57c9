/** Emptying the page cache of a file (mm/truncate.c, mm/memory.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import { type Folio, folio_lock, folio_nr_pages, folio_put, folio_unlock } from "./folio.js";
import { filemap_remove_folio } from "./filemap.js";
import type { PageCache } from "./page-cache.js";
import { clear } from "./pte.js";
import { transition } from "./transition.js";

/**
 * What the opener of the old scheme does when it finds huge folios: unmap_mapping_range(), then
 * truncate_inode_pages() of the whole file. Dirty folios are thrown away, too. The exclusive
 * invalidate_lock around it is left out: nothing else here takes it.
 */
export const truncate_pagecache = proc("truncate_inode_pages", function* (m: PageCache): Steps {
  yield* unmap_mapping_range(m);
  yield* truncate_inode_pages(m);
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
 * The blocking pass: collects folios, waits for each one's lock, removes it if it is still ours,
 * and starts again until nothing is left. The first, non-blocking pass is left out: what it finds
 * unlocked, this one finds unlocked.
 */
function* truncate_inode_pages(m: PageCache): Steps {
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
      yield* filemap_remove_folio(m, folio);
      yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
  }
}

/**
 * One entry of find_get_entries(): lookup, reference, second look. One step, because a reference
 * that is dropped again at once has no lasting effect and this caller rechecks under the lock.
 */
function find_get_entry(m: PageCache, index: number): Operation<Folio | null> {
  return transition(`find_get_entry(${index})`, function* () {
    const folio = yield* m.i_pages[index].read();
    if (folio !== null) yield* folio.refcount.apply((n) => n + 1);
    return folio;
  });
}
