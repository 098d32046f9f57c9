/** What must be true of a page cache: the invariants that scenarios choose from. */
import type { Builder } from "../index.js";
import { type Folio, folio_nr_pages, pageOf } from "./folio.js";
import type { PageCache } from "./page-cache.js";

/** Names of the invariants, as verdicts show them. */
export const invariantNames = {
  I1: "I1 no write lands in a detached folio",
  I2: "I2 no write is lost",
  I3: "I3 changed data is dirty",
  I4: "I4 no huge folio while open for write",
  I5: "I5 a failed collapse changes nothing",
  I6: "I6 a read sees every write completed before",
  I7: "I7 no freed folio is in use",
  I8: "I8 folios are replaced under all their locks",
  I9: "I9 nr_thps equals the number of huge folios",
} as const;

/** An invariant's number. */
export type InvariantId = keyof typeof invariantNames;

/** Declares invariants of a page cache in a scenario. */
export function invariants(s: Builder, m: PageCache, ...ids: readonly InvariantId[]): void {
  for (const id of ids) {
    const kind = atEnd.has(id) ? "atEnd" : "always";
    s[kind](invariantNames[id], invariant(m, id));
  }
}

/** One invariant as a condition, to build properties of one's own from. */
export function invariant(m: PageCache, id: InvariantId): () => boolean {
  const condition = holds[id];
  return () => condition(m);
}

/** Those that need not hold while a write, a read or a collapse is under way. */
const atEnd: ReadonlySet<InvariantId> = new Set(["I2", "I5", "I9"]);

const holds: Record<InvariantId, (m: PageCache) => boolean> = {
  /** Neither a kernel store with the mapping gone nor a CPU store outside the page cache. */
  I1: (m) => m.detachedWrites.now === 0,

  /** Every page, read from the cache or else from disk, is what was stored to it last. */
  I2: (m) => m.last.every((last, index) => m.content(index) === last.now),

  /**
   * A folio that differs from the disk is dirty or mapped by a dirty entry whenever nobody holds its
   * lock, since from then on reclaim may take it. (Stronger than asking at the end only.)
   */
  I3: (m) =>
    m.i_pages.every((slot, index) => {
      const folio = slot.now;
      if (folio === null || folio.lock.owner.now !== null) return true;
      if (pageOf(folio, index).now === m.disk[index].now) return true;
      return folio.dirty.now || m.pte.some((pte) => pte.folio.now === folio && pte.dirty.now);
    }),

  /** From the return of open(2) to close(2). */
  I4: (m) => m.openForWrite.now === 0 || m.i_pages.every((slot) => slot.now !== m.N),

  /** The old folios are where and as they were, N was never visible and is free. */
  I5: (m) => {
    const result = m.scanResult.now;
    if (result === null || result === "SCAN_SUCCEED") return true;
    const { N } = m;
    const freed = N.refcount.now === 0 && N.mapping.now === null && N.lock.owner.now === null;
    return (
      freed && !m.stored.now && m.i_pages.every((slot) => slot.now === null || intact(m, slot.now))
    );
  },

  /** Starting means the first load of the lookup; values overwritten before it must not come back. */
  I6: (m) => m.staleReads.now === 0,

  /** A folio without references is in no slot, page table entry or TLB entry. */
  I7: (m) => {
    const free = (folio: Folio | null) => folio?.refcount.now === 0;
    return !(
      m.i_pages.some((slot) => free(slot.now) && slot.now?.lock.owner.now === null) ||
      m.pte.some((pte) => free(pte.folio.now)) ||
      m.tlb.some((tlb) => free(tlb.folio.now) && tlb.folio.now?.lock.owner.now === null)
    );
  },

  /** When N was stored, one thread held the locks of N and of every folio it replaced. */
  I8: (m) => !m.replacedUnlocked.now,

  /** Only filesystems without large folios count. */
  I9: (m) => {
    const huge = m.i_pages.some((slot) => slot.now === m.N);
    return m.M.nr_thps.now === (huge && !m.largeFolios ? 1 : 0);
  },
};

/** Ours, unlocked, on the LRU list, referenced by the page cache and page table entries only. */
function intact(m: PageCache, folio: Folio): boolean {
  const entries = m.pte.filter((pte) => pte.folio.now === folio).length;
  return (
    folio.mapping.now === m.M &&
    folio.lock.owner.now === null &&
    folio.lru.now &&
    folio.refcount.now === folio_nr_pages(folio) + entries
  );
}
