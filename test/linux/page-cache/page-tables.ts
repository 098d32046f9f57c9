import {
  type PageCacheSpec,
  type Variant,
  type Vma,
  filemap_read,
  folio_split,
  inode_lock,
  inode_unlock,
  merged,
  mmap_load,
  mmap_store,
  reclaim,
  truncate,
  write,
  writeback,
} from "heddle/linux";
import { type CacheRow, type Thread, at, cacheRow, inOrder, k } from "./row.js";

/** N in the cache, mapped by a PMD. */
const byPmd = (start = at("ro", "ro")): PageCacheSpec => ({
  huge: true,
  processes: [{ start, pageTable: false }],
  spares: 2,
});
const store: Thread = (m) => mmap_store(m, { index: 0, value: 1 });
const shorten: Thread = inOrder(inode_lock, (m) => truncate(m, { length: 1 }), inode_unlock);
const collapsed = (variant: Variant, vma: Vma) =>
  cacheRow(`S11 a load maps N by a ${vma === "suitable" ? "PMD" : "PTE"}: the mapping is ${vma}`, {
    cache: { processes: [{ vma }] },
    threads: { khugepaged: k(variant), load: (m) => mmap_load(m, 0) },
    holds: ["I1", "I7"],
    more: (m) => ({
      "by a PMD": () => m.mm[0].pmd.folio.now === m.N,
      "by a PTE": () => m.mm[0].pte[0].folio.now === m.N,
    }),
    also:
      vma === "suitable"
        ? { "by a PMD": "reachable", "by a PTE": "unreachable" }
        : { "by a PMD": "unreachable", "by a PTE": "reachable" },
  });

/** Mappings by PMDs, several processes, and the end of the file. */
export const pageTables: readonly CacheRow[] = [
  ...(["suitable", "anon_vma", "misaligned", "uffd-wp"] as const).map((vma) =>
    collapsed(merged, vma),
  ),
  cacheRow("S11 two processes, one whose page table stays", {
    cache: { start: at("ro", "ro"), processes: [{}, { start: at("ro", "ro"), vma: "anon_vma" }] },
    threads: { khugepaged: k(merged), store, load: (m) => mmap_load(m, 0, 1) },
    holds: ["I1", "I2", "I3", "I6", "I7"],
  }),
  ...(
    [
      ["writeback", (m) => writeback(m, { index: 0 })],
      ["reclaim", (m) => reclaim(m)],
      ["split", (m) => folio_split(m)],
      ["truncate", shorten],
      ["write(2)", (m) => write(m, { index: 1, value: 2 })],
    ] satisfies readonly (readonly [string, Thread])[]
  ).flatMap(([name, other]) =>
    [at("ro", "ro"), at("rw dirty", "rw dirty", true)].map((start) =>
      cacheRow(`PMD ${start.pte}, ${name}`, {
        cache: byPmd(start),
        threads: { process: inOrder(store, (m) => mmap_load(m, 1)), other },
        holds: ["I1", "I2", "I3", "I6", "I7"],
      }),
    ),
  ),
  ...[false, true].map((mapsBeyondEnd) =>
    cacheRow(`truncate, stores beyond the end, PMDs ${mapsBeyondEnd ? "" : "not "}across it`, {
      cache: { ...byPmd(at("ro", "ro", true)), mapsBeyondEnd, page_mkwrite: false },
      threads: {
        truncate: shorten,
        process: inOrder(store, (m) => mmap_store(m, { index: 1, value: 2 })),
        reader: (m) => filemap_read(m, 0),
      },
      holds: ["I2", "I7"],
      more: (m) => {
        const stored = m.saw("store beyond the end");
        return { SIGBUS: () => !stored() };
      },
      also: { SIGBUS: mapsBeyondEnd ? "violated" : "holds" },
    }),
  ),
  cacheRow("S13 truncate to one page, then write(2) of both", {
    cache: { contents: [1, 2], spares: 2 },
    threads: {
      khugepaged: k(merged),
      truncate: shorten,
      writer: inOrder(
        inode_lock,
        (m) => write(m, { index: 0, value: 3 }),
        (m) => write(m, { index: 1, value: 4 }),
        inode_unlock,
      ),
    },
    holds: ["I1", "I2", "I3", "I7", "I12"],
  }),
  cacheRow("truncate to one page, then write(2) makes the file longer: what was cut off is zero", {
    cache: { pages: 3, hugePages: 2, huge: true, contents: [1, 2, 3], spares: 2 },
    threads: {
      process: inOrder(
        shorten,
        (m) => write(m, { index: 2, value: 4 }),
        (m) => filemap_read(m, 1),
      ),
      reader: (m) => filemap_read(m, 1),
    },
    holds: ["I2", "I3", "I6", "I7"],
  }),
];
