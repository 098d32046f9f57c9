/** read(2) from the page cache (mm/filemap.c filemap_read(), v7.1). */
import { type Operation, type Steps, checkpoint, observe, proc } from "../index.js";
import { type Folio, folio_put, folio_try_get, folio_unlock, pageOf } from "./folio.js";
import { filemap_create_folio } from "./filemap.js";
import { note, recordRead } from "./history.js";
import type { PageCache } from "./page-cache.js";
import { transition } from "./transition.js";
import { xa_is_value, xas_load, xas_reload, xas_retry } from "./xarray.js";

/**
 * filemap_read(): a lookup, then a copy from the folio, with a reference but without the folio lock
 * and without a second look at folio->mapping. i_size is read with the first load and once more with
 * the copy. Returns what was read, or null at the end of the file.
 */
export const filemap_read = proc(
  "filemap_read",
  function* (m: PageCache, index: number): Steps<number | null> {
    let stale: number | null = null;
    for (;;) {
      yield* checkpoint(stale);
      const folio = yield* xas_load(m, index);
      // The read begins with its first load: what is out of date by then must not be returned.
      stale ??= yield* observe(m.stale[index]);
      if ((yield* observe(m.i_size)) <= index) return null;
      if (xas_retry(folio)) continue;
      if (folio === null || xa_is_value(folio)) {
        const added = yield* filemap_create_folio(m, index);
        if (added === null) continue;
        yield* folio_unlock(added);
        return yield* copyAndPut(m, added, index, stale);
      }
      if (!(yield* folio_try_get(folio))) continue;
      if ((yield* xas_reload(m, index)) === folio) {
        return yield* copyAndPut(m, folio, index, stale);
      }
      yield* folio_put(folio);
    }
  },
  (_, index) => `filemap_read(page ${index})`,
);

function* copyAndPut(
  m: PageCache,
  folio: Folio,
  index: number,
  stale: number,
): Steps<number | null> {
  const value = yield* copy_folio_to_iter(m, folio, index, stale);
  yield* folio_put(folio);
  return value;
}

function copy_folio_to_iter(
  m: PageCache,
  folio: Folio,
  index: number,
  stale: number,
): Operation<number | null> {
  return transition(`copy from ${folio.name}[${index}]`, function* () {
    if ((yield* m.i_size.read()) <= index) return null;
    const value = yield* pageOf(folio, index).read();
    yield* recordRead(m, folio, index, stale, value);
    const replaced = (yield* observe(m.i_pages[index])) !== folio;
    if (replaced && value !== (yield* observe(m.last[index]))) {
      yield* note(m, "read from a replaced folio");
    }
    return value;
  });
}
