/** mincore(2) of a file mapping (mm/mincore.c, v7.1). */
import { type Steps, proc } from "../index.js";
import { filemap_get_entry } from "./filemap.js";
import { folio_put } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { leafEntry } from "./pte.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/**
 * mincore_page(): whether the page is in the page cache and uptodate. A reader without the folio
 * lock and without a second look at folio->mapping.
 */
export const mincore_page = proc(
  "mincore_page",
  function* (m: PageCache, index: number): Steps<boolean> {
    const folio = yield* filemap_get_entry(m, index);
    let present = false;
    if (folio !== null) {
      present = yield* folio.uptodate.read().as(`folio_test_uptodate(${folio.name})`, showC);
      yield* folio_put(folio);
    }
    if (!present) yield* m.absent.update((n) => n + 1);
    return present;
  },
  (_, index) => `mincore_page(${index})`,
);

/**
 * mincore(2) for one page: present if the page table of the process says so, by a PMD or a PTE, else
 * what the page cache says.
 *
 * @param process by its number; default 0
 */
export const mincore = proc(
  "mincore",
  function* (m: PageCache, index: number, process?: number): Steps<boolean> {
    const mapped = yield* transition(`mincore_pte_range(${index})`, function* () {
      const entry = yield* leafEntry(m, m.mm[process ?? 0], index);
      return (yield* entry.folio.read()) !== null;
    });
    return mapped || (yield* mincore_page(m, index));
  },
  (...[, index]: [PageCache, number, number?]) => `mincore(page ${index})`,
);
