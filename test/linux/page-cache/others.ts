import {
  XA_SHADOW,
  direct_read,
  do_dentry_open,
  filemap_read,
  fsync,
  inode_lock,
  inode_lock_shared,
  inode_unlock,
  inode_unlock_shared,
  lru_add_drain,
  madvise_collapse,
  merged,
  mincore,
  mincore_page,
  mmap_load,
  mmap_store,
  old,
  reclaim,
  shrink_folio_list,
  truncate,
  writeback,
} from "heddle/linux";
import { type CacheRow, cacheRow, at, k, writer, storer, gup, dio, inOrder } from "./row.js";

/** Who else meets collapse_file(). */
export const others: readonly CacheRow[] = [
  cacheRow("S8 collapse against mincore", {
    threads: { khugepaged: k(merged), mincore: (m) => mincore_page(m, 0) },
    holds: ["I10"],
  }),
  cacheRow("S13 two writers of one page", {
    threads: { khugepaged: k(merged), writer1: writer(1), writer2: writer(2) },
    holds: ["I1", "I2", "I3"],
    reachable: ["R1"],
  }),
  cacheRow("S13 writers of both pages", {
    threads: { khugepaged: k(merged), writer1: writer(1), writer2: writer(2, 1) },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S13 write(2) and mmap store", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), writer: writer(), "mmap store": storer },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S13 GUP", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), device: gup(), writer: writer() },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S13 direct write and buffered reader", {
    threads: { khugepaged: k(merged), direct: dio(), reader: (m) => filemap_read(m, 0) },
    holds: ["I1", "I7"],
    violated: ["I2"],
    why:
      "a reader fills the cache between the first invalidation and the disk write; the second " +
      "invalidation waits for that folio, finds it replaced, and does not look at N",
  }),
  cacheRow("S13 direct write and write(2) of another page, with i_rwsem", {
    threads: {
      khugepaged: k(merged),
      direct: inOrder(inode_lock_shared, dio(), inode_unlock_shared),
      writer: inOrder(inode_lock, writer(1, 1), inode_unlock),
    },
    holds: ["I1", "I2"],
    why: "no write(2) can dirty N between the disk write and the invalidation that must drop N",
  }),
  cacheRow("S13 direct write and mmap store of another page", {
    threads: {
      khugepaged: k(merged),
      direct: dio(),
      "mmap store": (m) => mmap_store(m, { index: 1, value: 1 }),
    },
    holds: ["I1"],
    violated: ["I2"],
    why:
      "collapse puts both pages into N, the store makes N dirty, so the invalidation after the disk " +
      "write cannot drop it (the kernel warns: dio_warn_stale_pagecache())",
  }),
  cacheRow("S13 the same without khugepaged", {
    threads: { direct: dio(), "mmap store": (m) => mmap_store(m, { index: 1, value: 1 }) },
    holds: ["I1", "I2"],
  }),
  cacheRow("S13 reclaim and write(2)", {
    threads: { khugepaged: k(merged), writer: writer(), reclaim: (m) => reclaim(m) },
    holds: ["I1", "I2", "I3", "I7"],
  }),
  cacheRow("S13 writeback and write(2)", {
    threads: {
      khugepaged: k(merged),
      writer: writer(),
      flusher: (m) => writeback(m, { index: 0 }),
    },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S13 fsync and write(2)", {
    threads: { khugepaged: k(merged), writer: writer(), fsync: (m) => fsync(m) },
    holds: ["I1", "I2", "I3", "I11"],
  }),
  cacheRow("S13 writeback and mmap store, folio dirty", {
    cache: { start: at("rw dirty", "rw dirty", true) },
    threads: {
      khugepaged: k(merged),
      "mmap store": storer,
      flusher: (m) => writeback(m, { index: 0 }),
    },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S13 truncate", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), truncate: (m) => truncate(m) },
    holds: ["I5", "I7", "I12"],
  }),
  cacheRow("S13 read(2) and write(2)", {
    threads: {
      khugepaged: k(merged),
      writer: writer(),
      reader: (m) => filemap_read(m, 0),
    },
    holds: ["I6", "I7"],
  }),
  cacheRow("S13 mmap load and write(2)", {
    cache: { start: at("ro", "ro") },
    threads: { khugepaged: k(merged), writer: writer(), "mmap load": (m) => mmap_load(m, 0) },
    holds: ["I6", "I7"],
  }),
  cacheRow("S15 GUP writer", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), device: gup() },
    holds: ["I1", "I2", "I3"],
    reachable: ["R3"],
  }),
  cacheRow("S15 GUP writer, reclaim", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), device: gup(), reclaim: (m) => reclaim(m) },
    holds: ["I1", "I2", "I3", "I7"],
  }),
  cacheRow("S15 GUP writer that dirties without the folio lock", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), device: gup({ dirtyLock: false }) },
    holds: ["I1", "I2", "I3"],
  }),
  cacheRow("S16 direct write", {
    threads: { khugepaged: k(merged), direct: dio() },
    holds: ["I1", "I2"],
    why: "the invalidation after the disk write finds N, which the one before had skipped",
  }),
  cacheRow("S16 direct write, collapse reads missing pages", {
    threads: { khugepaged: k({ ...merged, readahead: true }), direct: dio() },
    violated: ["I2"],
    why:
      "collapse reads the old page 0 back after the first invalidation; the second one waits for " +
      "that folio, finds it replaced, skips it, and N keeps the old data",
  }),
  cacheRow("N22 direct write without invalidation afterwards", {
    threads: { khugepaged: k(merged), direct: dio({ invalidateAfter: false }) },
    violated: ["I2"],
    why: "the first invalidation waits for A, finds it replaced, skips it, and N keeps the old data",
  }),
  cacheRow("S19 rollback at every test, merged", {
    cache: { start: at("rw dirty"), privateData: true },
    threads: { khugepaged: k({ ...merged, testsMayFail: true }) },
    holds: ["I5", "I9"],
  }),
  cacheRow("S19 rollback at every test, merged, with a writer", {
    cache: { start: at("rw"), privateData: true },
    threads: { khugepaged: k({ ...merged, testsMayFail: true }), writer: writer() },
    holds: ["I1", "I2", "I3", "I5", "I9"],
  }),
  cacheRow("S19 rollback at every test, old scheme", {
    cache: { largeFolios: false, privateData: true },
    threads: {
      khugepaged: k({ ...old, testsMayFail: true }),
      opener: (m) => do_dentry_open(m, old),
    },
    holds: ["I4", "I5", "I9"],
  }),
  ...[true, false].map((dirtyTestFirst) =>
    cacheRow(`reclaim, dirty test ${dirtyTestFirst ? "before" : "after"} the refcount test, GUP`, {
      cache: { start: at("rw") },
      threads: {
        reclaim: (m) => shrink_folio_list(m, m.small[0][0], { dirtyTestFirst }),
        device: gup({ pin: false, dirtyLock: false }),
      },
      ...(dirtyTestFirst ? { violated: ["I2"] } : { holds: ["I1", "I2"] }),
    }),
  ),
  ...[true, false].map((drain) =>
    cacheRow(`A is in an LRU batch, which is ${drain ? "" : "not "}drained`, {
      cache: { inLruBatch: true },
      threads: {
        khugepaged: k(merged),
        ...(drain ? { drain: lru_add_drain } : {}),
      },
      more: (m) => ({ collapsed: () => m.scanResult.now === "SCAN_SUCCEED" }),
      also: { collapsed: drain ? "reachable" : "unreachable" },
    }),
  ),
  cacheRow("shmem: collapse with a hole against write(2) to the hole", {
    cache: { shmem: true, holes: [1] },
    threads: { khugepaged: k(merged), writer: writer(1, 1), reader: (m) => filemap_read(m, 1) },
    holds: ["I1", "I2", "I6"],
    more: (m) => ({
      "the hole has been filled": () => m.scanResult.now === "SCAN_PAGE_FILLED",
      "collapsed with a hole": () => m.scanResult.now === "SCAN_SUCCEED",
    }),
    also: { "the hole has been filled": "reachable", "collapsed with a hole": "reachable" },
  }),
  cacheRow("shmem: the holes are not counted again", {
    cache: { shmem: true, holes: [1] },
    threads: { khugepaged: k({ ...merged, recountHoles: false }), writer: writer(1, 1) },
    violated: ["I2"],
  }),
  cacheRow("S13 direct read and write(2)", {
    threads: { khugepaged: k(merged), writer: writer(), "direct read": (m) => direct_read(m, 0) },
    holds: ["I1", "I2", "I3", "I6"],
  }),
  cacheRow("S13 direct read and mmap store", {
    cache: { start: at("rw dirty", "rw dirty", true) },
    threads: {
      khugepaged: k(merged),
      "mmap store": storer,
      "direct read": (m) => direct_read(m, 0),
    },
    holds: ["I1", "I2", "I3", "I6"],
  }),
  cacheRow("S8 collapse against mincore(2) of a mapped page", {
    cache: { start: at("ro", "ro") },
    threads: { khugepaged: k(merged), mincore: (m) => mincore(m, 0) },
    holds: ["I10"],
  }),
  cacheRow("MADV_COLLAPSE of a dirty page, mmap store", {
    cache: { start: at("rw dirty", "rw dirty", true) },
    threads: { madvise: (m) => madvise_collapse(m, merged), "mmap store": storer },
    holds: ["I1", "I2", "I3", "I5", "I7"],
    more: (m) => ({
      "written back, collapsed and mapped by a PMD": () =>
        m.mm[0].pmd.folio.now === m.N && m.disk[0].now === 2,
      "given up": () => m.scanResult.now === "SCAN_PAGE_DIRTY_OR_WRITEBACK",
    }),
    also: {
      "written back, collapsed and mapped by a PMD": "reachable",
      "given up": "reachable",
    },
  }),
  cacheRow("reclaim leaves a shadow, which readers, collapse and truncation take for a hole", {
    cache: { spares: 2 },
    threads: {
      khugepaged: k({ ...merged, readahead: true }),
      process: inOrder(
        (m) => shrink_folio_list(m, m.small[0][0]),
        (m) => filemap_read(m, 0),
        (m) => shrink_folio_list(m, m.small[1][0]),
      ),
    },
    holds: ["I1", "I2", "I6", "I7"],
    more: (m) => ({ "a shadow": () => m.i_pages[0].now === XA_SHADOW }),
    also: { "a shadow": "reachable" },
  }),
];
