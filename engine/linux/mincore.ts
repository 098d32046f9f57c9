/** mincore(2) of a file mapping (mm/mincore.c, v7.1). */
import { type Steps, proc } from "../index.js";
import { filemap_get_entry } from "./filemap.js";
import { folio_put } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { showC } from "./show.js";

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
