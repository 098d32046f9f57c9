/** Splitting a huge page-cache folio (mm/huge_memory.c __folio_split(), v7.1). */
import { HeddleError, type Operation, type Steps, proc } from "../index.js";
import {
  type Folio,
  folio_lock,
  folio_mapping,
  folio_nr_pages,
  folio_put,
  folio_try_get,
  folio_trylock,
  folio_unlock,
  pageOf,
} from "./folio.js";
import { freeFolio, freeUnfrozen } from "./filemap.js";
import type { PageCache } from "./page-cache.js";
import { folio_mapcount, folio_mapped, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
import { transition } from "./transition.js";
import { xas_lock_irq, xas_unlock_irq } from "./xarray.js";

/** How a huge folio is split. */
export interface SplitSpec {
  /**
   * Into single pages (true, the default), or only as far as needed to make page 3 of four a folio
   * of its own: pages 0 and 1 stay together.
   */
  readonly uniform?: boolean;
  /**
   * Before 577a1f495fd7: while the parts are stored, the slots of the second half hold its first
   * part instead of the original folio. Default false.
   */
  readonly wrongSlots?: boolean;
  /** Freeze the original folio until all parts are stored. Default true. */
  readonly freeze?: boolean;
}

/**
 * Splits m.N: under its lock, unmapped, with its reference count frozen at 0 until every slot holds
 * the right part. A lookup that finds the frozen folio starts again. In the kernel the first part
 * is the original folio made smaller; here it is another folio, and storing it is what unfreezing
 * the original is there. Returns whether it was split.
 */
export const folio_split = proc(
  "folio_split",
  function* (m: PageCache, spec: SplitSpec = {}): Steps<boolean> {
    const { N } = m;
    if (!(yield* folio_try_get(N))) return false;
    yield* folio_lock(N);
    const split = yield* split_folio(m, N, spec);
    if (!split) {
      yield* folio_unlock(N);
      yield* folio_put(N);
    }
    return split;
  },
);

/**
 * split_folio(): as `folio_split`, for a caller that has the lock of the huge folio and a reference,
 * both of which are gone if it was split.
 */
export function* split_folio(m: PageCache, folio: Folio, spec: SplitSpec = {}): Steps<boolean> {
  return folio === m.N && (yield* splittable(m)) && (yield* splitFrozen(m, spec));
}

/** Part of the mapping and without unexpected references; unmapped if need be. */
function* splittable(m: PageCache): Steps<boolean> {
  if ((yield* folio_mapping(m.N)) !== m.M) return false;
  if (!(yield* expectedReferences(m))) return false;
  const mapped = yield* folio_mapped(m, m.N);
  if (mapped !== 0) {
    yield* try_to_unmap(m, m.N);
    yield* try_to_unmap_flush(m, mapped);
  }
  return true;
}

/**
 * folio_expected_ref_count(): the page cache's references, those of page table entries, and ours. A
 * cheap test before anything is unmapped; freezing the count is the one that is relied on.
 */
function expectedReferences(m: PageCache): Operation<boolean> {
  return transition(`folio_expected_ref_count(${m.N.name})`, function* () {
    const expected = folio_nr_pages(m.N) + (yield* folio_mapcount(m, m.N)) + 1;
    return (yield* m.N.refcount.read()) === expected;
  });
}

/** From freezing to unfreezing, all under the xa-lock; what lookups see changes slot by slot. */
function* splitFrozen(m: PageCache, { uniform = true, wrongSlots, freeze = true }: SplitSpec) {
  const frozen = yield* folio_ref_freeze(m, freeze);
  if (!frozen) return false;
  const after = yield* allocateParts(m, uniform);
  if (wrongSlots === true) {
    const wrong = after[after.length - 2];
    yield* transition(`xas_try_split(), slot 3 = ${wrong.name}`, function* () {
      yield* m.i_pages[3].write(wrong);
    });
  }
  // The first part, which in the kernel is the original folio, comes last.
  for (const part of [...after.slice(1), after[0]]) yield* storePart(m, part);
  yield* transition("xas_unlock_irq(), unlock and put the parts", function* () {
    yield* m.N.mapping.write(null);
    yield* m.N.lru.write(false);
    if (!m.largeFolios) yield* m.M.nr_thps.apply((n) => Math.max(0, n - 1));
    if (!freeze) yield* freeUnfrozen(m, m.N, folio_nr_pages(m.N) + 1);
    yield* folio_unlock(m.N);
    for (const part of after) yield* folio_unlock(part);
    yield* xas_unlock_irq(m);
  });
  return true;
}

/** folio_ref_freeze() under the xa-lock: the page cache's references and ours, no others. */
function folio_ref_freeze(m: PageCache, freeze: boolean): Operation<boolean> {
  const expected = folio_nr_pages(m.N) + 1;
  return transition(`folio_ref_freeze(N, ${expected})`, function* () {
    yield* xas_lock_irq(m);
    const sole = (yield* m.N.refcount.read()) === expected && !(yield* m.N.writeback.read());
    if (!sole) yield* xas_unlock_irq(m);
    else if (freeze) yield* m.N.refcount.write(0);
    return sole;
  });
}

/** The folios that the huge one is split into, locked, in the order of their pages. */
function allocateParts(m: PageCache, uniform: boolean): Operation<readonly Folio[]> {
  const { P } = m;
  if (!uniform && P === null) {
    throw new HeddleError("a non-uniform split needs a huge folio of four pages", {
      hint: "declare pageCache(s, { pages: 4, huge: true })",
    });
  }
  return transition(
    "split",
    function* () {
      const parts: Folio[] = [];
      let index = 0;
      if (!uniform && P !== null && (yield* folio_trylock(P))) {
        parts.push(P);
        index = 2;
      }
      for (; index < m.hugePages; index++) parts.push(yield* freeFolio(m, index));
      return parts;
    },
    () => null,
  );
}

/**
 * Unfreezes a part, with the references of the page cache, and stores it in its slots. A part beyond
 * the end of the file is dropped instead.
 */
function storePart(m: PageCache, part: Folio): Operation<void> {
  return transition(`xas_store(${part.name})`, function* () {
    if (m.indices(part)[0] >= (yield* m.i_size.read())) {
      for (const index of m.indices(part)) yield* m.i_pages[index].write(null);
      return;
    }
    yield* part.mapping.write(m.M);
    yield* part.uptodate.write(true);
    yield* part.dirty.write(yield* m.N.dirty.read());
    yield* part.lru.write(true);
    for (const index of m.indices(part)) {
      yield* pageOf(part, index).write(yield* pageOf(m.N, index).read());
      yield* m.i_pages[index].write(part);
    }
    yield* part.refcount.write(folio_nr_pages(part));
  });
}
