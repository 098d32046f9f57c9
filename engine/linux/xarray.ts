/**
 * The xarray of a mapping (lib/xarray.c): `i_pages[index]` is a folio, NULL, the shadow of a folio that
 * was reclaimed or, where a hole of a shmem file is about to be covered, XA_RETRY_ENTRY. A huge
 * folio's entry is in all its slots.
 */
import { type Operation, type Shared, type Steps, observe } from "../index.js";
import { type Folio, folio_nr_pages } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/** The entry that tells a lockless lookup to start again. */
export const XA_RETRY_ENTRY = "XA_RETRY_ENTRY";

/** The value entry that reclaim leaves (workingset_eviction()); what it records is left out. */
export const XA_SHADOW = "shadow";

/** What a slot holds. */
export type Entry = Folio | typeof XA_RETRY_ENTRY | typeof XA_SHADOW | null;

/** A slot. */
export type Slot = Shared<Entry>;

/** xas_retry(): whether the lookup that found this entry has to start again. */
export function xas_retry(entry: Entry): entry is typeof XA_RETRY_ENTRY {
  return entry === XA_RETRY_ENTRY;
}

/** xa_is_value(): whether the entry is no folio but a shadow, which lookups take for a missing page. */
export function xa_is_value(entry: Entry): entry is typeof XA_SHADOW {
  return entry === XA_SHADOW;
}

/** The folio of an entry; null for anything else. */
export function folioOf(entry: Entry): Folio | null {
  return xas_retry(entry) || xa_is_value(entry) ? null : entry;
}

/** xas_load(): the entry at an index, without any lock. */
export function xas_load(m: PageCache, index: number): Operation<Entry> {
  return m.i_pages[index].read().as(`xas_load(${index})`, showC);
}

/** xas_reload(): the entry once more. */
export function xas_reload(m: PageCache, index: number): Operation<Entry> {
  return m.i_pages[index].read().as(`xas_reload(${index})`, showC);
}

/** xas_next() for the holder of the xa-lock, as part of the step before: nobody can change it. */
export function xas_next(m: PageCache, index: number): Operation<Entry> {
  return observe(m.i_pages[index]);
}

/** The folio of a slot, for the holder of the xa-lock or as one look of a larger step. */
export function* folioAt(m: PageCache, index: number): Steps<Folio | null> {
  return folioOf(yield* m.i_pages[index].read());
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
 * stays clean, that of shmem is dirty.
 *
 * @param options.locked the caller holds the xa-lock already; default false
 * @param options.uptodate default true
 */
export function xas_store(
  m: PageCache,
  huge: Folio,
  { locked = false, uptodate = true } = {},
): Operation<void> {
  return transition(`xas_store(${huge.name})`, function* () {
    if (!locked) yield* xas_lock_irq(m);
    yield* noteLocks(m, huge);
    yield* huge.uptodate.write(uptodate);
    yield* huge.dirty.write(m.shmem);
    yield* huge.refcount.apply((n) => n + folio_nr_pages(huge) - 1);
    yield* huge.lru.write(true);
    for (const index of m.indices(huge)) yield* m.i_pages[index].write(huge);
    yield* m.stored.set(true);
    yield* xas_unlock_irq(m);
  }).remark(`${huge.name} is ${m.shmem ? "dirty" : "clean"}`);
}

/** For I8: whether one thread holds the locks of the new folio and of all that it replaces. */
function* noteLocks(m: PageCache, huge: Folio): Steps {
  const holder = yield* observe(huge.lock.owner);
  let all = holder !== null;
  for (const index of m.indices(huge)) {
    const old = folioOf(yield* observe(m.i_pages[index]));
    if (old === null) continue;
    if ((yield* observe(old.lock.owner)) !== holder) all = false;
  }
  if (!all) yield* m.replacedUnlocked.set(true);
}
