/** mm/rmap.c: from a folio to the page table entries that map it (v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import { type Folio, folio_mark_dirty, folio_put } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { clear } from "./pte.js";
import { transition } from "./transition.js";

/**
 * folio_mapped(), as part of the step before. For a caller that holds the folio lock: no entry is
 * added without it.
 */
export function* folio_mapped(m: PageCache, folio: Folio): Steps<boolean> {
  for (const index of m.indices(folio)) {
    if ((yield* observe(m.pte[index].folio)) === folio) return true;
  }
  return false;
}

/**
 * try_to_unmap(TTU_BATCH_FLUSH): under the page-table lock clears every entry that maps the folio
 * and drops its reference; an entry's dirty bit goes to the folio. TLBs keep what they have until
 * try_to_unmap_flush(). The caller holds the folio lock.
 */
export const try_to_unmap = proc(
  "try_to_unmap",
  function* (m: PageCache, folio: Folio): Steps {
    for (const index of m.indices(folio)) {
      if ((yield* observe(m.pte[index].folio)) !== folio) continue;
      if (yield* ptep_get_and_clear(m, folio, index)) yield* folio_mark_dirty(folio);
    }
  },
  (_, folio) => `try_to_unmap(${folio.name})`,
);

/** Clears an entry and drops the reference it stood for; returns the entry's dirty bit. */
function ptep_get_and_clear(m: PageCache, folio: Folio, index: number): Operation<boolean> {
  const pte = m.pte[index];
  return transition<boolean>(
    `ptep_get_and_clear(${index})`,
    function* () {
      // The opener's truncation clears entries without the folio lock.
      if ((yield* pte.folio.read()) !== folio) return false;
      const dirty = yield* pte.dirty.read();
      yield* clear(pte);
      yield* m.tlb_flush_batched.write(true);
      yield* folio_put(folio);
      return dirty;
    },
    () => null,
  ).fact((dirty) => (dirty ? "was dirty" : "was clean"));
}

/** try_to_unmap_flush(): the one TLB flush for everything that the task has unmapped. */
export function try_to_unmap_flush(m: PageCache): Operation<void> {
  return transition("try_to_unmap_flush()", function* () {
    yield* flushTlb(m);
  });
}

/** Empties the TLB. Part of a larger transition. */
export function* flushTlb(m: PageCache): Steps {
  for (const entry of m.tlb) yield* clear(entry);
  yield* m.tlb_flush_batched.write(false);
}
