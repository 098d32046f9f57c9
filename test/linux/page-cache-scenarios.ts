/**
 * Everyone else who touches page-cache folios, and the versions of their code that must be caught.
 * Where the verdict was open before the engine decided it, `why` gives the reason.
 */
import { type MemoryModel, type Operation, type Steps, type Verdict, scenario } from "heddle";
import {
  type PageCache,
  type PageCacheSpec,
  type PteState,
  type TlbState,
  type Variant,
  chooseStart,
  afterStart,
  close,
  collapse_file,
  direct_write,
  do_dentry_open,
  early_check_only,
  execve,
  exit,
  filemap_read,
  folio_split,
  fsync,
  gup_write,
  inode_lock,
  inode_lock_shared,
  inode_unlock,
  inode_unlock_shared,
  invariantNames,
  invariants,
  lru_add_drain,
  merged,
  mincore_page,
  mmap_load,
  mmap_store,
  mprotect,
  old,
  pageCache,
  reachability,
  reclaim,
  seriesV1,
  shrink_folio_list,
  startStates,
  store_after_mprotect,
  truncate,
  write,
  writeback,
} from "heddle/linux";
import { type Row, expected } from "./scenarios.js";

/** A row whose scenario may have properties beyond the numbered ones. */
export interface CacheRow extends Row {
  /** Verdicts of further properties, by name. */
  readonly also?: Readonly<Record<string, Verdict>>;
  /** For a verdict that was open: the reason, in one sentence. */
  readonly why?: string;
}

type Thread = (m: PageCache) => Operation<unknown> | Steps<unknown>;

interface Spec extends Omit<CacheRow, "scenario"> {
  readonly cache?: PageCacheSpec;
  readonly threads: Readonly<Record<string, Thread>>;
  /** Further properties. */
  readonly more?: (m: PageCache) => Readonly<Record<string, () => boolean>>;
}

function cacheRow(name: string, spec: Spec): CacheRow {
  const { cache, threads, more, ...verdicts } = spec;
  const built = scenario(name, (s) => {
    const m = pageCache(s, cache);
    const properties = more?.(m) ?? {};
    for (const [thread, body] of Object.entries(threads)) s.thread(thread, () => body(m) as Steps);
    invariants(s, m, ...(verdicts.holds ?? []), ...(verdicts.violated ?? []));
    reachability(s, m, ...(verdicts.reachable ?? []));
    for (const [property, holds] of Object.entries(properties)) {
      const verdict = verdicts.also?.[property];
      if (verdict === "reachable" || verdict === "unreachable") s.reachable(property, holds);
      else s.always(property, holds);
    }
  });
  return { scenario: built, ...verdicts };
}

/** What a check of a row must find, by property name. */
export function expectedOf(row: CacheRow): Record<string, Verdict> {
  return { ...(expected(row) as Record<string, Verdict>), ...row.also };
}

const at = (pte: PteState, tlb: TlbState = "none", dirty = false) => ({ pte, tlb, dirty });
const k =
  (variant: Variant): Thread =>
  (m) =>
    collapse_file(m, variant);
const writer =
  (value = 1, index = 0): Thread =>
  (m) =>
    write(m, { index, value });
const storer: Thread = (m) => mmap_store(m, { index: 0, value: 2 });
const gup =
  (spec = {}): Thread =>
  (m) =>
    gup_write(m, { index: 0, value: 3, ...spec });
const dio =
  (spec = {}): Thread =>
  (m) =>
    direct_write(m, { index: 0, value: 4, ...spec });
const inOrder = (...bodies: readonly Thread[]): Thread =>
  function* (m) {
    for (const body of bodies) yield* body(m) as Steps;
  };

/** An opener that looks at nr_thps once more when it has invalidate_lock. */
const recounting: Variant = { ...old, openerRecounts: true };

/** Opening, denying write access, the old scheme's remaining claims. */
export const opening: readonly CacheRow[] = [
  cacheRow("S1 open for write against execve", {
    threads: {
      *opener(m) {
        if ((yield* do_dentry_open(m, merged)) === 0) yield* close(m);
      },
      *"second opener"(m) {
        if ((yield* do_dentry_open(m, merged)) === 0) yield* close(m);
      },
      *exec(m) {
        if ((yield* execve(m)) === 0) yield* exit(m);
      },
    },
    more: (m) => ({
      "never written and executed": () => m.openForWrite.now === 0 || m.executing.now === 0,
      "i_writecount counts both": () => m.i_writecount.now === m.openForWrite.now - m.executing.now,
      "a program runs": () => m.executing.now > 0,
      "two have it open": () => m.openForWrite.now === 2,
    }),
    also: {
      "never written and executed": "holds",
      "i_writecount counts both": "holds",
      "a program runs": "reachable",
      "two have it open": "reachable",
    },
  }),
  cacheRow("S3 old scheme: opened for write before the check", {
    cache: { largeFolios: false, openWriters: 1 },
    threads: { khugepaged: k(old) },
    holds: ["I4", "I5", "I9"],
    reachable: ["R7"],
  }),
  ...[old, seriesV1, early_check_only, merged].map((variant, i) =>
    cacheRow(`S6 old and new folios are locked: ${["old", "version 1", "early", "merged"][i]}`, {
      cache: { largeFolios: false },
      threads: { khugepaged: k(variant), writer: writer() },
      holds: ["I8"],
    }),
  ),
  cacheRow("S17 old scheme: dirty data elsewhere in the file", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        k(old),
        (m) => do_dentry_open(m, old),
      ),
    },
    violated: ["I2"],
  }),
  cacheRow("S17 with the stable fix", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        k({ ...old, writeBackFirst: true }),
        (m) => do_dentry_open(m, old),
      ),
    },
    holds: ["I2", "I4", "I9"],
  }),
  cacheRow("S17 with the stable fix, writer and opener beside khugepaged", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      khugepaged: k({ ...old, writeBackFirst: true }),
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        (m) => do_dentry_open(m, old),
      ),
    },
    holds: ["I4", "I5"],
    violated: ["I2"],
    why:
      "the opener sees the count that khugepaged takes back because of this very opener, waits for " +
      "invalidate_lock, and truncates what nobody has written back",
  }),
  cacheRow("S17 with the stable fix, opener counts again under invalidate_lock", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      khugepaged: k({ ...old, writeBackFirst: true }),
      process: inOrder(
        (m) => do_dentry_open(m, recounting),
        writer(1, 2),
        (m) => close(m),
        (m) => do_dentry_open(m, recounting),
      ),
    },
    holds: ["I2", "I4", "I5"],
    reachable: ["R7", "R8"],
    why: "whoever truncates has seen the count while no collapse was between nr_thps++ and its end",
  }),
  cacheRow("S20 old scheme: written and closed before the collapse", {
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(),
        (m) => close(m),
      ),
    },
    holds: ["I2", "I3", "I4"],
  }),
  cacheRow("N19 old scheme: the opener's increment is relaxed", {
    memory: "weak",
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      opener: (m) => do_dentry_open(m, { ...old, openerBarrier: false }),
    },
    violated: ["I4"],
  }),
  cacheRow("N23 old scheme: truncation does not start again", {
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      opener: (m) => do_dentry_open(m, { ...old, truncationRestarts: false }),
    },
    violated: ["I4"],
    why: "the opener collects A and B, waits for their locks, finds both detached, and N stays",
  }),
  cacheRow("N23 truncate(2) does not start again", {
    threads: { khugepaged: k(merged), truncate: (m) => truncate(m, { restart: false }) },
    violated: ["I12"],
    why: "the saved list is {A, B}, both detached by the time their locks are free; N survives",
  }),
];

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
  cacheRow("S13 writeback and mmap store", {
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
  cacheRow("S13 two readers and write(2)", {
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
];

const four: PageCacheSpec = { pages: 4, huge: true, contents: [1, 2, 3, 4] };

/** Splitting. */
export const splitting: readonly CacheRow[] = [
  ...([true, false] as const).flatMap((uniform) =>
    [0, 2, 3].map((index) =>
      cacheRow(`S18 ${uniform ? "uniform" : "non-uniform"} split, read of page ${index}`, {
        cache: four,
        threads: {
          splitter: (m) => folio_split(m, { uniform }),
          reader: (m) => filemap_read(m, index),
        },
        holds: ["I6", "I7"],
      }),
    ),
  ),
  cacheRow("S18 split, write(2), read(2)", {
    cache: { ...four, pages: 2, contents: [1, 2] },
    threads: {
      splitter: (m) => folio_split(m),
      writer: writer(5),
      reader: (m) => filemap_read(m, 0),
    },
    holds: ["I1", "I2", "I3", "I6", "I7"],
  }),
  cacheRow("S18 split, collapse, write(2)", {
    cache: { huge: true },
    threads: { splitter: inOrder((m) => folio_split(m), k(merged)), writer: writer() },
    holds: ["I1", "I2", "I3", "I8"],
  }),
  cacheRow("N26 split leaves a part in a wrong slot", {
    cache: four,
    threads: {
      splitter: (m) => folio_split(m, { uniform: false, wrongSlots: true }),
      reader: (m) => filemap_read(m, 3),
    },
    violated: ["I6"],
  }),
  cacheRow("N27 split without freezing", {
    cache: four,
    threads: {
      splitter: (m) => folio_split(m, { freeze: false }),
      reader: (m) => filemap_read(m, 0),
    },
    violated: ["I7"],
    why: "the reader takes its reference after the count was checked and reads a freed folio",
  }),
  cacheRow("N27 reclaim without freezing", {
    threads: {
      reclaim: (m) => shrink_folio_list(m, m.small[0][0], { freeze: false }),
      reader: (m) => filemap_read(m, 0),
    },
    violated: ["I7"],
    why: "the reader takes its reference after the count was checked and reads a freed folio",
  }),
];

const fromEvery = (body: Thread): Thread =>
  function* (m) {
    yield* afterStart(m);
    yield* body(m) as Steps;
  };
const choosing = (body: Thread): Thread =>
  function* (m) {
    yield* chooseStart(m, startStates);
    yield* body(m) as Steps;
  };

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

const flush = (tlbFlush: Variant["tlbFlush"], variant = merged): Thread =>
  k({ ...variant, tlbFlush });

/** The TLB. */
export const tlb: readonly CacheRow[] = [
  cacheRow("N12 a store through a clean TLB entry does not look at the page table", {
    cache: { start: at("rw", "rw"), archTrapsClean: false },
    threads: { khugepaged: k(merged), "mmap store": storer },
    violated: ["I3"],
    why: "the store lands in A after the late test, before the flush, and no dirty bit records it",
  }),
  cacheRow("N13 shmem, flush after the copy", {
    cache: { start: at("rw dirty", "rw dirty", true), shmem: true },
    threads: { khugepaged: flush("after copy"), "mmap store": storer },
    violated: ["I2"],
    why: "a dirty TLB entry stores to A without a fault after A has been copied",
  }),
  cacheRow("S11 shmem, flush before the copy", {
    cache: { start: at("rw dirty", "rw dirty", true), shmem: true },
    threads: { khugepaged: flush("before copy"), "mmap store": storer },
    holds: ["I1", "I2"],
  }),
  cacheRow("N13f file, flush after the copy", {
    threads: { khugepaged: choosing(flush("after copy")), "mmap store": fromEvery(storer) },
    holds: ["I1", "I2", "I3", "I7"],
    why: "a dirty TLB entry means a dirty PTE, which the late test sees; a clean one must fault",
  }),
  cacheRow("N14 flush after unlock, read-only TLB entry and a writer", {
    cache: { start: at("ro", "ro") },
    threads: {
      khugepaged: flush("after unlock"),
      writer: writer(),
      "mmap load": (m) => mmap_load(m, 0),
    },
    violated: ["I6", "I7"],
    why: "a load still goes to A after write(2) to N has completed, and A may be free by then",
  }),
  cacheRow("N14 flush after the copy, read-only TLB entry and a writer", {
    cache: { start: at("ro", "ro") },
    threads: {
      khugepaged: flush("after copy"),
      writer: writer(),
      "mmap load": (m) => mmap_load(m, 0),
    },
    holds: ["I6", "I7"],
    why: "loads of A are right as long as nobody can write to N, which is locked until after the flush",
  }),
  ...[true, false].map((flushPending) =>
    cacheRow(`3ea277194daa: mprotect ${flushPending ? "flushes" : "ignores"} a batched flush`, {
      cache: { start: at("rw dirty", "rw dirty", true) },
      threads: {
        reclaim: (m) => shrink_folio_list(m, m.small[0][0]),
        *process(m) {
          yield* mprotect(m, { index: 0, flushPending });
          yield* store_after_mprotect(m, { index: 0, value: 2 });
        },
      },
      more: (m) => {
        const stored = m.saw("store after mprotect");
        return { "no store succeeds after mprotect": () => !stored() };
      },
      also: { "no store succeeds after mprotect": flushPending ? "holds" : "violated" },
    }),
  ),
];

/** The start states of the hole (early dirty test only) that were open, and what decides them. */
export const hole: readonly CacheRow[] = [
  cacheRow("8.3 early, PTE ro, folio_mkclean beside it", {
    cache: { start: at("ro", "ro", true) },
    threads: {
      khugepaged: k(early_check_only),
      "mmap store": storer,
      flusher: (m) => writeback(m, { index: 0 }),
    },
    holds: ["I1", "I2", "I3"],
    why: "writeback holds the folio lock until every entry is read-only again",
  }),
  cacheRow("8.3 early, PTE rw dirty, folio_mkclean beside it", {
    cache: { start: at("rw dirty", "rw dirty", true) },
    threads: {
      khugepaged: k(early_check_only),
      "mmap store": storer,
      flusher: (m) => writeback(m, { index: 0 }),
    },
    holds: ["I1", "I2", "I3"],
    why: "writeback holds the folio lock until every entry is read-only again",
  }),
  cacheRow("8.3 early, PTE ro, no page_mkwrite", {
    cache: { start: at("ro", "ro"), page_mkwrite: false },
    threads: { khugepaged: k(early_check_only), "mmap store": storer },
    holds: ["I1", "I2", "I3"],
    why: "the fault holds a reference from before the entry is writable until the folio is dirty",
  }),
  cacheRow("8.3 early, PTE rw clean, cached in a TLB", {
    cache: { start: at("rw", "rw") },
    threads: { khugepaged: k(early_check_only), "mmap store": storer },
    violated: ["I3"],
    why: "the TLB entry makes no difference: the store sets the dirty bit of the page table entry",
  }),
  ...[early_check_only, merged].map((variant) =>
    cacheRow(`8.3 ${variant === merged ? "merged" : "early"}, writeback forgets folio_mkclean`, {
      cache: { start: at("rw dirty", "none", true) },
      threads: {
        khugepaged: k(variant),
        process: inOrder((m) => writeback(m, { index: 0, mkclean: false }), storer),
      },
      ...(variant === merged ? { holds: ["I1", "I2", "I3"] } : { violated: ["I3"] }),
      why:
        variant === merged
          ? "the late test sees the dirty bit that the early one could not see"
          : "writable entries stay behind on a clean folio, so the next store tells nobody",
    }),
  ),
  ...[true, false].map((writeNotify) =>
    cacheRow(`8.3 early, load then store, write-notify ${writeNotify ? "on" : "off"}`, {
      cache: { writeNotify },
      threads: {
        khugepaged: k(early_check_only),
        process: inOrder((m) => mmap_load(m, 0), storer),
      },
      ...(writeNotify ? { holds: ["I1", "I2", "I3"] } : { violated: ["I3"] }),
      why: writeNotify
        ? "the read fault maps the page read-only, so the store faults and takes the folio lock"
        : "the read fault maps the clean page writable, and the store tells nobody",
    }),
  ),
];

/** Everything in this file. */
export const rows: readonly CacheRow[] = [
  ...opening,
  ...others,
  ...splitting,
  ...withoutTests,
  ...tlb,
  ...hole,
];

/** Names of the invariants, for those who print the table. */
export const names = invariantNames;

/** The memory model that a row asks for. */
export function memoryOf(row: CacheRow): MemoryModel {
  return row.memory ?? "sc";
}
