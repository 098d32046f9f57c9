/** Huge folios mapped by a PMD, and the removal of empty page tables (mm/huge_memory.c, khugepaged.c, v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import { type Folio, folio_nr_pages, folio_put } from "./folio.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { type Pte, clear, leafEntry } from "./pte.js";
import { transition } from "./transition.js";

/**
 * The entry that a fault may fill, under the page-table lock; null if the page has been mapped
 * meanwhile. If there is no table yet a huge folio goes into the PMD (do_set_pmd()); for any other a
 * table is put in first (pmd_install()). Part of a larger transition.
 */
export function* entryToFill(m: PageCache, mm: Mm, folio: Folio, index: number): Steps<Pte | null> {
  const { pmd } = mm;
  if (index < m.hugePages && !(yield* pmd.table.read()) && (yield* pmd.folio.read()) === null) {
    const fits = folio_nr_pages(folio) === m.hugePages && mm.vma !== "misaligned";
    if (fits && (m.mapsBeyondEnd || (yield* m.i_size.read()) >= m.hugePages)) return pmd;
    yield* pmd.table.write(true);
  }
  const entry = yield* leafEntry(m, mm, index);
  return (yield* entry.folio.read()) === null ? entry : null;
}

/**
 * split_huge_pmd() of a file mapping, under the pmd lock: the mapping is not split but dropped, with
 * its reference, and flushed at once (no batching); faults map the pages again. A dirty bit goes to
 * the folio.
 */
export function split_huge_pmd(m: PageCache, mm: Mm): Operation<void> {
  return transition("split_huge_pmd()", () => zap_huge_pmd(m, mm));
}

/** Drops a PMD mapping, if there is one, and flushes it. Part of a larger transition. */
export function* zap_huge_pmd(m: PageCache, mm: Mm): Steps {
  const { pmd } = mm;
  const folio = yield* pmd.folio.read();
  if (folio === null) return;
  if (yield* pmd.dirty.read()) yield* folio.dirty.write(true);
  yield* clear(pmd);
  for (let index = 0; index < m.hugePages; index++) yield* clear(mm.tlb[index]);
  yield* folio_put(folio);
}

/**
 * retract_page_tables(): takes the page table, which is empty since all folios are locked and
 * unmapped, away from every process whose mapping allows it, so that the next fault maps the huge
 * folio by a PMD. Each is one step under the pmd lock and the page-table lock, which ends with a
 * flush of the whole range (pmdp_collapse_flush()).
 */
export const retract_page_tables = proc("retract_page_tables", function* (m: PageCache): Steps {
  for (const mm of m.mm) {
    if (mm.vma !== "suitable" || !(yield* observe(mm.pmd.table))) continue;
    yield* transition("pmdp_collapse_flush()", function* () {
      yield* mm.pmd.table.write(false);
      for (let index = 0; index < m.hugePages; index++) {
        yield* clear(mm.pte[index]);
        yield* clear(mm.tlb[index]);
      }
    });
  }
});
