import type { Claim } from "./claim.js";

const safe = { holds: ["I1", "I2", "I3"] };
const stale = { violated: ["I2"] };
const combination = { holds: ["I1", "I2", "I3", "I6", "I11"] };

/** The claims of the thread and what they lead to. */
export const scenarios: readonly Claim[] = [
  {
    id: "S1",
    claim: "i_writecount is positive while somebody has the file open, and never beside execve()",
    expected: { holds: ["never written and executed", "count > 0 while somebody has it open"] },
    cases: {
      "S1 two openers and execve() [sc]": {
        holds: ["never written and executed", "count > 0 while somebody has it open"],
        reachable: ["a program runs", "two have it open"],
      },
    },
  },
  {
    id: "S2",
    claim: "old scheme: nr_thps++ and the test for writers pair with get_write_access()",
    expected: { holds: ["I4"], reachable: ["R7", "R8"] },
    cases: {
      "S2 old scheme: collapse against open for write [sc]": {
        holds: ["I4", "I5", "I9"],
        reachable: ["R7", "R8"],
      },
      "S2 old scheme, weak memory [weak]": { holds: ["I4"] },
      "the old scheme: S2 as in v6.11 [*]": { holds: ["I4"] },
    },
  },
  {
    id: "S3",
    claim: "opened for write before the check: khugepaged stops",
    expected: { holds: ["I5", "the collapse has failed"] },
    cases: {
      "S3 version 1: opened for write before the check [sc]": {
        holds: ["I4", "I5", "the collapse has failed"],
        reachable: ["R7"],
      },
    },
  },
  {
    id: "S4",
    claim: "opened for write after the check: a huge folio in a file that is open for write",
    expected: { violated: ["I4"] },
    cases: { "S4 version 1: opened for write after the check [sc]": { violated: ["I4"] } },
  },
  {
    id: "S5",
    claim: "its write waits and sees the new huge folio",
    expected: { holds: ["I1", "I2", "I3", "I6"] },
    cases: {
      "S5 version 1: opened, written and read after the check [sc]": {
        holds: ["I1", "I2", "I3", "I6"],
      },
    },
  },
  {
    id: "S6",
    claim: "old and new folios are locked when the new one is stored",
    expected: { holds: ["I8"] },
    cases: { "S6 all folios are locked when N is stored: * [sc]": { holds: ["I8"] } },
  },
  {
    id: "S7",
    claim: "merged, write(2): the three cases of the thread",
    expected: {
      holds: ["I1", "I2", "I3", "I5"],
      reachable: ["R1", "R2", "R3", "R4", "R5", "R6"],
    },
    cases: {
      "S7 merged: collapse against write(2) [sc]": {
        holds: ["I1", "I2", "I3", "I5", "I8"],
        reachable: ["R1", "R2", "R3", "R4", "R5", "R6"],
      },
    },
  },
  {
    id: "S8",
    claim: "mincore() does not look at folio->mapping, and need not",
    expected: { holds: ["I10"] },
    cases: {
      "S8 mincore [sc]": { holds: ["I10"] },
      "S8 mincore(2) of a mapped page [sc]": { holds: ["I10"] },
    },
  },
  {
    id: "S9",
    claim: "early dirty test only, write(2): the test for writers is not needed",
    expected: safe,
    cases: { "S9 early dirty test only: collapse against write(2) [sc]": safe },
  },
  {
    id: "S10",
    claim: "the hole: a store through a writable clean entry between the test and the unmapping",
    expected: { violated: ["I3"] },
    cases: {
      "S10 early dirty test only: collapse against an mmap store [sc]": { violated: ["I3"] },
      "S10 early dirty test only: the store comes after the test [sc]": { violated: ["I3"] },
    },
    beside: { "S10 early dirty test only, PTE read-only, page_mkwrite * [sc]": safe },
  },
  {
    id: "S10b",
    claim: "the same with reclaim: the data is lost",
    expected: stale,
    cases: {
      "S10b the same with reclaim [sc]": stale,
      "S10b with reclaim: PTE rw, clean folio, early test only [sc]": stale,
    },
    beside: {
      "S10b with reclaim: PTE ro (T holds), early test only [sc]": { holds: ["I2"] },
      "S10b with reclaim: *, merged [sc]": { holds: ["I2"] },
    },
  },
  {
    id: "S11",
    claim: "a dirty test after try_to_unmap() is enough, from every start state",
    expected: safe,
    cases: {
      "S11 merged: collapse against an mmap store, every start [sc]": {
        holds: ["I1", "I2", "I3", "I5", "I7"],
        reachable: ["R2", "R3", "R6"],
      },
      "S11 merged: collapse against an mmap store, with reclaim [sc]": {
        holds: ["I1", "I2", "I3", "I7"],
      },
      "S11 merged: flush before the copy [sc]": { holds: ["I1", "I2", "I3", "I7"] },
    },
    beside: {
      "S11 shmem: flush before the copy [sc]": { holds: ["I2"] },
      "S11 merged: two processes store [sc]": {
        holds: ["I1", "I2", "I3", "I7"],
        reachable: ["one by a PMD, one by a PTE"],
      },
      "S11 merged: one process stores, one loads [sc]": { holds: ["I3", "I6", "I7"] },
    },
  },
  {
    id: "S12",
    claim: "unmapped: a store must fault and take the folio lock",
    expected: safe,
    cases: {
      "S12 merged: collapse against faulting stores, page_mkwrite * [sc]": {
        ...safe,
        reachable: ["R1", "R2", "R3"],
      },
    },
  },
  {
    id: "S13",
    claim: "merged: nothing else that touches folios is surprised by huge ones in writable files",
    expected: { holds: ["I1", "I2", "I3", "I6", "I7", "I11", "I12"] },
    cases: {
      "S13 merged collapse_file() against: two writers [sc]": combination,
      "S13 merged collapse_file() against: write(2), mmap store [sc]": combination,
      "S13 merged collapse_file() against: write(2), GUP [sc]": combination,
      "S13 merged collapse_file() against: write(2), reclaim [sc]": combination,
      "S13 merged collapse_file() against: write(2), writeback [sc]": combination,
      "S13 merged collapse_file() against: write(2), fsync [sc]": combination,
      "S13 merged collapse_file() against: write(2), read(2) [sc]": combination,
      "S13 merged collapse_file() against: write(2), mmap load [sc]": combination,
      "S13 truncate(2) [sc]": { holds: ["I7", "I12"] },
      "S13 writeback and fsync [sc]": { holds: ["I11"] },
      "S13 direct write and write(2) of the other page [sc]": { holds: ["I1", "I2"] },
      "S13 direct write and read(2), merged [sc]": stale,
      "S13 direct write, mmap store of the other page, merged [sc]": stale,
    },
    beside: {
      "S13 the collapse starts writeback, * [sc]": { holds: ["I1", "I2", "I3", "I5"] },
      "S13 direct read: * [sc]": { holds: ["I1", "I2", "I3", "I6"] },
      "S13 truncate(2) to one page, write(2) to both [sc]": {
        holds: ["I1", "I2", "I3", "I7", "I12"],
      },
      "S13 truncate(2), the collapse reads page 0 [sc]": { holds: ["I1", "I7"] },
      "S13 truncate(2), the collapse reads page 1 [sc]": {
        holds: ["I1", "I7"],
        violated: ["no deadlock"],
      },
      "S13 direct write and read(2), no collapse [sc]": { holds: ["I2"] },
      "S13 direct write, mmap store of the other page, no collapse [sc]": { holds: ["I2"] },
    },
    differs: {
      "S13 direct write and read(2), merged [sc]":
        "the reader refills the cache before the disk write, and the second invalidation waits " +
        "for that folio, finds it replaced and does not look at N",
      "S13 direct write, mmap store of the other page, merged [sc]":
        "the store makes N dirty, so the invalidation after the disk write cannot drop it, which " +
        "the kernel warns of",
    },
  },
  {
    id: "S14",
    claim: "a buffered read without a lock is fresh",
    expected: { holds: ["I6"], reachable: ["R9"] },
    cases: {
      "S14 merged: collapse against write(2) and read(2) [sc]": {
        holds: ["I6"],
        reachable: ["R9"],
      },
    },
  },
  {
    id: "S15",
    claim: "a pin keeps collapse_file() away",
    expected: safe,
    cases: {
      "S15 GUP: S15 as merged [sc]": safe,
      "S15 GUP: S15 set_page_dirty() without lock [sc]": safe,
    },
  },
  {
    id: "S16",
    claim: "after a direct write has returned the page cache agrees with the disk",
    expected: "open",
    cases: { "S16 direct write [sc]": { holds: ["I1", "I2"] } },
    beside: {
      "S16 no invalidation before the write [sc]": { holds: ["I1"], ...stale },
      "S16 collapse_file() reads missing pages [sc]": { holds: ["I1"], ...stale },
    },
  },
  {
    id: "S17",
    claim: "old scheme: the opener truncates dirty folios elsewhere in the file",
    expected: stale,
    cases: {
      "S17 old scheme, dirty data elsewhere in the file [sc]": { ...stale, holds: ["I4"] },
    },
    beside: {
      "S17 the same with large-folio support [sc]": { holds: ["I2"] },
      "S17 old scheme, opener counts again [sc]": { ...stale, holds: ["I4", "I5"] },
    },
  },
  {
    id: "S17",
    claim: "with the stable fix, one after the other",
    expected: { holds: ["I2"] },
    cases: { "S17 with the stable fix [sc]": { holds: ["I2", "I4"] } },
    beside: {
      "S17 stable fix, opener beside khugepaged [sc]": {
        ...stale,
        holds: ["I4", "I5"],
        reachable: ["R7", "R8"],
      },
      "S17 stable fix, opener counts again under invalidate_lock [sc]": {
        holds: ["I2", "I4", "I5"],
        reachable: ["R7", "R8"],
      },
    },
  },
  {
    id: "S18",
    claim: "folio_split(): a read at an index gets the data of that index",
    expected: { holds: ["I6"] },
    cases: {
      "S18 split against a read: page * [sc]": { holds: ["I6"] },
      "S18 split, write(2), read(2) [sc]": { holds: ["I1", "I2", "I3", "I6", "I7"] },
    },
    beside: {
      "S18 split, then collapse, against write(2) [sc]": {
        holds: ["I1", "I2", "I3", "I8"],
        reachable: ["split and collapsed again"],
      },
    },
  },
  {
    id: "S19",
    claim: "a collapse that fails leaves everything as it was",
    expected: { holds: ["I5", "I9"] },
    cases: {
      "S19 merged: every test may fail [sc]": { holds: ["I5", "I9"] },
      "S19 merged: a dirty entry makes the late test fail [sc]": { holds: ["I5"] },
      "S19 merged: every test may fail, with write(2) [sc]": {
        holds: ["I1", "I2", "I3", "I5"],
        reachable: ["R3", "R4"],
      },
      "S19 old scheme: every test may fail, with an opener [sc]": {
        holds: ["I4", "I5", "I9"],
        reachable: ["R7", "R8"],
      },
    },
  },
  {
    id: "S20",
    claim: "old scheme: what was written before the close is seen by the early dirty test",
    expected: { holds: ["I3"] },
    cases: {
      "S20 old scheme: written and closed beside the collapse [sc]": { holds: ["I2", "I3", "I4"] },
    },
  },
];
