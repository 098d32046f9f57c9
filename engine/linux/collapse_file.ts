/**
 * collapse_file() (mm/khugepaged.c, v7.1, with the differences of v6.11 and of the removal series
 * as switches): replaces the small folios of a file by one huge folio.
 *
 * Left out: statistics. Starting writeback of dirty folios is a switch (off by default). Missing
 * pages of a file end in SCAN_FAIL unless the variant reads them. Taking the xa-lock is one step
 * with what is first done under it, and giving it back with what is last, where that is one access.
 */
import { type Operation, type Steps, checkpoint, choose, proc } from "../index.js";
import { smp_mb } from "./barrier.js";
import {
  expectedRefs,
  giveBack,
  lateTests,
  lockAndIsolate,
  mayFail,
  readMissing,
  testAndIsolate,
} from "./collapse-folio.js";
import {
  type Folio,
  folio_detach,
  folio_put,
  folio_put_refs,
  folio_trylock,
  folio_unlock,
  pageOf,
} from "./folio.js";
import { note } from "./history.js";
import {
  filemap_invalidate_lock_shared,
  filemap_invalidate_unlock_shared,
  filemap_nr_thps_dec,
  filemap_nr_thps_inc,
} from "./mapping.js";
import { inode_is_open_for_write } from "./open.js";
import type { PageCache } from "./page-cache.js";
import { retract_page_tables } from "./pmd.js";
import { type Batch, folio_mapped, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
import type { ScanResult } from "./scan-result.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";
import type { Variant } from "./variants.js";
import { filemap_write_and_wait } from "./writeback.js";
import {
  XA_RETRY_ENTRY,
  folioAt,
  folioOf,
  xas_lock_irq,
  xas_next,
  xas_store,
  xas_unlock_irq,
} from "./xarray.js";

/** The old folio of each page; null for a hole. */
type OldFolios = readonly (Folio | null)[];

/**
 * Collapses the pages that m.N covers into m.N. All folios but the one that cannot be had stay
 * locked from their trylock on, so the caller holds every folio lock when m.N is stored.
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
  if (yield* mayFail(variant, "allocation")) return "SCAN_ALLOC_HUGE_PAGE_FAIL";
  const old: (Folio | null)[] = [];
  if (!(yield* allocHugeFolio(m))) return "SCAN_ALLOC_HUGE_PAGE_FAIL";
  const taken = yield* takeAll(m, variant, old);
  let { result, unmapped } = taken;
  if (result === "SCAN_SUCCEED") result = yield* openForWriteTests(m, variant);
  if (unmapped !== 0 && (variant.tlbFlush === "before copy" || result !== "SCAN_SUCCEED")) {
    yield* try_to_unmap_flush(m, unmapped);
    unmapped = 0;
  }
  if (result === "SCAN_SUCCEED" && variant.writeBackFirst) result = yield* writeBackFirst(m);
  if (result === "SCAN_SUCCEED" && variant.insertBeforeCopy) {
    yield* xas_store(m, m.N, { uptodate: false });
  }
  if (result === "SCAN_SUCCEED") result = yield* copyAll(m, variant, old);
  if (unmapped !== 0 && (variant.tlbFlush === "after copy" || result !== "SCAN_SUCCEED")) {
    yield* try_to_unmap_flush(m, unmapped);
    unmapped = 0;
  }
  if (result === "SCAN_SUCCEED") result = yield* coverHoles(m, variant, old);
  if (result === "SCAN_SUCCEED") yield* replace(m, variant, old);
  else yield* rollback(m, variant, old, result);
  if (unmapped !== 0) yield* try_to_unmap_flush(m, unmapped);
  return result;
}

/** Step 4: locks, isolates and unmaps one folio after the other. */
function* takeAll(
  m: PageCache,
  variant: Variant,
  old: (Folio | null)[],
): Steps<{ result: ScanResult; unmapped: Batch }> {
  let unmapped: Batch = 0;
  for (let index = 0; index < m.hugePages; index++) {
    let folio = folioOf(yield* xas_next(m, index));
    let result: ScanResult;
    if (folio === null && m.shmem) {
      old.push(null);
      continue;
    } else if (folio === null && variant.readahead) {
      folio = yield* readMissing(m, index);
      result = folio === null ? "SCAN_FAIL" : yield* testAndIsolate(m, variant, folio);
    } else {
      result = yield* lockAndIsolate(m, variant, folio);
    }
    if (folio === null || result !== "SCAN_SUCCEED") return { result, unmapped };
    const mapped = yield* folio_mapped(m, folio);
    if (mapped !== 0) yield* try_to_unmap(m, folio);
    unmapped |= mapped;
    result = yield* lateTests(m, variant, folio);
    yield* checkpoint([result, unmapped, folio, ...old]);
    if (result !== "SCAN_SUCCEED") {
      if (unmapped !== 0 && variant.flushBeforeBailOut) {
        yield* try_to_unmap_flush(m, unmapped);
        unmapped = 0;
      }
      yield* giveBack(folio);
      return { result, unmapped };
    }
    old.push(folio);
  }
  return { result: "SCAN_SUCCEED", unmapped };
}

/**
 * Allocates and locks the huge folio, which nobody else can see yet, and takes the xa-lock, under
 * which the caller looks up the first folio. The model has one huge folio: false if it is in use.
 */
function allocHugeFolio(m: PageCache): Operation<boolean> {
  return transition(
    "xas_lock_irq()",
    function* () {
      yield* xas_lock_irq(m);
      const free = (yield* m.N.refcount.read()) === 0 && (yield* folio_trylock(m.N));
      if (free) {
        yield* m.N.refcount.write(1);
        yield* m.N.mapping.write(m.M);
        yield* m.stored.set(false);
      } else {
        yield* xas_unlock_irq(m);
      }
      return free;
    },
    (free) => (free ? null : "no huge folio"),
  );
}

/** Step 5, for which the xa-lock is held, and step 6, which drops it. */
function* openForWriteTests(m: PageCache, variant: Variant): Steps<ScanResult> {
  const counts = variant.countThps && !m.largeFolios && !variant.writeBackFirst;
  let open = false;
  if (counts && !variant.testBeforeIncrement) {
    yield* filemap_nr_thps_inc(m.M);
    if (variant.smp_mb) yield* smp_mb();
  }
  if (variant.openForWriteTest && !variant.writeBackFirst) {
    open = yield* inode_is_open_for_write(m);
  }
  if (counts && variant.testBeforeIncrement && !open) yield* filemap_nr_thps_inc(m.M);
  if (open) {
    yield* note(m, "open for write");
    if (counts && !variant.testBeforeIncrement) yield* filemap_nr_thps_dec(m.M);
  }
  yield* xas_unlock_irq(m);
  return open ? "SCAN_FAIL" : "SCAN_SUCCEED";
}

/** The stable fix of 2026: an opener that truncates finds nothing that is not on disk. */
function* writeBackFirst(m: PageCache): Steps<ScanResult> {
  if (m.largeFolios) return "SCAN_SUCCEED";
  yield* filemap_invalidate_lock_shared(m.M);
  yield* filemap_nr_thps_inc(m.M);
  yield* smp_mb();
  const open = yield* inode_is_open_for_write(m);
  if (open) {
    yield* note(m, "open for write");
    yield* filemap_nr_thps_dec(m.M);
  } else {
    yield* filemap_write_and_wait(m);
  }
  yield* filemap_invalidate_unlock_shared(m.M);
  return open ? "SCAN_FAIL" : "SCAN_SUCCEED";
}

/** Step 10: copies page by page; a hole becomes zeroes. Nobody sees the huge folio yet. */
function* copyAll(m: PageCache, variant: Variant, old: OldFolios): Steps<ScanResult> {
  for (const [index, folio] of old.entries()) {
    if (folio === null) continue;
    if (variant.copyMayFail || variant.testsMayFail) {
      if (yield* poisoned(folio)) return "SCAN_COPY_MC";
    }
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

/**
 * Step 11, only if a shmem file has holes: takes the xa-lock, which it keeps, and makes lockless
 * lookups of the holes wait; a hole that has been filled meanwhile ends the collapse.
 */
function* coverHoles(m: PageCache, variant: Variant, old: OldFolios): Steps<ScanResult> {
  if (!old.includes(null)) return "SCAN_SUCCEED";
  return yield* transition<ScanResult>("xas_store(XA_RETRY_ENTRY)", function* () {
    yield* xas_lock_irq(m);
    const holes = old.flatMap((folio, index) => (folio === null ? [index] : []));
    let filled = false;
    for (const index of holes) if ((yield* folioAt(m, index)) !== null) filled = true;
    if (filled && variant.recountHoles) {
      yield* xas_unlock_irq(m);
      return "SCAN_PAGE_FILLED";
    }
    for (const index of holes) yield* m.i_pages[index].write(XA_RETRY_ENTRY);
    return "SCAN_SUCCEED";
  });
}

/** Steps 12 to 18: stores the huge folio, lets go of it, then of the old ones. */
function* replace(m: PageCache, variant: Variant, old: OldFolios): Steps {
  const folios = old.filter((folio) => folio !== null);
  if (variant.unlockBeforeStore) for (const folio of folios) yield* folio_unlock(folio);
  if (variant.insertBeforeCopy) {
    yield* m.N.uptodate.write(true).as("folio_mark_uptodate(N)");
  } else {
    yield* xas_store(m, m.N, { locked: folios.length < old.length });
  }
  yield* retract_page_tables(m);
  yield* folio_unlock(m.N);
  for (const folio of folios) {
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

/** The way out of every failure: nothing has changed but that processes must fault again. */
function* rollback(m: PageCache, variant: Variant, old: OldFolios, result: ScanResult): Steps {
  for (const folio of old) if (folio !== null) yield* giveBack(folio);
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
