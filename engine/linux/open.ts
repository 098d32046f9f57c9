/** Opening and closing a file for writing (fs/open.c, include/linux/fs.h, v6.11 to v7.1). */
import { type Steps, proc } from "../index.js";
import { atomic_dec_unless_positive, atomic_inc_unless_negative } from "./atomic-conditional.js";
import { atomic_dec, atomic_inc } from "./atomic.js";
import { filemap_nr_thps } from "./mapping.js";
import type { PageCache } from "./page-cache.js";
import { showC } from "./show.js";
import { truncate_pagecache } from "./truncate.js";
import type { Variant } from "./variants.js";

/** errno of an open that a running executable forbids. */
export const ETXTBSY = 26;

/** inode_is_open_for_write(): one plain load of i_writecount, which orders nothing. */
export function* inode_is_open_for_write(m: PageCache): Steps<boolean> {
  const count = yield* m.i_writecount.read().as("inode_is_open_for_write()", (n) => showC(n > 0));
  return count > 0;
}

/**
 * get_write_access(): returns 0, and is then a full barrier, or -ETXTBSY.
 *
 * @param barrier false: a relaxed atomic_inc() that always succeeds; default true
 */
export function* get_write_access(m: PageCache, barrier = true): Steps<number> {
  if (!barrier) {
    yield* atomic_inc(m.i_writecount);
    return 0;
  }
  const granted = yield* atomic_inc_unless_negative(m.i_writecount).as(
    "get_write_access()",
    (ok) => (ok ? "0" : "-ETXTBSY"),
  );
  return granted ? 0 : -ETXTBSY;
}

/** execve(): deny_write_access() of the program's file. Returns 0 or -ETXTBSY. */
export const execve = proc("execve", function* (m: PageCache): Steps<number> {
  const denied = yield* atomic_dec_unless_positive(m.i_writecount).as(
    "deny_write_access()",
    (ok) => (ok ? "0" : "-ETXTBSY"),
  );
  if (!denied) return -ETXTBSY;
  yield* m.executing.update((n) => n + 1);
  return 0;
});

/** The program ends: allow_write_access(). */
export function* exit(m: PageCache): Steps {
  yield* atomic_inc(m.i_writecount).as("allow_write_access()");
  yield* m.executing.update((n) => n - 1);
}

/**
 * do_dentry_open() for writing: takes write access; in the old scheme it then looks whether the
 * file has huge folios that cannot be written to and, if so, empties the page cache. Security
 * hooks, leases and the filesystem's own open are left out. Returns 0 or -ETXTBSY.
 */
export const do_dentry_open = proc(
  "do_dentry_open",
  function* (m: PageCache, variant: Variant): Steps<number> {
    const error = yield* get_write_access(m, variant.openerBarrier);
    if (error !== 0) return error;
    if (variant.openerTruncates && (yield* filemap_nr_thps(m.M)) > 0) {
      yield* truncate_pagecache(m, {
        restart: variant.truncationRestarts,
        recount: variant.openerRecounts,
      });
    }
    yield* m.openForWrite.update((n) => n + 1);
    return 0;
  },
);

/** __fput(): the last close of a file that was open for writing; put_write_access() is relaxed. */
export function* close(m: PageCache): Steps {
  yield* atomic_dec(m.i_writecount).as("put_write_access()");
  yield* m.openForWrite.update((n) => n - 1);
}
