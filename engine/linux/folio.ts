/** struct folio: contiguous pages managed as one (include/linux/mm_types.h, mm/filemap.c, v7.1). */
import {
  HeddleError,
  type Operation,
  type RecordOf,
  type Shared,
  awaitUntil,
  mutex,
  ref,
  struct,
} from "../index.js";
import type { Mapping } from "./mapping.js";
import { showC } from "./show.js";

/**
 * `mapping` is NULL unless the folio belongs to the page cache. A folio whose `refcount` is 0 is
 * free or frozen. `lru` is set while the folio is on an LRU list: whoever clears it has isolated it
 * and holds a reference. `private` stands for filesystem data such as buffer heads, which
 * hold a reference. `data` has one number per page.
 */
export const folioStruct = folioStructOf(1);

/** The struct of a folio of so many pages. */
export function folioStructOf(pages: number) {
  return struct("folio", {
    lock: mutex(),
    mapping: ref<Mapping>(),
    refcount: 0,
    dirty: false,
    writeback: false,
    uptodate: false,
    private: false,
    lru: false,
    data: Array.from({ length: pages }, () => 0),
  });
}

/** A folio. */
export type Folio = RecordOf<typeof folioStruct>;

/** Number of pages. */
export function folio_nr_pages(folio: Folio): number {
  return folio.data.length;
}

/** The content of the page at a file index (in pages) that the folio covers. */
export function pageOf(folio: Folio, index: number): Shared<number> {
  return folio.data[folio.data.length === 1 ? 0 : index];
}

/** folio_lock(): sleeps until the folio is unlocked. */
export function folio_lock(folio: Folio): Operation<void> {
  return folio.lock.lock().as(`folio_lock(${folio.name})`);
}

/** folio_trylock(): never waits. */
export function folio_trylock(folio: Folio): Operation<boolean> {
  return folio.lock.trylock().as(`folio_trylock(${folio.name})`, showC);
}

/** folio_unlock(). */
export function folio_unlock(folio: Folio): Operation<void> {
  return folio.lock.unlock().as(`folio_unlock(${folio.name})`);
}

/** folio->mapping, which changes only under the folio lock. */
export function folio_mapping(folio: Folio): Operation<Mapping | null> {
  return folio.mapping.read().as(`${folio.name}->mapping`, showC);
}

/** folio->mapping = NULL: the folio no longer belongs to the page cache. */
export function folio_detach(folio: Folio): Operation<void> {
  return folio.mapping.write(null).as(`${folio.name}->mapping = NULL`);
}

/** folio_try_get(): takes a reference unless the count is 0. A full barrier on success. */
export function folio_try_get(folio: Folio): Operation<boolean> {
  return folio.refcount
    .modify<boolean>((n) => (n === 0 ? { result: false } : { next: n + 1, result: true }))
    .as(`folio_try_get(${folio.name})`, showC);
}

/** folio_put_refs(): drops references; the folio is free when none is left. A full barrier. */
export function folio_put_refs(folio: Folio, refs: number): Operation<void> {
  return folio.refcount
    .modify<undefined>((n) => {
      if (n < refs) {
        throw new HeddleError(`${folio.name} has ${n} references, ${refs} are dropped`, {
          hint: "every folio_put() needs a reference that was taken before",
        });
      }
      return { next: n - refs, result: undefined };
    })
    .as(`folio_put_refs(${folio.name}, ${refs})`);
}

/** folio_put(): drops one reference. */
export function folio_put(folio: Folio): Operation<void> {
  return folio_put_refs(folio, 1).as(`folio_put(${folio.name})`);
}

/**
 * What a pin adds to a folio's reference count. (In the kernel a large folio counts its pins apart;
 * here all folios count alike.)
 */
export const GUP_PIN_COUNTING_BIAS = 1024;

/** folio_maybe_dma_pinned() for a reference count: so many references can only be pins. */
export function maybeDmaPinned(refcount: number): boolean {
  return refcount >= GUP_PIN_COUNTING_BIAS;
}

/** folio_ref_count(): a plain load. */
export function folio_ref_count(folio: Folio): Operation<number> {
  return folio.refcount.read().as(`folio_ref_count(${folio.name})`);
}

/** folio_test_dirty(): a plain load. */
export function folio_test_dirty(folio: Folio): Operation<boolean> {
  return folio.dirty.read().as(`folio_test_dirty(${folio.name})`, showC);
}

/** folio_wait_writeback(): sleeps until the folio is not under writeback. */
export function folio_wait_writeback(folio: Folio): Operation<boolean> {
  return awaitUntil(folio.writeback, (writeback) => !writeback).as(
    `folio_wait_writeback(${folio.name})`,
    () => null,
  );
}

/**
 * folio_mark_dirty(): test-and-set, a full barrier. The accounting and the xarray tag, which the
 * kernel sets under the xa-lock if the folio still has a mapping, are left out: on a detached folio
 * they have no effect, and nothing here reads them.
 */
export function folio_mark_dirty(folio: Folio): Operation<void> {
  return folio.dirty
    .modify<undefined>((dirty) =>
      dirty ? { result: undefined } : { next: true, result: undefined },
    )
    .as(`folio_mark_dirty(${folio.name})`);
}
