/** What collapse_file() (mm/khugepaged.c, v7.1) does with each small folio: steps 4a to 4n. */
import { type Operation, type Steps, choose, observe, proc, spawn } from "../index.js";
import {
  type Folio,
  folio_nr_pages,
  folio_put,
  folio_put_refs,
  folio_ref_count,
  folio_test_dirty,
  folio_trylock,
  folio_unlock,
} from "./folio.js";
import { filemap_create_folio, filemap_lock_folio } from "./filemap.js";
import { inode_is_open_for_write } from "./open.js";
import type { PageCache } from "./page-cache.js";
import type { ScanResult } from "./scan-result.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";
import type { Variant } from "./variants.js";
import { writeback } from "./writeback.js";
import { xas_lock_irq, xas_unlock_irq } from "./xarray.js";

/** References to a locked, isolated, unmapped folio: ours, the LRU isolation, the page cache. */
export const expectedRefs = (folio: Folio) => 2 + folio_nr_pages(folio);

/** Whether a test fails for a reason outside the model; only if the variant asks for it. */
export function* mayFail(variant: Variant, what: string): Steps<boolean> {
  return variant.testsMayFail && (yield* choose([false, true]).as(`${what} fails`, showC));
}

/** Steps 4a to 4j for one folio. Entered with the xa-lock held, which is dropped in any case. */
export function* lockAndIsolate(
  m: PageCache,
  variant: Variant,
  folio: Folio | null,
): Steps<ScanResult> {
  if (folio === null) {
    yield* xas_unlock_irq(m);
    return "SCAN_FAIL";
  }
  if (!m.shmem && variant.unlockedDirtyTest && (yield* folio_test_dirty(folio))) {
    yield* xas_unlock_irq(m);
    yield* filemap_flush(m, variant, folio);
    return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
  }
  if (yield* mayFail(variant, `folio_trylock(${folio.name})`)) {
    yield* xas_unlock_irq(m);
    return "SCAN_PAGE_LOCK";
  }
  if (!(yield* trylockAndGet(m, folio))) return "SCAN_PAGE_LOCK";
  return yield* testAndIsolate(m, variant, folio);
}

/** filemap_flush(), if the variant has it: starts writeback of the folio and does not wait for it. */
function* filemap_flush(m: PageCache, variant: Variant, folio: Folio): Steps {
  if (variant.startsWriteback === "never") return;
  if (variant.startsWriteback !== "always" && (yield* inode_is_open_for_write(m))) return;
  const [index] = m.indices(folio);
  yield* spawn("writeback", () => writeback(m, { index })).as("filemap_flush()");
}

/** folio_trylock(), and if it succeeds folio_get(); drops the xa-lock. */
function trylockAndGet(m: PageCache, folio: Folio): Operation<boolean> {
  return transition(`folio_trylock(${folio.name})`, function* () {
    const locked = yield* folio_trylock(folio);
    if (locked) yield* folio.refcount.apply((n) => n + 1);
    yield* xas_unlock_irq(m);
    return locked;
  });
}

/**
 * A page that is not in the cache: drops the xa-lock, reads the page from disk unless it is beyond
 * the end of the file, then waits for the folio's lock. Returns it locked, with a reference; null if
 * it is gone again.
 */
export function* readMissing(m: PageCache, index: number): Steps<Folio | null> {
  yield* xas_unlock_irq(m);
  if (index < (yield* observe(m.i_size))) yield* page_cache_sync_readahead(m, index);
  return yield* filemap_lock_folio(m, index);
}

/** page_cache_sync_readahead(): the folio is unlocked as soon as it has been read. */
const page_cache_sync_readahead = proc(
  "page_cache_sync_readahead",
  function* (m: PageCache, index: number): Steps {
    const added = yield* filemap_create_folio(m, index);
    if (added === null) return;
    yield* folio_unlock(added);
    yield* folio_put(added);
  },
  (_, index) => `page_cache_sync_readahead(${index})`,
);

/** Steps 4e to 4j under the folio lock; on failure the folio is unlocked and put. */
export function* testAndIsolate(m: PageCache, variant: Variant, folio: Folio): Steps<ScanResult> {
  let result: ScanResult = "SCAN_DEL_PAGE_LRU";
  if (!(yield* mayFail(variant, `folio_isolate_lru(${folio.name})`))) {
    result = yield* isolate(m, variant, folio);
  }
  if (result !== "SCAN_SUCCEED") {
    yield* folio_unlock(folio);
    yield* folio_put(folio);
    return result;
  }
  if (yield* filemap_release_folio(variant, folio)) return "SCAN_SUCCEED";
  yield* giveBack(folio);
  return "SCAN_PAGE_HAS_PRIVATE";
}

/**
 * Is it still ours, is it clean, is it on the LRU list? The mapping changes only under the lock we
 * hold and the list is of no interest to a folio that is kept, so only the dirty test has a moment
 * of its own.
 */
function isolate(m: PageCache, variant: Variant, folio: Folio): Operation<ScanResult> {
  const testsDirty = variant.lockedDirtyTest && !m.shmem;
  const testsWriteback = variant.writebackTests && !m.shmem;
  const label = testsDirty ? "folio_test_dirty" : "folio_isolate_lru";
  const show = (result: ScanResult) => {
    if (result === "SCAN_TRUNCATED" || result === "SCAN_DEL_PAGE_LRU") return null;
    return result === "SCAN_SUCCEED" && testsDirty ? "0" : "1";
  };
  return transition<ScanResult>(
    `${label}(${folio.name})`,
    function* () {
      if ((yield* folio.mapping.read()) !== m.M) return "SCAN_TRUNCATED";
      if (testsDirty && (yield* folio_test_dirty(folio))) return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
      if (testsWriteback && (yield* folio.writeback.read())) return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
      if (!(yield* folio.lru.read())) return "SCAN_DEL_PAGE_LRU";
      yield* folio.lru.write(false);
      yield* folio.refcount.apply((n) => n + 1);
      return "SCAN_SUCCEED";
    },
    show,
  ).remark((result) =>
    result === "SCAN_TRUNCATED" || result === "SCAN_DEL_PAGE_LRU" ? result : null,
  );
}

/** filemap_release_folio(): the filesystem drops its private data, or refuses under writeback. */
function* filemap_release_folio(variant: Variant, folio: Folio): Steps<boolean> {
  if (!variant.releasePrivate || !(yield* observe(folio.private))) return true;
  if (yield* mayFail(variant, `filemap_release_folio(${folio.name})`)) return false;
  return yield* transition(`filemap_release_folio(${folio.name})`, function* () {
    if (variant.writebackTests && (yield* folio.writeback.read())) return false;
    yield* folio.private.write(false);
    yield* folio_put(folio);
    return true;
  });
}

/** Steps 4l to 4n: takes the xa-lock; keeps it if all is well. */
export function* lateTests(m: PageCache, variant: Variant, folio: Folio): Steps<ScanResult> {
  const late = variant.lateDirtyTest && !m.shmem;
  if (late && variant.lateTestFirst && (yield* folio_test_dirty(folio))) {
    return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
  }
  if (yield* mayFail(variant, `folio_ref_count(${folio.name})`)) return "SCAN_PAGE_COUNT";
  if (!variant.refcountTest) yield* xas_lock_irq(m);
  else if ((yield* lockAndCountRefs(m, folio)) !== expectedRefs(folio)) return "SCAN_PAGE_COUNT";
  if (!late || variant.lateTestFirst || !(yield* folio_test_dirty(folio))) return "SCAN_SUCCEED";
  yield* xas_unlock_irq(m);
  return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
}

/** Takes the xa-lock and reads the reference count; drops the lock if someone else has one. */
function lockAndCountRefs(m: PageCache, folio: Folio): Operation<number> {
  return transition(`folio_ref_count(${folio.name})`, function* () {
    yield* xas_lock_irq(m);
    const refs = yield* folio_ref_count(folio);
    if (refs !== expectedRefs(folio)) yield* xas_unlock_irq(m);
    return refs;
  });
}

/** Gives back a folio that was isolated but fails a later test: LRU list, lock, reference. */
export function* giveBack(folio: Folio): Steps {
  yield* folio_unlock(folio);
  yield* putback(folio);
}

/** Puts a folio back on the LRU list and drops both our references. */
function putback(folio: Folio): Operation<void> {
  return transition(`folio_putback_lru(${folio.name})`, function* () {
    yield* folio.lru.write(true);
    yield* folio_put_refs(folio, 2);
  });
}
