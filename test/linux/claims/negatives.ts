import type { Claim, Verdicts } from "./claim.js";

const I1: Verdicts = { violated: ["I1"] };
const I2: Verdicts = { violated: ["I2"] };
const I3: Verdicts = { violated: ["I3"] };
const I4: Verdicts = { violated: ["I4"] };
const safe: Verdicts = { holds: ["I1", "I2", "I3"] };

/** A row of the table of all parts, in the column of one way to write. */
const part = (of: string, way: string) => `merged, one part at a time: ${of}, ${way} [sc]`;

/** Versions with something left out or in the wrong order. */
export const negatives: readonly Claim[] = [
  {
    id: "N1",
    claim: "the writer does not look at folio->mapping again",
    expected: { violated: ["I1", "I2"] },
    cases: { "N1 writer does not recheck folio->mapping [sc]": { violated: ["I1", "I2"] } },
  },
  {
    id: "N2",
    claim: "the writer takes no folio lock",
    expected: I1,
    cases: { "N2 writer takes no folio lock [sc]": I1 },
  },
  {
    id: "N3",
    claim: "unlocked before mapping = NULL",
    expected: I1,
    cases: {
      [part("N3 unlock before mapping = NULL", "*")]: { violated: ["I1", "I2"] },
      "N3 unlock before mapping = NULL [sc]": { violated: ["I1", "I2"] },
    },
  },
  {
    id: "N4",
    claim: "unlocked before the new folio is stored",
    expected: { violated: ["I1", "I2"] },
    cases: {
      [part("N4 unlock before xas_store()", "*")]: { violated: ["I1", "I2"] },
      "N4 unlock before xas_store() [sc]": { violated: ["I1", "I2"] },
    },
  },
  {
    id: "N5",
    claim: "no refcount test, buffered writer",
    expected: "open",
    cases: {
      [part("N5 no refcount test", "write(2)")]: safe,
      [part("N5 no refcount test", "mmap store")]: safe,
      "N5 no refcount test, write(2) [sc]": safe,
    },
  },
  {
    id: "N5g",
    claim: "no refcount test, GUP writer",
    expected: "open",
    cases: {
      [part("N5 no refcount test", "GUP")]: { violated: ["I1", "I2", "I3"] },
      "S15 GUP: N5g no refcount test [sc]": { violated: ["I1", "I2", "I3"] },
    },
  },
  {
    id: "N6",
    claim: "no dirty test",
    expected: I3,
    cases: {
      [part("N6 no dirty test", "*")]: I3,
      "N6 no dirty test [sc]": I3,
    },
  },
  {
    id: "N7",
    claim: "the unlocked dirty test only",
    expected: I3,
    cases: {
      [part("N7 unlocked dirty test only", "*")]: I3,
      "N7 unlocked dirty test only [sc]": I3,
    },
  },
  {
    id: "N8",
    claim: "the late dirty test only",
    expected: "open",
    cases: {
      [part("N8 late dirty test only", "*")]: safe,
      "N8 late dirty test only, write(2) and mmap store [sc]": safe,
    },
  },
  {
    id: "N9",
    claim: "the late test before the refcount test, dirtied without the lock",
    expected: "open",
    cases: {
      [part("N9 late test before refcount", "GUP")]: { holds: ["I1", "I2"], ...I3 },
      "S15 GUP: N9 dirty before refcount, no lock [sc]": { holds: ["I1", "I2"], ...I3 },
    },
  },
  {
    id: "N9b",
    claim: "the same, dirtied under the lock",
    expected: "open",
    cases: {
      [part("N9 late test before refcount", "write(2)")]: safe,
      [part("N9 late test before refcount", "mmap store")]: safe,
      "S15 GUP: N9b dirty before refcount [sc]": safe,
    },
  },
  {
    id: "N10",
    claim: "the early dirty test only, dirtied without the lock",
    expected: I3,
    cases: {
      [part("N10 early dirty tests only", "GUP")]: I3,
      [part("N10 early dirty tests only", "mmap store")]: I3,
      "S15 GUP: N10 early test only, no lock [sc]": { holds: ["I1", "I2"], ...I3 },
    },
    beside: { [part("N10 early dirty tests only", "write(2)")]: safe },
  },
  {
    id: "N11",
    claim: "GUP-fast does not read the entry again",
    expected: I1,
    cases: { "S15 GUP: N11 entry not read again [sc]": { violated: ["I1", "I2", "I3"] } },
  },
  {
    id: "N12",
    claim: "stores through clean TLB entries do not look at the page table",
    expected: "open",
    cases: { "N12 stores through clean TLB entries leave no trace [sc]": I3 },
  },
  {
    id: "N13",
    claim: "shmem, flush after the copy",
    expected: "open",
    cases: { "N13 shmem: flush after the copy [sc]": I2 },
  },
  {
    id: "N13f",
    claim: "a file, flush after the copy, late test",
    expected: "open",
    cases: {
      [part("N13f flush after the copy", "*")]: safe,
      "N13f flush after the copy [sc]": { holds: ["I1", "I2", "I3", "I7"] },
    },
  },
  {
    id: "N14",
    claim: "flush after the unlock, a read-only TLB entry and a writer",
    expected: "open",
    cases: {
      "N14 a read-only TLB entry and a writer: flush after the unlock, page table kept [sc]": {
        violated: ["I6", "I7"],
      },
      "N14 flush after the unlock [sc]": { violated: ["I6"] },
    },
    beside: {
      "N14 a read-only TLB entry and a writer: flush before the copy, *": { holds: ["I6", "I7"] },
      "N14 a read-only TLB entry and a writer: flush after the copy, *": { holds: ["I6", "I7"] },
      "N14 a read-only TLB entry and a writer: flush after the unlock, page table retracted [sc]": {
        holds: ["I6", "I7"],
      },
    },
  },
  {
    id: "N15",
    claim: "old scheme without the test for writers",
    expected: I4,
    cases: { "N15 no test of inode_is_open_for_write() [sc]": I4 },
  },
  {
    id: "N16",
    claim: "old scheme, test before increment",
    expected: I4,
    cases: {
      "N16 test before nr_thps++ [sc]": I4,
      "the old scheme: N16 test before increment [*]": I4,
    },
  },
  {
    id: "N17",
    claim: "old scheme, the opener does not look at nr_thps",
    expected: I4,
    cases: { "N17 opener ignores nr_thps [sc]": I4 },
  },
  {
    id: "N18",
    claim: "old scheme without khugepaged's smp_mb(), a relaxed increment",
    expected: I4,
    cases: {
      "N18 no smp_mb() after nr_thps++ [weak]": I4,
      "the old scheme: N18 no smp_mb() in collapse_file() [weak]": I4,
    },
    beside: { "the old scheme: N18 no smp_mb() in collapse_file() [sc]": { holds: ["I4"] } },
  },
  {
    id: "N18x",
    claim: "the same on x86",
    expected: "open",
    cases: {
      "N18 no smp_mb() after nr_thps++ [tso]": { holds: ["I4"] },
      "the old scheme: N18 no smp_mb() in collapse_file() [tso]": { holds: ["I4"] },
    },
  },
  {
    id: "N19",
    claim: "old scheme, the opener's increment is relaxed",
    expected: I4,
    cases: {
      "N19 relaxed get_write_access() [weak]": I4,
      "the old scheme: N19 relaxed get_write_access() [weak]": I4,
    },
    beside: {
      "the old scheme: N19 relaxed get_write_access() [sc]": { holds: ["I4"] },
      "the old scheme: N19 relaxed get_write_access() [tso]": { holds: ["I4"] },
    },
  },
  {
    id: "N20",
    claim: "N is inserted before it is filled",
    expected: { violated: ["I10"] },
    cases: { "N20 N is inserted before it is filled [sc]": { violated: ["I10"] } },
  },
  {
    id: "N21",
    claim: "a read that began before the write and returns after it is no bug",
    expected: { holds: ["I6"], reachable: ["R9"] },
    cases: {
      "N21 an old read that returns after the write [sc]": { holds: ["I6"], reachable: ["R9"] },
    },
  },
  {
    id: "N22",
    claim: "a direct write without the second invalidation",
    expected: "open",
    cases: { "N22 no invalidation after the write [sc]": { holds: ["I1"], ...I2 } },
  },
  {
    id: "N23",
    claim: "truncation that does not start again",
    expected: { violated: ["I4", "I12"] },
    cases: {
      "N23 truncate(2) that does not start again [sc]": { holds: ["I7"], violated: ["I12"] },
      "N23 old scheme: the opener's truncation does not start again [sc]": {
        holds: ["I7", "I9"],
        violated: ["I4"],
      },
    },
    beside: { "N23 old scheme: it starts again [sc]": { holds: ["I4", "I7", "I9"] } },
  },
  {
    id: "N24",
    claim: "folios under writeback are collapsed",
    expected: { violated: ["I11"] },
    cases: { "N24 folios under writeback are collapsed [sc]": { violated: ["I11"] } },
  },
  {
    id: "N25",
    claim: "private data is not released: the refcount test fails; without it the data is lost",
    expected: {
      unreachable: ["collapsed"],
      violated: ["no private data on a detached folio"],
    },
    cases: {
      "N25 private data is not released [sc]": {
        holds: ["I1", "I2", "I3", "I5"],
        unreachable: ["collapsed"],
      },
      "N25 private data is not released, no refcount test [sc]": {
        violated: ["no private data on a detached folio"],
      },
    },
  },
  {
    id: "N26",
    claim: "split: a part stands in a foreign slot and is unfrozen early",
    expected: { violated: ["I6"] },
    cases: { "N26 slot 3 holds C until D is stored [sc]": { violated: ["I6"] } },
  },
  {
    id: "N27",
    claim: "split or reclaim without freezing the reference count",
    expected: { violated: ["I7"] },
    cases: {
      "N27 split without freezing [sc]": { violated: ["I7"] },
      "N27 reclaim without freezing [sc]": { violated: ["I7"] },
    },
  },
];
