import {
  type Variant,
  merged,
  mmap_load,
  mprotect,
  shrink_folio_list,
  store_after_mprotect,
  writeback,
} from "heddle/linux";
import {
  type CacheRow,
  type Thread,
  cacheRow,
  at,
  k,
  writer,
  storer,
  fromEvery,
  choosing,
} from "./row.js";

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
  cacheRow("N14 flush after unlock, read-only TLB entry and a writer, page table kept", {
    cache: { start: at("ro", "ro"), processes: [{ vma: "anon_vma" }] },
    threads: {
      khugepaged: flush("after unlock"),
      writer: writer(),
      "mmap load": (m) => mmap_load(m, 0),
    },
    violated: ["I6", "I7"],
    why: "a load still goes to A after write(2) to N has completed, and A may be free by then",
  }),
  cacheRow("N14 flush after unlock, read-only TLB entry and a writer, page table retracted", {
    cache: { start: at("ro", "ro") },
    threads: {
      khugepaged: flush("after unlock"),
      writer: writer(),
      "mmap load": (m) => mmap_load(m, 0),
    },
    holds: ["I6", "I7"],
    why: "retracting the page table flushes the whole range before N is unlocked",
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
  ...[false, true].map((flushBeforeBailOut) =>
    cacheRow(`flush ${flushBeforeBailOut ? "before" : "after"} a failing folio is unlocked`, {
      cache: { start: at("rw dirty", "rw dirty") },
      threads: {
        khugepaged: k({ ...merged, flushBeforeBailOut }),
        "mmap store": storer,
        flusher: (m) => writeback(m, { index: 0 }),
      },
      ...(flushBeforeBailOut ? { holds: ["I1", "I2", "I3"] } : { violated: ["I3"] }),
      why: flushBeforeBailOut
        ? "nobody can write A back before no TLB can store to it any more"
        : "writeback finds no entry to flush, cleans A, and a dirty TLB entry stores to it unseen",
    }),
  ),
  cacheRow("S13 reclaim, a load through the TLB before the flush", {
    cache: { start: at("ro", "ro") },
    threads: {
      reclaim: (m) => shrink_folio_list(m, m.small[0][0]),
      "mmap load": (m) => mmap_load(m, 0),
    },
    holds: ["I6", "I7"],
    why: "a frozen folio has no references, but it is freed only after the flush",
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
