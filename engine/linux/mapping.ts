/** struct address_space: the page cache of one inode (include/linux/fs.h, v6.11 to v7.1). */
import { type Operation, type RecordOf, rwsem, spinlock, struct } from "../index.js";

/**
 * `nr_thps` counts huge folios in a mapping that cannot write to them (old scheme); `xa_lock`
 * protects the slots of `i_pages`, which are shared variables of the page cache itself; whoever
 * empties the cache holds `invalidate_lock` exclusively.
 */
export const address_space = struct("address_space", {
  nr_thps: 0,
  xa_lock: spinlock(),
  invalidate_lock: rwsem(),
});

/** A page cache's mapping. */
export type Mapping = RecordOf<typeof address_space>;

/** filemap_nr_thps() (include/linux/pagemap.h): the counter, read without any lock. */
export function filemap_nr_thps(mapping: Mapping): Operation<number> {
  return mapping.nr_thps.read().as("filemap_nr_thps()");
}

/**
 * filemap_nr_thps_inc(): an atomic_inc(), so it is relaxed. The kernel skips it for mappings with
 * large-folio support; so must the caller.
 */
export function filemap_nr_thps_inc(mapping: Mapping): Operation<void> {
  return mapping.nr_thps.apply((n) => n + 1).as("filemap_nr_thps_inc()");
}

/** filemap_nr_thps_dec(): relaxed, too. */
export function filemap_nr_thps_dec(mapping: Mapping): Operation<void> {
  return mapping.nr_thps.apply((n) => n - 1).as("filemap_nr_thps_dec()");
}

/** filemap_invalidate_lock(): nobody adds folios or relies on them while the cache is emptied. */
export function filemap_invalidate_lock(mapping: Mapping): Operation<void> {
  return mapping.invalidate_lock.downWrite().as("filemap_invalidate_lock()");
}

/** filemap_invalidate_unlock(). */
export function filemap_invalidate_unlock(mapping: Mapping): Operation<void> {
  return mapping.invalidate_lock.upWrite().as("filemap_invalidate_unlock()");
}

/** filemap_invalidate_lock_shared(). */
export function filemap_invalidate_lock_shared(mapping: Mapping): Operation<void> {
  return mapping.invalidate_lock.downRead().as("filemap_invalidate_lock_shared()");
}

/** filemap_invalidate_unlock_shared(). */
export function filemap_invalidate_unlock_shared(mapping: Mapping): Operation<void> {
  return mapping.invalidate_lock.upRead().as("filemap_invalidate_unlock_shared()");
}
