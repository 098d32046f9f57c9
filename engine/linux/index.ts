/**
 * The kernel model that a notebook cell imports as "heddle/linux": a file's page cache and the
 * code paths that meet in it. Built on the public API of the engine only.
 */
export {
  READ_ONCE,
  WRITE_ONCE,
  atomic_dec,
  atomic_dec_and_test,
  atomic_dec_unless_positive,
  atomic_inc,
  atomic_inc_return,
  atomic_inc_unless_negative,
  atomic_read,
  cmpxchg,
  smp_load_acquire,
  smp_mb,
  smp_rmb,
  smp_store_release,
  smp_wmb,
  xchg,
} from "./atomic.js";
export { spin_lock, spin_trylock, spin_unlock } from "./spinlock.js";
export { transition } from "./transition.js";
export {
  folioStruct,
  folio_detach,
  folio_lock,
  folio_mapping,
  folio_mark_dirty,
  folio_nr_pages,
  folio_put,
  folio_put_refs,
  folio_ref_count,
  folio_test_dirty,
  folio_try_get,
  folio_trylock,
  folio_unlock,
  pageOf,
} from "./folio.js";
export type { Folio } from "./folio.js";
export {
  address_space,
  filemap_nr_thps,
  filemap_nr_thps_dec,
  filemap_nr_thps_inc,
} from "./mapping.js";
export type { Mapping } from "./mapping.js";
export { xas_load, xas_lock_irq, xas_reload, xas_store, xas_unlock_irq } from "./xarray.js";
export { pageCache } from "./page-cache.js";
export type { PageCache, PageCacheSpec } from "./page-cache.js";
export { pteStruct, store, translate } from "./pte.js";
export type { Pte, StoreResult, Translation } from "./pte.js";
export { afterStart, chooseStart, showStart, startStates } from "./start-state.js";
export type { PteState, StartState, TlbState } from "./start-state.js";
export { __filemap_get_folio, filemap_add_folio, filemap_get_entry } from "./filemap.js";
export type { LockedLookup } from "./filemap.js";
export { try_to_unmap, try_to_unmap_flush } from "./rmap.js";
export { collapse_file } from "./collapse_file.js";
export type { ScanResult } from "./scan-result.js";
export { early_check_only, merged, old, seriesV1 } from "./variants.js";
export type { Variant } from "./variants.js";
export {
  ETXTBSY,
  close,
  do_dentry_open,
  get_write_access,
  inode_is_open_for_write,
} from "./open.js";
export { truncate_pagecache } from "./truncate.js";
export { write } from "./write.js";
export type { WriteSpec } from "./write.js";
export { handle_mm_fault, mmap_store } from "./fault.js";
export type { StoreSpec } from "./fault.js";
export { filemap_read } from "./read.js";
export { reclaim, shrink_folio_list } from "./reclaim.js";
export type { Event } from "./history.js";
export { invariant, invariantNames, invariants } from "./invariants.js";
export type { InvariantId } from "./invariants.js";
export { reachability, reachabilityNames } from "./reachability.js";
export type { ReachabilityId } from "./reachability.js";
