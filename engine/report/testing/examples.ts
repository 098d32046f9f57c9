/** Interleavings as they occur in discussions: the material of the golden files. */
import type { Trace } from "../../trace/trace.js";
import { step, trace, waits } from "./build.js";

const COLLAPSE = "1:collapse_file()";

/** The hole that the early dirty check leaves open: a store through a PTE that is still writable. */
export const earlyCheckOnly: Trace = trace(
  ["khugepaged", "mmap store"],
  [
    step(0, "folio_test_dirty(A) == 0", { in: [COLLAPSE] }),
    step(0, "folio_trylock(A) == 1", { in: [COLLAPSE] }),
    step(0, "folio_test_dirty(A) == 0", { in: [COLLAPSE] }),
    step(1, "store A[0] = 1", { facts: ["PTE dirty"] }),
    step(0, "folio_mark_dirty(A)", { in: [COLLAPSE, "2:try_to_unmap(A)"] }),
    step(0, "folio_ref_count(A) == 3", { in: [COLLAPSE] }),
    step(0, "copy_highpage(N, A)", { in: [COLLAPSE] }),
    step(0, "xas_store(N)", { in: [COLLAPSE], remarks: ["N is clean"] }),
    step(0, "folio_unlock(N)", { in: [COLLAPSE] }),
  ],
  { final: ["A.dirty = true", "A.data[0] = 1", "N.data[0] = 1", "mapping[0] = N"] },
);

/** Both sides nest and open functions survive the switches between them. */
export const nested: Trace = trace(
  ["khugepaged", "writer"],
  [
    step(0, "folio_trylock(A) == 1", { in: [COLLAPSE] }),
    step(1, "filemap_get_entry(0) == A", {
      in: ["7:generic_perform_write()", "8:__filemap_get_folio(0)"],
    }),
    step(0, "xas_store(N)", { in: [COLLAPSE] }),
    step(0, "A.mapping = NULL", { in: [COLLAPSE] }),
    step(0, "folio_unlock(A)", { in: [COLLAPSE] }),
    step(1, "folio_lock(A)", { in: ["7:generic_perform_write()", "8:__filemap_get_folio(0)"] }),
    step(1, "A.mapping == NULL", {
      in: ["7:generic_perform_write()", "8:__filemap_get_folio(0)"],
      remarks: ["goto repeat"],
    }),
    step(1, "filemap_get_entry(0) == N", {
      in: ["7:generic_perform_write()", "8:__filemap_get_folio(0)"],
    }),
    step(1, "N.data[0] = 1", { in: ["7:generic_perform_write()"] }),
  ],
  { final: ["N.data[0] = 1", "A.mapping = NULL"] },
);

/** Two locks in opposite order. */
export const deadlock: Trace = trace(
  ["truncate", "fault"],
  [
    step(0, "down_write(&invalidate_lock)", { in: ["1:truncate_pagecache()"] }),
    step(1, "folio_lock(A)", { in: ["2:filemap_fault()"] }),
  ],
  {
    final: ["invalidate_lock = held by truncate", "A.locked = held by fault"],
    waiting: [
      waits(0, "folio_lock(A)", "folio lock A, held by fault", {
        in: ["1:truncate_pagecache()", "3:truncate_inode_folio(A)"],
        holds: ["invalidate_lock"],
      }),
      waits(1, "down_read(&invalidate_lock)", "invalidate_lock, held by truncate", {
        in: ["2:filemap_fault()"],
        holds: ["folio lock A"],
      }),
    ],
  },
);

/** Each side backs off for the other and tries again. */
export const livelock: Trace = trace(
  ["A", "B"],
  [
    step(0, "WRITE_ONCE(want_a, 1)"),
    step(1, "WRITE_ONCE(want_b, 1)"),
    step(0, "READ_ONCE(want_b) == 1", { remarks: ["back off"] }),
    step(0, "WRITE_ONCE(want_a, 0)"),
    step(1, "READ_ONCE(want_a) == 0"),
    step(1, "WRITE_ONCE(want_b, 0)"),
  ],
  { final: ["want_a = 0", "want_b = 0"], loop: 2 },
);

/** Store buffering under tso: both stores are still pending when the other side reads. */
export const storeBuffering: Trace = trace(
  ["P0", "P1"],
  [
    step(0, "WRITE_ONCE(x, 1)", { pending: ["x=1"] }),
    step(0, "WRITE_ONCE(z, 2)", { pending: ["x=1", "z=2"] }),
    step(0, "READ_ONCE(y) == 0", { pending: ["x=1", "z=2"] }),
    step(1, "WRITE_ONCE(y, 1)", { pending: ["y=1"] }),
    step(1, "READ_ONCE(x) == 0", { pending: ["y=1"] }),
    step(0, "x = 1 visible", { kind: "flush", pending: ["z=2"] }),
    step(0, "z = 2 visible", { kind: "flush" }),
    step(1, "y = 1 visible", { kind: "flush" }),
  ],
  { memory: "tso", final: ["x = 1", "y = 1", "z = 2", "r0 = 0", "r1 = 0"] },
);

/** Three threads with short steps. */
export const threeThreads: Trace = trace(
  ["writer", "reader", "reclaim"],
  [
    step(0, "p = rcu_deref(head)"),
    step(1, "rcu_read_lock()"),
    step(2, "list_del(p)"),
    step(1, "p = rcu_deref(head)", { remarks: ["stale"] }),
    step(2, "kfree(p)", { facts: ["p freed"] }),
    step(1, "p->refs++", { facts: ["UAF"] }),
  ],
  { final: ["head = NULL"] },
);

/** Three threads whose steps are too long to stand side by side. */
export const threeLongThreads: Trace = trace(
  ["khugepaged", "writer", "reclaim"],
  [
    step(0, "folio_test_dirty(A) == 0", { in: [COLLAPSE] }),
    step(1, "filemap_get_entry(mapping, 0) == A", { in: ["2:generic_perform_write()"] }),
    step(0, "folio_ref_count(A) == 4", { in: [COLLAPSE], remarks: ["one reference too many"] }),
    step(2, "folio_trylock(A) == 0", { in: ["3:shrink_folio_list()"], remarks: ["keep"] }),
    step(0, "xas_unlock_irq(&xas)", { in: [COLLAPSE] }),
    step(1, "copy_folio_from_iter_atomic(A, 0, 1)", {
      in: ["2:generic_perform_write()", "4:iomap_write_iter()"],
      facts: ["A.data[0] = 1", "A is not in the page cache any more"],
    }),
    step(0, "folio_unlock(A)", { in: [COLLAPSE] }),
  ],
  { final: ["A.data[0] = 1"] },
);

/** Two threads with cells that have to be broken. */
export const brokenCells: Trace = trace(
  ["khugepaged", "open(O_RDWR)"],
  [
    step(0, "filemap_nr_thps_inc(mapping)", { in: [COLLAPSE] }),
    step(0, "smp_mb()", { in: [COLLAPSE] }),
    step(1, "atomic_inc(&inode->i_writecount)", {
      in: ["2:get_write_access(inode)"],
      remarks: ["still in the store buffer"],
    }),
    step(1, "filemap_nr_thps(mapping) == 0", { in: ["3:do_dentry_open()"] }),
    step(0, "inode_is_open_for_write(inode) == 0", { in: [COLLAPSE], remarks: ["no writer"] }),
    step(0, "xas_store(N)", { in: [COLLAPSE] }),
  ],
);

/** Two threads with cells so long that two columns would consist of continuations. */
export const longCells: Trace = trace(
  ["khugepaged", "do_dentry_open(O_RDWR)"],
  [
    step(0, "filemap_nr_thps_inc(mapping)", { in: [COLLAPSE], facts: ["nr_thps = 1"] }),
    step(1, "atomic_inc(&inode->i_writecount)", {
      in: ["2:get_write_access(inode)"],
      facts: ["i_writecount = 1"],
      remarks: ["pending in the store buffer of this CPU, not yet visible to khugepaged"],
    }),
    step(0, "inode_is_open_for_write(inode) == false", {
      in: [COLLAPSE],
      remarks: ["goes on with the collapse"],
    }),
    step(1, "filemap_nr_thps(mapping) == 0", { remarks: ["keeps the page cache"] }),
  ],
);
