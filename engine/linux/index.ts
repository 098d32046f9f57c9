/**
 * The kernel model that a notebook cell imports as "heddle/linux": a file's page cache and the
 * code paths that meet in it. Built on the public API of the engine only.
 */
export {
  READ_ONCE,
  WRITE_ONCE,
  smp_cond_load_acquire,
  smp_load_acquire,
  smp_mb,
  smp_mb__after_atomic,
  smp_mb__after_spinlock,
  smp_mb__before_atomic,
  smp_rmb,
  smp_store_mb,
  smp_store_release,
  smp_wmb,
} from "./barrier.js";
export {
  atomic_add,
  atomic_add_and_test,
  atomic_add_negative,
  atomic_add_return,
  atomic_and,
  atomic_dec,
  atomic_dec_and_test,
  atomic_dec_return,
  atomic_fetch_add,
  atomic_fetch_and,
  atomic_fetch_dec,
  atomic_fetch_inc,
  atomic_fetch_or,
  atomic_fetch_sub,
  atomic_inc,
  atomic_inc_and_test,
  atomic_inc_return,
  atomic_or,
  atomic_read,
  atomic_set,
  atomic_sub,
  atomic_sub_and_test,
  atomic_sub_return,
  atomic_xor,
} from "./atomic.js";
export {
  atomic_add_unless,
  atomic_dec_if_positive,
  atomic_dec_unless_positive,
  atomic_fetch_add_unless,
  atomic_inc_not_zero,
  atomic_inc_unless_negative,
} from "./atomic-conditional.js";
export {
  atomic_fetch_add_acquire,
  atomic_fetch_add_relaxed,
  atomic_fetch_add_release,
  atomic_read_acquire,
  atomic_set_release,
  cmpxchg,
  cmpxchg_acquire,
  cmpxchg_relaxed,
  cmpxchg_release,
  try_cmpxchg,
  xchg,
  xchg_acquire,
  xchg_relaxed,
  xchg_release,
} from "./atomic-order.js";
export {
  bit_spin_lock,
  bit_spin_trylock,
  bit_spin_unlock,
  clear_and_wake_up_bit,
  clear_bit,
  clear_bit_unlock,
  set_bit,
  test_and_clear_bit,
  test_and_set_bit,
  test_and_set_bit_lock,
  test_bit,
  wait_on_bit,
  wake_up_bit,
} from "./bitops.js";
export {
  kref_get,
  kref_get_unless_zero,
  kref_put,
  refcount_dec,
  refcount_dec_and_test,
  refcount_inc,
  refcount_inc_not_zero,
  refcount_read,
  refcount_set,
} from "./refcount.js";
export {
  spin_lock,
  spin_lock_bh,
  spin_lock_irq,
  spin_lock_irqsave,
  spin_trylock,
  spin_unlock,
  spin_unlock_bh,
  spin_unlock_irq,
  spin_unlock_irqrestore,
} from "./spinlock.js";
export { mutex_lock, mutex_trylock, mutex_unlock } from "./mutex.js";
export {
  down_read,
  down_read_trylock,
  down_write,
  down_write_trylock,
  downgrade_write,
  rw_semaphore,
  up_read,
  up_write,
} from "./rwsem.js";
export type { RwSemaphore } from "./rwsem.js";
export {
  raw_seqcount_begin,
  read_seqbegin,
  read_seqcount_begin,
  read_seqcount_retry,
  read_seqlock_excl,
  read_seqretry,
  read_sequnlock_excl,
  seqlock_t,
  write_seqcount_begin,
  write_seqcount_end,
  write_seqlock,
  write_sequnlock,
} from "./seqlock.js";
export type { Seqlock } from "./seqlock.js";
export {
  complete,
  complete_all,
  completion_done,
  reinit_completion,
  try_wait_for_completion,
  wait_for_completion,
} from "./completion.js";
export {
  TASK_INTERRUPTIBLE,
  TASK_RUNNING,
  TASK_UNINTERRUPTIBLE,
  __set_current_state,
  kthread_run,
  schedule,
  set_current_state,
  task_struct,
  wake_up_process,
} from "./kthread.js";
export type { Task, TaskState } from "./kthread.js";
export {
  finish_wait,
  prepare_to_wait,
  prepare_to_wait_exclusive,
  wait_event,
  wait_queue_head,
  waitqueue_active,
  wake_up,
  wake_up_all,
} from "./wait.js";
export type { WaitQueueHead } from "./wait.js";
export {
  Rcu,
  call_rcu,
  rcu,
  rcu_assign_pointer,
  rcu_barrier,
  rcu_dereference,
  rcu_read_lock,
  rcu_read_unlock,
  synchronize_rcu,
} from "./rcu.js";
export {
  Srcu,
  call_srcu,
  srcu_barrier,
  srcu_read_lock,
  srcu_read_unlock,
  srcu_struct,
  synchronize_srcu,
} from "./srcu.js";
export { deref, kfree, kmalloc, slab } from "./slab.js";
export type { Freeable, SlabObject } from "./slab.js";
export { transition } from "./transition.js";
export {
  GUP_PIN_COUNTING_BIAS,
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
  folio_wait_writeback,
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
export {
  XA_RETRY_ENTRY,
  XA_SHADOW,
  xa_is_value,
  xas_load,
  xas_lock_irq,
  xas_reload,
  xas_retry,
  xas_store,
  xas_unlock_irq,
} from "./xarray.js";
export type { Entry, Slot } from "./xarray.js";
export { pageCache } from "./page-cache.js";
export type { PageCache, PageCacheSpec } from "./page-cache.js";
export { allEntries } from "./mm.js";
export type { Mm, ProcessSpec, Vma } from "./mm.js";
export { pmdStruct, pteStruct } from "./pte.js";
export type { Pmd, Pte } from "./pte.js";
export { load, store, translate } from "./tlb.js";
export type { StoreResult, Translation } from "./tlb.js";
export { retract_page_tables, split_huge_pmd } from "./pmd.js";
export { afterStart, chooseStart, showStart, startStates } from "./start-state.js";
export type { PteState, StartState, TlbState } from "./start-state.js";
export { __filemap_get_folio, filemap_add_folio, filemap_get_entry } from "./filemap.js";
export type { LockedLookup } from "./filemap.js";
export { folio_mapcount, try_to_unmap, try_to_unmap_flush } from "./rmap.js";
export { collapse_file } from "./collapse_file.js";
export { madvise_collapse } from "./madvise.js";
export type { ScanResult } from "./scan-result.js";
export { early_check_only, merged, old, seriesV1 } from "./variants.js";
export type { Variant } from "./variants.js";
export {
  ETXTBSY,
  close,
  do_dentry_open,
  execve,
  exit,
  get_write_access,
  inode_is_open_for_write,
} from "./open.js";
export { truncate, truncate_pagecache } from "./truncate.js";
export type { TruncateSpec } from "./truncate.js";
export { fsync, filemap_write_and_wait, writeback } from "./writeback.js";
export type { WritebackSpec } from "./writeback.js";
export { direct_read, direct_write, invalidate_inode_pages2 } from "./direct_io.js";
export type { DirectWriteSpec } from "./direct_io.js";
export { gup_write, pin_user_pages, unpin_user_page } from "./gup.js";
export type { GupSpec } from "./gup.js";
export { mincore, mincore_page } from "./mincore.js";
export { lru_add_drain } from "./swap.js";
export { folio_split } from "./split.js";
export type { SplitSpec } from "./split.js";
export { mprotect, store_after_mprotect } from "./mprotect.js";
export type { ProtectSpec } from "./mprotect.js";
export { inode_lock, inode_lock_shared, inode_unlock, inode_unlock_shared } from "./inode.js";
export { write } from "./write.js";
export type { WriteSpec } from "./write.js";
export { handle_mm_fault, mmap_load, mmap_store } from "./fault.js";
export type { StoreSpec } from "./fault.js";
export { filemap_read } from "./read.js";
export { reclaim, shrink_folio_list } from "./reclaim.js";
export type { ReclaimSpec } from "./reclaim.js";
export type { Event } from "./history.js";
export { invariant, invariantNames, invariants } from "./invariants.js";
export type { InvariantId } from "./invariants.js";
export { reachability, reachabilityNames } from "./reachability.js";
export type { ReachabilityId } from "./reachability.js";
