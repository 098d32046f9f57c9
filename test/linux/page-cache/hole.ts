import { early_check_only, merged, mmap_load, writeback } from "heddle/linux";
import { type CacheRow, cacheRow, at, k, storer, inOrder } from "./row.js";

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
