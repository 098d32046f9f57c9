/** Reclaiming page-cache folios (mm/vmscan.c, v7.1). */
import { type Operation, type Steps, choose, observe, proc } from "../index.js";
import { freeUnfrozen, unlink } from "./filemap.js";
import {
  type Folio,
  folio_mapping,
  folio_nr_pages,
  folio_put,
  folio_test_dirty,
  folio_trylock,
  folio_unlock,
  maybeDmaPinned,
} from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { type Batch, flushTlbs, folio_mapped, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
import { transition } from "./transition.js";
import { XA_SHADOW, xas_lock_irq, xas_unlock_irq } from "./xarray.js";

/** Parts of reclaim that may be changed to see what they are for. */
export interface ReclaimSpec {
  /** Freeze the reference count; otherwise it is only compared. Default true. */
  readonly freeze?: boolean;
  /** Wrong order: the dirty test that counts comes before the refcount test. Default false. */
  readonly dirtyTestFirst?: boolean;
}

/**
 * Reclaim of one folio of a page (default: page 0): the small one that it starts with or the huge
 * one, both cases explored.
 */
export function* reclaim(m: PageCache, index = 0): Steps {
  yield* shrink_folio_list(m, yield* choose([m.small[index][0], m.N], "folio to reclaim"));
}

/**
 * shrink_folio_list() for one folio: isolate, trylock, unmap, keep it if dirty, else remove it from
 * the page cache and free it. From then on its content is what the disk has. A folio that is kept is
 * unlocked before the TLB is flushed, as in the kernel, which flushes once for the whole list.
 */
export const shrink_folio_list = proc(
  "shrink_folio_list",
  function* (m: PageCache, folio: Folio, spec: ReclaimSpec = {}): Steps {
    if (!(yield* folio_isolate_lru(folio))) return;
    if (!(yield* folio_trylock(folio))) return yield* folio_putback_lru(folio);
    const batch = yield* folio_mapped(m, folio);
    if (yield* reclaimLocked(m, folio, batch, spec)) return;
    yield* folio_unlock(folio);
    if (batch !== 0) yield* try_to_unmap_flush(m, batch);
    yield* folio_putback_lru(folio);
  },
  (...[, folio]: [PageCache, Folio, ReclaimSpec?]) => `shrink_folio_list(${folio.name})`,
);

/**
 * Returns false, with the folio still locked, if it must be kept.
 *
 * @param batch the processes that map it
 */
function* reclaimLocked(
  m: PageCache,
  folio: Folio,
  batch: Batch,
  { freeze = true, dirtyTestFirst = false }: ReclaimSpec,
): Steps<boolean> {
  if ((yield* folio_mapping(folio)) !== m.M || (yield* observe(folio.writeback))) return false;
  if (batch !== 0) yield* try_to_unmap(m, folio);
  if (maybeDmaPinned(yield* observe(folio.refcount))) return false;
  if (yield* folio_test_dirty(folio)) return false;
  if (!(yield* folio_ref_freeze(m, folio, freeze))) return false;
  if (!(yield* __remove_mapping(m, folio, !dirtyTestFirst))) return false;
  yield* transition("try_to_unmap_flush(), free", function* () {
    yield* flushTlbs(m, batch);
    if (!freeze) yield* freeUnfrozen(m, folio, 1 + folio_nr_pages(folio));
    yield* folio_unlock(folio);
  });
  return true;
}

/** Takes a folio off the LRU list, with a reference, if it is on it. */
function folio_isolate_lru(folio: Folio): Operation<boolean> {
  return transition(`folio_isolate_lru(${folio.name})`, function* () {
    const isolated = yield* folio.lru.read();
    if (isolated) {
      yield* folio.lru.write(false);
      yield* folio.refcount.apply((n) => n + 1);
    }
    return isolated;
  });
}

function folio_putback_lru(folio: Folio): Operation<void> {
  return transition(`folio_putback_lru(${folio.name})`, function* () {
    yield* folio.lru.write(true);
    yield* folio_put(folio);
  });
}

/**
 * Takes the xa-lock and freezes the reference count at 0 if nobody else has a reference; without
 * `freeze` it only looks.
 */
function folio_ref_freeze(m: PageCache, folio: Folio, freeze: boolean): Operation<boolean> {
  const expected = 1 + folio_nr_pages(folio);
  const label = freeze ? `folio_ref_freeze(${folio.name}, ${expected})` : "folio_ref_count()";
  return transition(label, function* () {
    yield* xas_lock_irq(m);
    const sole = (yield* folio.refcount.read()) === expected;
    if (!sole) yield* xas_unlock_irq(m);
    else if (freeze) yield* folio.refcount.write(0);
    return sole;
  });
}

/**
 * The rest of __remove_mapping(), under the xa-lock: only now the dirty test that counts. A clean
 * folio leaves the page cache, and a shadow there; a dirty one is unfrozen. Drops the lock.
 */
function __remove_mapping(m: PageCache, folio: Folio, test: boolean): Operation<boolean> {
  return transition(
    test ? `folio_test_dirty(${folio.name})` : `__filemap_remove_folio(${folio.name})`,
    function* () {
      const dirty = test && (yield* folio.dirty.read());
      if (dirty) yield* folio.refcount.write(1 + folio_nr_pages(folio));
      else yield* unlink(m, folio, XA_SHADOW);
      yield* xas_unlock_irq(m);
      return !dirty;
    },
    (removed) => (test ? (removed ? "0" : "1") : null),
  ).remark((removed) => (removed ? `${folio.name} leaves the page cache` : null));
}
