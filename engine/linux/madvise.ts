/** madvise(MADV_COLLAPSE) of a file mapping (mm/khugepaged.c, v7.1). */
import { type Operation, type Steps, proc } from "../index.js";
import { collapse_file } from "./collapse_file.js";
import { filemap_lock_folio } from "./filemap.js";
import { folio_put, folio_unlock } from "./folio.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import type { ScanResult } from "./scan-result.js";
import { transition } from "./transition.js";
import type { Variant } from "./variants.js";
import { filemap_write_and_wait } from "./writeback.js";

/**
 * Collapses at once, on behalf of a process: if a folio is dirty or under writeback it writes the
 * range back and tries once more, and it maps the huge folio by a PMD itself. Returns what
 * collapse_file() returned last.
 *
 * @param process by its number; default 0
 */
export const madvise_collapse = proc(
  "madvise(MADV_COLLAPSE)",
  function* (m: PageCache, variant: Variant, process?: number): Steps<ScanResult> {
    let result = yield* collapse_file(m, variant);
    if (result === "SCAN_PAGE_DIRTY_OR_WRITEBACK") {
      yield* filemap_write_and_wait(m, m.indices(m.N));
      result = yield* collapse_file(m, variant);
    }
    if (result === "SCAN_SUCCEED") yield* collapse_pte_mapped_thp(m, m.mm[process ?? 0]);
    return result;
  },
);

/**
 * collapse_pte_mapped_thp() where the page table has been retracted: installs a PMD, read-only unless
 * the filesystem need not be told of the first store, if the huge folio is still there and nobody
 * has mapped it. (The kernel also replaces a table of PTEs that map the huge folio; that is left
 * out.)
 */
const collapse_pte_mapped_thp = proc(
  "collapse_pte_mapped_thp",
  function* (m: PageCache, mm: Mm): Steps {
    const folio = yield* filemap_lock_folio(m, 0);
    if (folio === null) return;
    const mapped = folio === m.N && (yield* set_huge_pmd(m, mm));
    yield* folio_unlock(folio);
    if (!mapped) yield* folio_put(folio);
  },
);

/** Under the pmd lock; the entry keeps our reference. */
function set_huge_pmd(m: PageCache, mm: Mm): Operation<boolean> {
  return transition("set_huge_pmd(N)", function* () {
    const { pmd } = mm;
    if (mm.vma === "misaligned" || (yield* pmd.table.read())) return false;
    if ((yield* pmd.folio.read()) !== null) return false;
    yield* pmd.folio.write(m.N);
    yield* pmd.writable.write(!m.writeNotify);
    return true;
  });
}
