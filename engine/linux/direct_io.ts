/** O_DIRECT reads and writes (fs/iomap/direct-io.c, mm/filemap.c, mm/truncate.c, v7.1). */
import { type Operation, type Steps, observe, proc } from "../index.js";
import { unlink } from "./filemap.js";
import {
  type Folio,
  folio_lock,
  folio_mapping,
  folio_nr_pages,
  folio_put,
  folio_put_refs,
  folio_unlock,
  folio_wait_writeback,
} from "./folio.js";
import { recordCompletion, recordValue, recordValueRead } from "./history.js";
import type { PageCache } from "./page-cache.js";
import { folio_mapped, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
import { transition } from "./transition.js";
import { find_get_entry } from "./truncate.js";
import { write } from "./write.js";
import { filemap_write_and_wait } from "./writeback.js";
import { xas_lock_irq, xas_unlock_irq } from "./xarray.js";

/** A direct write of one page, and parts of it that may be left out. */
export interface DirectWriteSpec {
  /** Page of the file. */
  readonly index: number;
  /** What is written: a whole number from 1 to 30 that no other write uses. */
  readonly value: number;
  /** kiocb_invalidate_pages() before the disk is written. Default true. */
  readonly invalidateBefore?: boolean;
  /** kiocb_invalidate_post_direct_write() afterwards. Default true. */
  readonly invalidateAfter?: boolean;
}

/**
 * A direct write: writes dirty folios of the range back, drops them from the page cache, writes to
 * the disk, and drops what has been read from it meanwhile. If a folio cannot be dropped the write
 * goes through the page cache instead.
 */
export const direct_write = proc(
  "direct_write",
  function* (m: PageCache, spec: DirectWriteSpec): Steps {
    const { index, value, invalidateBefore = true, invalidateAfter = true } = spec;
    if (invalidateBefore) {
      yield* filemap_write_and_wait(m, [index]);
      if (!(yield* invalidate_inode_pages2(m, index))) {
        yield* write(m, { index, value });
        return;
      }
    }
    const earlier = yield* transition(
      `write ${value} to disk[${index}]`,
      function* () {
        yield* m.disk[index].write(value);
        return yield* recordValue(m, index, value);
      },
      () => null,
    );
    if (invalidateAfter) yield* invalidate_inode_pages2(m, index);
    yield* recordCompletion(m, index, earlier);
  },
  (_, { index, value }) => `direct_write(page ${index}, ${value})`,
);

/**
 * invalidate_inode_pages2_range() of one page: drops its folio unless it is dirty. A folio that was
 * replaced while its lock was waited for is skipped, and so is the one that replaced it. Returns
 * false (-EBUSY) if a folio had to stay.
 */
export const invalidate_inode_pages2 = proc(
  "invalidate_inode_pages2",
  function* (m: PageCache, index: number): Steps<boolean> {
    const folio = yield* find_get_entry(m, index);
    if (folio === null) return true;
    yield* folio_lock(folio);
    let dropped = true;
    if ((yield* folio_mapping(folio)) === m.M) {
      yield* folio_wait_writeback(folio);
      const mapped = yield* folio_mapped(m, folio);
      if (mapped !== 0) {
        yield* try_to_unmap(m, folio);
        yield* try_to_unmap_flush(m, mapped);
      }
      dropped = yield* folio_unmap_invalidate(m, folio);
    }
    yield* folio_unlock(folio);
    yield* folio_put(folio);
    return dropped;
  },
  (_, index) => `invalidate_inode_pages2(page ${index})`,
);

/** Removes a folio from the page cache under the xa-lock, unless it is dirty. */
function folio_unmap_invalidate(m: PageCache, folio: Folio): Operation<boolean> {
  return transition(`folio_unmap_invalidate(${folio.name})`, function* () {
    yield* xas_lock_irq(m);
    const clean = !(yield* folio.dirty.read());
    if (clean) {
      yield* unlink(m, folio);
      yield* folio_put_refs(folio, folio_nr_pages(folio));
    }
    yield* xas_unlock_irq(m);
    return clean;
  });
}

/**
 * A direct read: has dirty folios of the range written back, then reads the disk, past the page cache.
 * Returns what it read.
 */
export const direct_read = proc(
  "direct_read",
  function* (m: PageCache, index: number): Steps<number> {
    const stale = yield* transition(
      "begin",
      function* () {
        return yield* observe(m.stale[index]);
      },
      () => null,
    );
    yield* filemap_write_and_wait(m, [index]);
    return yield* transition(`read disk[${index}]`, function* () {
      const value = yield* m.disk[index].read();
      yield* recordValueRead(m, index, stale, value);
      return value;
    });
  },
  (_, index) => `direct_read(page ${index})`,
);
