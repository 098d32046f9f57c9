/**
 * collapse_file() (mm/khugepaged.c, v7.1, with the differences of v6.11 and of the removal series
 * as switches): replaces the small folios of a file by one huge folio.
 *
 * Left out: shmem, readahead of missing pages (they end in SCAN_FAIL here), private data, starting
 * writeback of dirty folios, removing empty page tables, statistics. Taking the xa-lock is one step
 * with what is first done under it, and giving it back with what is last, where that is one access.
 */
import { type Operation, type Steps, checkpoint, choose, proc } from "../index.js";
import { smp_mb } from "./atomic.js";
import {
  type Folio,
  folio_detach,
  folio_nr_pages,
  folio_put,
  folio_put_refs,
  folio_ref_count,
  folio_test_dirty,
  folio_trylock,
  folio_unlock,
  pageOf,
} from "./folio.js";
import { note } from "./history.js";
import { filemap_nr_thps_dec, filemap_nr_thps_inc } from "./mapping.js";
import { inode_is_open_for_write } from "./open.js";
import type { PageCache } from "./page-cache.js";
import { folio_mapped, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
import type { ScanResult } from "./scan-result.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";
import type { Variant } from "./variants.js";
import { xas_lock_irq, xas_next, xas_store, xas_unlock_irq } from "./xarray.js";

/** References to a locked, isolated, unmapped folio: ours, the LRU isolation, the page cache. */
const expectedRefs = (folio: Folio) => 2 + folio_nr_pages(folio);

/**
 * Collapses the whole file into m.N. All folios but the one that cannot be had stay locked from
 * their trylock on, so the caller holds every folio lock when m.N is stored.
 */
export const collapse_file = proc(
  "collapse_file",
  function* (m: PageCache, variant: Variant): Steps<ScanResult> {
    const result = yield* collapse(m, variant);
    yield* m.scanResult.set(result);
    return result;
  },
);

function* collapse(m: PageCache, variant: Variant): Steps<ScanResult> {
  const old: Folio[] = [];
  let unmapped = false;
  yield* allocHugeFolio(m);
  let result: ScanResult = "SCAN_SUCCEED";
  for (let index = 0; index < m.pages && result === "SCAN_SUCCEED"; index++) {
    const folio = yield* xas_next(m, index);
    const got = yield* lockAndIsolate(m, variant, folio);
    result = got;
    if (folio === null || got !== "SCAN_SUCCEED") break;
    if (yield* folio_mapped(m, folio)) {
      yield* try_to_unmap(m, folio);
      unmapped = true;
    }
    result = yield* lateTests(m, variant, folio);
    yield* checkpoint([result, unmapped, folio, ...old]);
    if (result === "SCAN_SUCCEED") old.push(folio);
    else yield* giveBack(folio);
  }
  if (result === "SCAN_SUCCEED") result = yield* openForWriteTests(m, variant);
  if (unmapped) yield* try_to_unmap_flush(m);
  if (result === "SCAN_SUCCEED") result = yield* copyAll(m, variant, old);
  if (result === "SCAN_SUCCEED") yield* replace(m, variant, old);
  else yield* rollback(m, variant, old, result);
  return result;
}

/**
 * Allocates and locks the huge folio, which nobody else can see yet, and takes the xa-lock, under
 * which the caller looks up the first folio.
 */
function allocHugeFolio(m: PageCache): Operation<void> {
  return transition("xas_lock_irq()", function* () {
    yield* xas_lock_irq(m);
    yield* m.N.refcount.write(1);
    yield* m.N.mapping.write(m.M);
    yield* folio_trylock(m.N);
  });
}

/** Steps 4a to 4i for one folio. Entered with the xa-lock held, which is dropped in any case. */
function* lockAndIsolate(m: PageCache, variant: Variant, folio: Folio | null): Steps<ScanResult> {
  if (folio === null) {
    yield* xas_unlock_irq(m);
    return "SCAN_FAIL";
  }
  if (variant.unlockedDirtyTest && (yield* folio_test_dirty(folio))) {
    yield* xas_unlock_irq(m);
    return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
  }
  if (!(yield* trylockAndGet(m, folio))) return "SCAN_PAGE_LOCK";
  const result = yield* testAndIsolate(m, variant, folio);
  if (result !== "SCAN_SUCCEED") {
    yield* folio_unlock(folio);
    yield* folio_put(folio);
  }
  return result;
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
 * Under the folio lock: is it still ours, is it clean, is it on the LRU list? The mapping changes
 * only under the lock we hold and the list is of no interest to a folio that is kept, so only the
 * dirty test has a moment of its own.
 */
function testAndIsolate(
  m: PageCache,
  { lockedDirtyTest }: Variant,
  folio: Folio,
): Operation<ScanResult> {
  const label = lockedDirtyTest ? "folio_test_dirty" : "folio_isolate_lru";
  const show = (result: ScanResult) => {
    if (result === "SCAN_TRUNCATED" || result === "SCAN_DEL_PAGE_LRU") return null;
    return result === "SCAN_SUCCEED" && lockedDirtyTest ? "0" : "1";
  };
  return transition<ScanResult>(
    `${label}(${folio.name})`,
    function* () {
      if ((yield* folio.mapping.read()) !== m.M) return "SCAN_TRUNCATED";
      if (lockedDirtyTest && (yield* folio_test_dirty(folio))) {
        return "SCAN_PAGE_DIRTY_OR_WRITEBACK";
      }
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

/** Steps 4l to 4n: takes the xa-lock; keeps it if all is well. */
function* lateTests(m: PageCache, variant: Variant, folio: Folio): Steps<ScanResult> {
  if (!variant.refcountTest) yield* xas_lock_irq(m);
  else if ((yield* lockAndCountRefs(m, folio)) !== expectedRefs(folio)) return "SCAN_PAGE_COUNT";
  if (!variant.lateDirtyTest || !(yield* folio_test_dirty(folio))) return "SCAN_SUCCEED";
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

/** Step 5, for which the xa-lock is held, and step 6, which drops it. */
function* openForWriteTests(m: PageCache, variant: Variant): Steps<ScanResult> {
  const counts = variant.countThps && !m.largeFolios;
  let open = false;
  if (counts && !variant.testBeforeIncrement) {
    yield* filemap_nr_thps_inc(m.M);
    if (variant.smp_mb) yield* smp_mb();
  }
  if (variant.openForWriteTest) open = yield* inode_is_open_for_write(m);
  if (counts && variant.testBeforeIncrement && !open) yield* filemap_nr_thps_inc(m.M);
  if (open) {
    yield* note(m, "open for write");
    if (counts && !variant.testBeforeIncrement) yield* filemap_nr_thps_dec(m.M);
  }
  yield* xas_unlock_irq(m);
  return open ? "SCAN_FAIL" : "SCAN_SUCCEED";
}

/** Step 10: copies page by page. Nobody sees the huge folio yet. */
function* copyAll(m: PageCache, variant: Variant, old: readonly Folio[]): Steps<ScanResult> {
  for (const [index, folio] of old.entries()) {
    if (variant.copyMayFail && (yield* poisoned(folio))) return "SCAN_COPY_MC";
    yield* transition(`copy_mc_highpage(N, ${folio.name})`, function* () {
      yield* pageOf(m.N, index).write(yield* pageOf(folio, index).read());
    });
  }
  return "SCAN_SUCCEED";
}

/** A machine check while a folio is read. */
function poisoned(folio: Folio): Operation<boolean> {
  return choose([false, true]).as(`${folio.name} is poisoned`, showC);
}

/** Steps 12 to 18: stores the huge folio, lets go of it, then of the old ones. */
function* replace(m: PageCache, variant: Variant, old: readonly Folio[]): Steps {
  if (variant.unlockBeforeStore) for (const folio of old) yield* folio_unlock(folio);
  yield* xas_store(m, m.N);
  yield* folio_unlock(m.N);
  for (const folio of old) {
    if (variant.unlockBeforeStore) {
      yield* folio_detach(folio);
    } else if (variant.unlockBeforeDetach) {
      yield* folio_unlock(folio);
      yield* folio_detach(folio);
    } else {
      yield* folio_detach(folio);
      yield* folio_unlock(folio);
    }
    yield* folio_put_refs(folio, expectedRefs(folio));
  }
}

/** Gives back a folio that was isolated but fails a later test: LRU list, lock, reference. */
function* giveBack(folio: Folio): Steps {
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

/** The way out of every failure: nothing has changed but that processes must fault again. */
function* rollback(
  m: PageCache,
  variant: Variant,
  old: readonly Folio[],
  result: ScanResult,
): Steps {
  for (const folio of old) yield* giveBack(folio);
  if (result === "SCAN_COPY_MC" && variant.countThps && !m.largeFolios) {
    yield* filemap_nr_thps_dec(m.M);
    yield* smp_mb();
  }
  yield* transition("folio_put(N)", function* () {
    yield* m.N.mapping.write(null);
    yield* folio_unlock(m.N);
    yield* folio_put(m.N);
  });
}
