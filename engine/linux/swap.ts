/** Per-CPU batches of folios on their way to the LRU list (mm/swap.c, v7.1). */
import type { Operation } from "../index.js";
import { folio_put } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { transition } from "./transition.js";

/** lru_add_drain(): puts the folio of the batch, if any, on the LRU list and drops its reference. */
export function lru_add_drain(m: PageCache): Operation<void> {
  return transition("lru_add_drain()", function* () {
    const folio = yield* m.lru_batch.read();
    if (folio === null) return;
    yield* m.lru_batch.write(null);
    yield* folio.lru.write(true);
    yield* folio_put(folio);
  });
}
