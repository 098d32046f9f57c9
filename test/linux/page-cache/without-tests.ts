import {
  early_check_only,
  filemap_read,
  fsync,
  merged,
  mincore_page,
  writeback,
} from "heddle/linux";
import {
  type CacheRow,
  cacheRow,
  at,
  k,
  writer,
  storer,
  gup,
  inOrder,
  fromEvery,
  choosing,
} from "./row.js";

/** Versions of collapse_file() and of GUP that leave something out. */
export const withoutTests: readonly CacheRow[] = [
  cacheRow("N5 no refcount test, buffered writer", {
    threads: { khugepaged: k({ ...merged, refcountTest: false }), writer: writer() },
    holds: ["I1", "I2", "I3", "I7", "I8"],
    why: "a writer does nothing with its reference before it has the lock and rechecks the mapping",
  }),
  cacheRow("N5g no refcount test, GUP writer", {
    cache: { start: at("rw") },
    threads: { khugepaged: k({ ...merged, refcountTest: false }), device: gup() },
    violated: ["I1", "I2"],
    why: "nothing but its reference protects a pin, so the device writes to a replaced folio",
  }),
  cacheRow("N8 late dirty test only", {
    threads: {
      khugepaged: choosing(k({ ...merged, unlockedDirtyTest: false, lockedDirtyTest: false })),
      "mmap store": fromEvery(storer),
    },
    holds: ["I1", "I2", "I3", "I5", "I7"],
    why: "the early tests only save work: whatever they see the late test sees too",
  }),
  cacheRow("N8 late dirty test only, write(2) and mmap store", {
    cache: { start: at("rw") },
    threads: {
      khugepaged: k({ ...merged, unlockedDirtyTest: false, lockedDirtyTest: false }),
      "mmap store": storer,
      writer: writer(),
    },
    holds: ["I1", "I2", "I3"],
    why: "the early tests only save work: whatever they see the late test sees too",
  }),
  cacheRow("N9 late test before the refcount test, dirtied without the lock", {
    cache: { start: at("rw") },
    threads: {
      khugepaged: k({ ...merged, lateTestFirst: true }),
      device: gup({ dirtyLock: false }),
    },
    violated: ["I3"],
    why: "the device dirties the folio and drops its pin between the two tests",
  }),
  cacheRow("N9b late test before the refcount test, dirtied under the lock", {
    cache: { start: at("rw") },
    threads: { khugepaged: k({ ...merged, lateTestFirst: true }), device: gup() },
    holds: ["I1", "I2", "I3"],
    why: "the folio lock is held by khugepaged between the tests, so the pin is still counted",
  }),
  cacheRow("N10 early dirty test only, dirtied without the lock", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(early_check_only), device: gup({ dirtyLock: false }) },
    violated: ["I3"],
  }),
  cacheRow("N11 GUP-fast does not read the entry again", {
    cache: { start: at("rw") },
    threads: { khugepaged: k(merged), device: gup({ recheck: false }) },
    violated: ["I1", "I2"],
  }),
  cacheRow("N20 N is inserted before it is filled", {
    threads: {
      khugepaged: k({ ...merged, insertBeforeCopy: true }),
      mincore: (m) => mincore_page(m, 0),
    },
    violated: ["I10"],
  }),
  cacheRow("N21 an old read that returns after the write", {
    threads: { khugepaged: k(merged), writer: writer(), reader: (m) => filemap_read(m, 0) },
    holds: ["I6"],
    reachable: ["R9"],
  }),
  ...[merged, { ...merged, writebackTests: false }].map((variant, i) =>
    cacheRow(i === 0 ? "S13 collapse, writeback, fsync" : "N24 no writeback test", {
      cache: { start: at("none", "none", true) },
      threads: {
        khugepaged: k(variant),
        flusher: (m) => writeback(m, { index: 0 }),
        fsync: inOrder(writer(), (m) => fsync(m)),
      },
      ...(i === 0 ? { holds: ["I11"] } : { violated: ["I11"] }),
    }),
  ),
  cacheRow("N25 private data is not released", {
    cache: { privateData: true },
    threads: { khugepaged: k({ ...merged, releasePrivate: false }), writer: writer() },
    holds: ["I1", "I2", "I3", "I5"],
    more: (m) => ({ collapsed: () => m.scanResult.now === "SCAN_SUCCEED" }),
    also: { collapsed: "unreachable" },
    why: "the reference of the private data makes every refcount test fail",
  }),
  cacheRow("N25 private data is not released, no refcount test", {
    cache: { privateData: true },
    threads: {
      khugepaged: k({ ...merged, releasePrivate: false, refcountTest: false }),
      writer: writer(),
    },
    more: (m) => ({
      "no private data on a detached folio": () => {
        const A = m.small[0][0];
        return A.mapping.now !== null || !A.private.now;
      },
    }),
    also: { "no private data on a detached folio": "violated" },
  }),
];
