/** What must be true of a page cache: the invariants that scenarios choose from. */
import type { Builder } from "../index.js";
import { claimIds } from "./claim-ids.js";
import { type Folio, folio_nr_pages, maybeDmaPinned, pageOf } from "./folio.js";
import { allEntries, allTlbEntries } from "./mm.js";
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
  I10: "I10 mincore() reports a resident page",
  I11: "I11 what was written before fsync() is on disk after it",
  I12: "I12 nothing is left in a truncated file",
} as const;

/** An invariant's number. */
export type InvariantId = keyof typeof invariantNames;

/**
 * Declares invariants of a page cache in a scenario.
 *
 * @throws HeddleError when no id is given, or one that does not exist
 */
export function invariants(s: Builder, m: PageCache, ...ids: readonly InvariantId[]): void {
  for (const id of claimIds("invariants", invariantNames, ids)) {
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

  /** Every page of the file, read from the cache or else from disk, is what was stored to it last. */
  I2: (m) => m.last.every((last, index) => index >= m.i_size.now || m.content(index) === last.now),

  /**
   * A folio that differs from the disk is dirty, under writeback, pinned or mapped by a dirty entry
   * whenever nobody holds its lock, since from then on reclaim may take it. (Stronger than asking at the end only.)
   */
  I3: (m) =>
    m.i_pages.every((_, index) => {
      const folio = index < m.i_size.now ? m.folio(index) : null;
      if (folio === null || folio.lock.owner.now !== null) return true;
      if (pageOf(folio, index).now === m.disk[index].now) return true;
      return (
        folio.dirty.now ||
        folio.writeback.now ||
        maybeDmaPinned(folio.refcount.now) ||
        allEntries(m).some((entry) => entry.folio.now === folio && entry.dirty.now)
      );
    }),

  /** From the return of open(2) to close(2). */
  I4: (m) => m.openForWrite.now === 0 || m.i_pages.every((slot) => slot.now !== m.N),

  /** The old folios are where and as they were, N was never visible and is free. The last collapse counts. */
  I5: (m) => {
    const result = m.scanResult.now;
    if (result === null || result === "SCAN_SUCCEED") return true;
    if (result === "SCAN_ALLOC_HUGE_PAGE_FAIL") return true;
    const { N } = m;
    const freed = N.refcount.now === 0 && N.mapping.now === null && N.lock.owner.now === null;
    const folios = m.i_pages.map((_, index) => m.folio(index));
    return freed && !m.stored.now && folios.every((folio) => folio === null || intact(m, folio));
  },

  /** Starting means the first load of the lookup; values overwritten before it must not come back. */
  I6: (m) => m.staleReads.now === 0,

  /** A folio without references is in no slot, page table entry or TLB entry, and nobody reads it. */
  I7: (m) => {
    const free = (folio: Folio | null) => folio?.refcount.now === 0;
    const cached = m.i_pages.map((_, index) => m.folio(index));
    return !(
      m.usedAfterFree.now > 0 ||
      cached.some((folio) => free(folio) && folio?.lock.owner.now === null) ||
      allEntries(m).some((entry) => free(entry.folio.now)) ||
      allTlbEntries(m).some((tlb) => free(tlb.folio.now) && tlb.folio.now?.lock.owner.now === null)
    );
  },

  /** When N was stored, one thread held the locks of N and of every folio it replaced. */
  I8: (m) => !m.replacedUnlocked.now,

  /** Only filesystems without large folios count. */
  I9: (m) => {
    const huge = m.i_pages.some((slot) => slot.now === m.N);
    return m.M.nr_thps.now === (huge && !m.largeFolios ? 1 : 0);
  },

  /** The model keeps its pages resident and uptodate unless a scenario reclaims or truncates. */
  I10: (m) => m.absent.now === 0,

  /** What was completed when fsync() began must not be older on disk when it returns. */
  I11: (m) => m.undurable.now === 0,

  /**
   * Beyond the end there is no folio, but for zeroes in one that begins before it and could not be
   * split, and for one that write(2) has locked, since it is about to move the end.
   */
  I12: (m) =>
    !m.truncated.now ||
    m.i_pages.every((_, index) => {
      const folio = index < m.i_size.now ? null : m.folio(index);
      if (folio === null || folio.lock.owner.now !== null) return true;
      return m.indices(folio)[0] < m.i_size.now && pageOf(folio, index).now === 0;
    }),
};

/** Ours, unlocked, on the LRU list, referenced by the page cache and page table entries only. */
function intact(m: PageCache, folio: Folio): boolean {
  const entries = allEntries(m).filter((entry) => entry.folio.now === folio).length;
  return (
    folio.mapping.now === m.M &&
    folio.lock.owner.now === null &&
    folio.lru.now &&
    folio.refcount.now === folio_nr_pages(folio) + entries + (folio.private.now ? 1 : 0)
  );
}
