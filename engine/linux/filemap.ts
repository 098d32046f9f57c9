/** Looking up, adding and removing page-cache folios (mm/filemap.c, v7.1). */
import { HeddleError, type Operation, type Steps, checkpoint, proc } from "../index.js";
import {
  type Folio,
  folio_lock,
  folio_mapping,
  folio_nr_pages,
  folio_put,
  folio_put_refs,
  folio_try_get,
  folio_trylock,
  folio_unlock,
  pageOf,
} from "./folio.js";
import { note } from "./history.js";
import { filemap_invalidate_lock_shared, filemap_invalidate_unlock_shared } from "./mapping.js";
import type { PageCache } from "./page-cache.js";
import { transition } from "./transition.js";
import {
  type XA_SHADOW,
  xa_is_value,
  xas_load,
  xas_lock_irq,
  xas_reload,
  xas_retry,
  xas_unlock_irq,
} from "./xarray.js";

/**
 * filemap_get_entry(): the lockless lookup. A reference, then a second look at the slot: the folio
 * was in the slot at that moment, and may be replaced at any time after.
 */
export const filemap_get_entry = proc(
  "filemap_get_entry",
  function* (m: PageCache, index: number): Steps<Folio | null> {
    for (;;) {
      yield* checkpoint();
      const folio = yield* xas_load(m, index);
      if (xas_retry(folio)) continue;
      if (folio === null || xa_is_value(folio)) return null;
      if (!(yield* folio_try_get(folio))) continue;
      if ((yield* xas_reload(m, index)) === folio) return folio;
      yield* folio_put(folio);
    }
  },
  (_, index) => `filemap_get_entry(${index})`,
);

/**
 * filemap_lock_folio(): the folio of a page, referenced, locked and still part of the mapping; null
 * if there is none.
 */
export const filemap_lock_folio = proc(
  "filemap_lock_folio",
  function* (m: PageCache, index: number): Steps<Folio | null> {
    for (;;) {
      yield* checkpoint();
      const folio = yield* filemap_get_entry(m, index);
      if (folio === null) return null;
      yield* folio_lock(folio);
      if ((yield* folio_mapping(folio)) === m.M) return folio;
      yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
  },
  (_, index) => `filemap_lock_folio(${index})`,
);

/** Parts of the locked lookup that may be left out to see what they are for. */
export interface LockedLookup {
  /** Take the folio lock. Default true. */
  readonly lock?: boolean;
  /** Look at folio->mapping afterwards and start again if it has changed. Default true. */
  readonly recheck?: boolean;
}

/**
 * Reads a missing page into a new folio, which is returned locked and with a reference; null if
 * there is one meanwhile. Faults, reads and readahead hold invalidate_lock shared, so that no
 * truncation is under way; write(2) needs not, since it holds i_rwsem.
 */
export function* filemap_create_folio(m: PageCache, index: number): Steps<Folio | null> {
  yield* filemap_invalidate_lock_shared(m.M);
  const added = yield* filemap_add_folio(m, index);
  yield* filemap_invalidate_unlock_shared(m.M);
  return added;
}

/** How a missing folio is put into the page cache. */
type Create = (m: PageCache, index: number) => Operation<Folio | null> | Steps<Folio | null>;

/**
 * __filemap_get_folio(FGP_LOCK | FGP_CREAT): the folio of a page, referenced, locked and still part
 * of the mapping; a missing one is read from disk into a new folio.
 *
 * @param create how it is put into the page cache; default: as write(2) does
 */
export const __filemap_get_folio = proc(
  "__filemap_get_folio",
  function* (
    m: PageCache,
    index: number,
    { lock = true, recheck = true }: LockedLookup = {},
    create: Create = filemap_add_folio,
  ): Steps<Folio> {
    for (;;) {
      yield* checkpoint();
      const folio = yield* filemap_get_entry(m, index);
      if (folio === null) {
        const added = yield* create(m, index);
        if (added !== null) return added;
        continue;
      }
      if (lock) yield* folio_lock(folio);
      if (!recheck || (yield* folio_mapping(folio)) === m.M) return folio;
      yield* note(m, "retry");
      if (lock) yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
  },
  (...[, index]: [PageCache, number, LockedLookup?, Create?]) => `__filemap_get_folio(${index})`,
);

/**
 * filemap_add_folio() of a new folio, locked, with one reference for the page cache and one for the
 * caller, and already read from disk. NULL (-EEXIST) if the slot is taken.
 */
export function filemap_add_folio(m: PageCache, index: number): Operation<Folio | null> {
  return transition(`filemap_add_folio(${index})`, function* () {
    yield* xas_lock_irq(m);
    const entry = yield* m.i_pages[index].read();
    const taken = entry !== null && !xa_is_value(entry);
    const folio = taken ? null : yield* freeFolio(m, index);
    if (folio !== null) {
      yield* folio.refcount.write(2);
      yield* folio.mapping.write(m.M);
      yield* folio.dirty.write(false);
      yield* folio.uptodate.write(true);
      yield* folio.lru.write(true);
      yield* pageOf(folio, index).write(yield* m.disk[index].read());
      yield* m.i_pages[index].write(folio);
    }
    yield* xas_unlock_irq(m);
    return folio;
  });
}

/** Allocates a small folio: one that nobody refers to, locked for the caller. Part of a larger step. */
export function* freeFolio(m: PageCache, index: number): Steps<Folio> {
  for (const folio of m.small[index]) {
    if ((yield* folio.refcount.read()) === 0 && (yield* folio_trylock(folio))) return folio;
  }
  throw new HeddleError(`no free folio for page ${index}`, {
    hint: "declare more of them: pageCache(s, { spares: 2 })",
  });
}

/**
 * filemap_remove_folio() if the folio is still in the page cache, with its dirty flag cancelled as
 * truncation does. The caller holds the folio lock and a reference.
 */
export function filemap_remove_folio(m: PageCache, folio: Folio): Operation<boolean> {
  return transition(`truncate_inode_folio(${folio.name})`, function* () {
    yield* xas_lock_irq(m);
    const ours = (yield* folio.mapping.read()) === m.M;
    if (ours) {
      yield* folio.dirty.write(false);
      yield* unlink(m, folio);
      yield* folio_put_refs(folio, folio_nr_pages(folio));
    }
    yield* xas_unlock_irq(m);
    return ours;
  });
}

/** Frees a folio that its owner believes to be the only one to have `refs` references to. */
export function* freeUnfrozen(m: PageCache, folio: Folio, refs: number): Steps {
  if ((yield* folio.refcount.read()) !== refs) yield* m.usedAfterFree.update((n) => n + 1);
  yield* folio_put_refs(folio, refs);
}

/**
 * Takes a folio out of its slots, under the xa-lock. Part of a larger transition.
 *
 * @param left what the slots hold afterwards; default NULL
 */
export function* unlink(m: PageCache, folio: Folio, left: typeof XA_SHADOW | null = null): Steps {
  for (const index of m.indices(folio)) yield* m.i_pages[index].write(left);
  yield* folio.mapping.write(null);
  if (folio === m.N && !m.largeFolios) yield* m.M.nr_thps.apply((n) => Math.max(0, n - 1));
}
