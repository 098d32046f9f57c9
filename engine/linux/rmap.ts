/** mm/rmap.c: from a folio to the page table entries that map it (v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import { type Folio, folio_mark_dirty, folio_put } from "./folio.js";
import { type Mm, allEntries } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { split_huge_pmd } from "./pmd.js";
import { clear } from "./pte.js";
import { transition } from "./transition.js";

/** Processes as a set of bits: what a task must flush. */
export type Batch = number;

/**
 * folio_mapped(), as part of the step before: the processes that map the folio, 0 if none does. For
 * a caller that holds the folio lock: no entry is added without it.
 */
export function* folio_mapped(m: PageCache, folio: Folio): Steps<Batch> {
  let processes = 0;
  for (const { id, pmd, pte } of m.mm) {
    let maps = (yield* observe(pmd.folio)) === folio;
    for (const index of m.indices(folio)) {
      if (!maps) maps = (yield* observe(pte[index].folio)) === folio;
    }
    if (maps) processes |= 1 << id;
  }
  return processes;
}

/** folio_mapcount(): how many page table entries map the folio. Part of a larger transition. */
export function* folio_mapcount(m: PageCache, folio: Folio): Steps<number> {
  let count = 0;
  for (const entry of allEntries(m)) if ((yield* entry.folio.read()) === folio) count++;
  return count;
}

/**
 * try_to_unmap(TTU_BATCH_FLUSH | TTU_SPLIT_HUGE_PMD): under the page-table lock clears every entry
 * that maps the folio and drops its reference; an entry's dirty bit goes to the folio. TLBs keep
 * what they have of PTEs until try_to_unmap_flush(). The caller holds the folio lock.
 */
export const try_to_unmap = proc(
  "try_to_unmap",
  function* (m: PageCache, folio: Folio): Steps {
    for (const mm of m.mm) {
      if ((yield* observe(mm.pmd.folio)) === folio) yield* split_huge_pmd(m, mm);
      for (const index of m.indices(folio)) {
        if ((yield* observe(mm.pte[index].folio)) !== folio) continue;
        if (yield* ptep_get_and_clear(mm, folio, index)) yield* folio_mark_dirty(folio);
      }
    }
  },
  (_, folio) => `try_to_unmap(${folio.name})`,
);

/** Clears an entry and drops the reference it stood for; returns the entry's dirty bit. */
function ptep_get_and_clear(mm: Mm, folio: Folio, index: number): Operation<boolean> {
  const pte = mm.pte[index];
  return transition<boolean>(
    `ptep_get_and_clear(${index})`,
    function* () {
      // The opener's truncation clears entries without the folio lock.
      if ((yield* pte.folio.read()) !== folio) return false;
      const dirty = yield* pte.dirty.read();
      yield* clear(pte);
      yield* mm.tlb_flush_batched.write(true);
      yield* folio_put(folio);
      return dirty;
    },
    () => null,
  ).fact((dirty) => (dirty ? "was dirty" : "was clean"));
}

/**
 * try_to_unmap_flush(): the one TLB flush for everything that the task has unmapped, on the CPUs of
 * the processes concerned.
 *
 * @param batch those processes, as folio_mapped() returned them
 */
export function try_to_unmap_flush(m: PageCache, batch: Batch): Operation<void> {
  return transition("try_to_unmap_flush()", () => flushTlbs(m, batch));
}

/** Empties the TLBs of these processes. Part of a larger transition. */
export function* flushTlbs(m: PageCache, batch: Batch): Steps {
  for (const mm of m.mm) if ((batch & (1 << mm.id)) !== 0) yield* flushTlb(mm);
}

/** Empties the TLB of one process. Part of a larger transition. */
export function* flushTlb(mm: Mm): Steps {
  for (const entry of mm.tlb) yield* clear(entry);
  yield* mm.tlb_flush_batched.write(false);
}
