/** The lock that serialises writers of a file: inode->i_rwsem (include/linux/fs.h, v7.1). */
import type { Operation } from "../index.js";
import type { PageCache } from "./page-cache.js";

/** inode_lock(): buffered writers exclude each other and direct writers. */
export function inode_lock(m: PageCache): Operation<void> {
  return m.i_rwsem.downWrite().as("inode_lock()");
}

/** inode_unlock(). */
export function inode_unlock(m: PageCache): Operation<void> {
  return m.i_rwsem.upWrite().as("inode_unlock()");
}

/** inode_lock_shared(): direct writers, which may run side by side. */
export function inode_lock_shared(m: PageCache): Operation<void> {
  return m.i_rwsem.downRead().as("inode_lock_shared()");
}

/** inode_unlock_shared(). */
export function inode_unlock_shared(m: PageCache): Operation<void> {
  return m.i_rwsem.upRead().as("inode_unlock_shared()");
}
