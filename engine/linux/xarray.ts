/** The xarray of a mapping (lib/xarray.c): `i_pages[index]` is a folio or NULL. */
import { type Operation, type Steps, observe } from "../index.js";
import { type Folio, folio_nr_pages } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/** xas_load(): the entry at an index, without any lock. */
export function xas_load(m: PageCache, index: number): Operation<Folio | null> {
  return m.i_pages[index].read().as(`xas_load(${index})`, showC);
}

/** xas_reload(): the entry once more. */
export function xas_reload(m: PageCache, index: number): Operation<Folio | null> {
  return m.i_pages[index].read().as(`xas_reload(${index})`, showC);
}

/** xas_next() for the holder of the xa-lock, as part of the step before: nobody can change it. */
export function xas_next(m: PageCache, index: number): Operation<Folio | null> {
  return observe(m.i_pages[index]);
}

/** xas_lock_irq(). */
export function xas_lock_irq(m: PageCache): Operation<void> {
  return m.M.xa_lock.lock().as("xas_lock_irq()");
}

/** xas_unlock_irq(). */
export function xas_unlock_irq(m: PageCache): Operation<void> {
  return m.M.xa_lock.unlock().as("xas_unlock_irq()");
}

/**
 * Puts a huge folio into all its slots at once: the replacement, under the xa-lock. What comes just
 * before is private to the caller and part of the same step: the references of the page cache (one
 * per page, of which the allocation's is one), the uptodate flag, the LRU list. A file's folio
 * stays clean.
 */
export function xas_store(m: PageCache, huge: Folio): Operation<void> {
  return transition(`xas_store(${huge.name})`, function* () {
    yield* xas_lock_irq(m);
    yield* noteLocks(m, huge);
    yield* huge.refcount.write(folio_nr_pages(huge));
    yield* huge.lru.write(true);
    for (const slot of m.i_pages) yield* slot.write(huge);
    yield* m.stored.set(true);
    yield* xas_unlock_irq(m);
  }).remark(`${huge.name} is clean`);
}

/** For I8: whether one thread holds the locks of the new folio and of all that it replaces. */
function* noteLocks(m: PageCache, huge: Folio): Steps {
  const holder = yield* observe(huge.lock.owner);
  let all = holder !== null;
  for (const slot of m.i_pages) {
    const old = yield* observe(slot);
    if (old === null || (yield* observe(old.lock.owner)) !== holder) all = false;
  }
  if (!all) yield* m.replacedUnlocked.set(true);
}
