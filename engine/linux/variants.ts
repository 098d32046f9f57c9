/**
 * Versions of collapse_file() and of do_dentry_open() as sets of switches. Any switch can be turned
 * on its own: `{ ...merged, refcountTest: false }`.
 */

/** What collapse_file() and the opener do. */
export interface Variant {
  /** folio_test_dirty() before the folio lock is taken. */
  readonly unlockedDirtyTest: boolean;
  /**
   * filemap_flush() of a folio that the unlocked test finds dirty: writeback goes on in a thread of its
   * own. v6.11 does so always, the merged version unless the file is open for write; here it is left
   * out unless asked for, since a flusher may be a thread of the scenario.
   */
  readonly startsWriteback: "never" | "always" | "unless open for write";
  /** folio_test_dirty() under the folio lock, before try_to_unmap(). */
  readonly lockedDirtyTest: boolean;
  /** folio_test_dirty() after try_to_unmap() and the refcount test. */
  readonly lateDirtyTest: boolean;
  /** Give up if anyone else holds a reference after try_to_unmap(). */
  readonly refcountTest: boolean;
  /** Give up if inode_is_open_for_write(), once all folios are locked. */
  readonly openForWriteTest: boolean;
  /** nr_thps++ (if the filesystem lacks large folios) before that test. */
  readonly countThps: boolean;
  /** Wrong order: nr_thps++ after that test. */
  readonly testBeforeIncrement: boolean;
  /** smp_mb() between nr_thps++ and that test. */
  readonly smp_mb: boolean;
  /** The opener truncates the page cache if it finds nr_thps > 0. */
  readonly openerTruncates: boolean;
  /** Wrong order: the old folios are unlocked before their `mapping` is NULL. */
  readonly unlockBeforeDetach: boolean;
  /** Wrong order: the old folios are unlocked before the new one is stored. */
  readonly unlockBeforeStore: boolean;
  /** Copying may meet poisoned memory; both cases are explored. */
  readonly copyMayFail: boolean;
  /** Every test may fail for a reason outside the model; both cases are explored. */
  readonly testsMayFail: boolean;
  /** Give up on a folio under writeback, as its release_folio would. */
  readonly writebackTests: boolean;
  /** filemap_release_folio(): have the filesystem drop the folio's private data. */
  readonly releasePrivate: boolean;
  /** Wrong order: the late dirty test comes before the refcount test. */
  readonly lateTestFirst: boolean;
  /** When the TLB is flushed; the kernel does it before the copy. */
  readonly tlbFlush: "before copy" | "after copy" | "after unlock";
  /**
   * A folio that fails a test after it was unmapped is unlocked only after the TLB flush. The kernel
   * unlocks it first.
   */
  readonly flushBeforeBailOut: boolean;
  /** Before a2e17cc2efc7: the new folio is in its slots, not uptodate, while it is filled. */
  readonly insertBeforeCopy: boolean;
  /** shmem: count the holes again under the xa-lock before they are covered. */
  readonly recountHoles: boolean;
  /** Read missing pages of a file from disk instead of giving up. */
  readonly readahead: boolean;
  /**
   * The stable fix of 2026 for the old scheme: nr_thps++ and the test for open-for-write come after
   * the TLB flush, under invalidate_lock, and the whole file is written back.
   */
  readonly writeBackFirst: boolean;
  /** The opener reads nr_thps again once it has invalidate_lock, and truncates only if it is set. */
  readonly openerRecounts: boolean;
  /** get_write_access() is a full barrier. */
  readonly openerBarrier: boolean;
  /** The blocking pass of truncation starts again until it finds nothing. */
  readonly truncationRestarts: boolean;
}

/** READ_ONLY_THP_FOR_FS as of v6.11: nr_thps, and an opener that truncates. */
export const old: Variant = {
  unlockedDirtyTest: true,
  startsWriteback: "never",
  lockedDirtyTest: true,
  lateDirtyTest: false,
  refcountTest: true,
  openForWriteTest: true,
  countThps: true,
  testBeforeIncrement: false,
  smp_mb: true,
  openerTruncates: true,
  unlockBeforeDetach: false,
  unlockBeforeStore: false,
  copyMayFail: false,
  testsMayFail: false,
  writebackTests: true,
  releasePrivate: true,
  lateTestFirst: false,
  tlbFlush: "before copy",
  flushBeforeBailOut: false,
  insertBeforeCopy: false,
  recountHoles: true,
  readahead: false,
  writeBackFirst: false,
  openerRecounts: false,
  openerBarrier: true,
  truncationRestarts: true,
};

/** Version 1 of the series (27 March 2026): only the test for open-for-write is left. */
export const seriesV1: Variant = {
  ...old,
  countThps: false,
  smp_mb: false,
  openerTruncates: false,
};

/** The suggestion in the thread: no test for open-for-write, dirty tests where they are. */
export const early_check_only: Variant = { ...seriesV1, openForWriteTest: false };

/** As merged (4e3d769bf0fc, 044925f9b565): a dirty test after try_to_unmap(), no other bail-out. */
export const merged: Variant = { ...early_check_only, lateDirtyTest: true };
