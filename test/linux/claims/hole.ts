import type { Claim } from "./claim.js";

const closed = { holds: ["I3"] };
const open = { violated: ["I3"] };
const row = (of: string) => `8.3 early test only, and merged: ${of} [sc]`;
const fromStart = (start: string) => `S10 and S11 from every start state: ${start} [sc]`;

/** 8.3: which start states the hole of S10 needs, with the early dirty tests only. */
export const hole: readonly Claim[] = [
  {
    id: "8.3",
    claim: "PTE read-only: the store faults and waits for the folio lock",
    expected: closed,
    cases: {
      [fromStart("PTE none, *, early test only")]: closed,
      [fromStart("PTE ro, *, early test only")]: closed,
      [fromStart("PTE ro dirty, *, early test only")]: closed,
      "8.3 load, then store: write-notify on, early test only [sc]": closed,
      [row("PTE ro, page_mkwrite, early test only")]: closed,
    },
  },
  {
    id: "8.3",
    claim: "the same with folio_mkclean() beside it",
    expected: "open",
    cases: {
      [row("PTE ro, page_mkwrite, flusher, early test only")]: closed,
      [row("all dirty, flusher, early test only")]: closed,
    },
  },
  {
    id: "8.3",
    claim: "PTE read-only, no page_mkwrite",
    expected: "open",
    cases: {
      [row("PTE ro, no page_mkwrite, early test only")]: closed,
    },
  },
  {
    id: "8.3",
    claim: "PTE writable and clean",
    expected: open,
    cases: {
      [fromStart("PTE rw, TLB none, A clean, early test only")]: open,
      "8.3 load, then store: write-notify off, early test only [sc]": open,
      [row("PTE rw clean, folio clean, early test only")]: open,
    },
  },
  {
    id: "8.3",
    claim: "PTE writable and clean, cached in a TLB",
    expected: "open",
    cases: {
      [fromStart("PTE rw, TLB ro, A clean, early test only")]: open,
      [fromStart("PTE rw, TLB rw, A clean, early test only")]: open,
      [row("PTE rw clean, in a TLB, folio clean, early test only")]: open,
    },
  },
  {
    id: "8.3",
    claim: "PTE writable and dirty, folio flag clean",
    expected: open,
    cases: {
      [fromStart("PTE rw dirty, *, early test only")]: open,
      [row("PTE rw dirty, folio clean, early test only")]: open,
    },
  },
  {
    id: "8.3",
    claim: "writeback that forgets folio_mkclean()",
    expected: "open",
    cases: {
      [row("all dirty, flusher without folio_mkclean(), early test only")]: open,
      "8.3 early test only, writeback forgets folio_mkclean() [sc]": open,
    },
  },
  {
    id: "8.3",
    claim: "all of these with the late dirty test",
    expected: closed,
    cases: {
      [fromStart("*, merged")]: closed,
      "8.3 load, then store: *, merged [sc]": closed,
      [row("*, merged")]: closed,
      "8.3 merged, writeback forgets folio_mkclean() [sc]": closed,
    },
  },
  {
    id: "8.3",
    claim: "the late dirty test does not rest on write-notify or folio_mkclean()",
    expected: closed,
    cases: {
      "what the merged test rests on: all assumptions [sc]": closed,
      "what the merged test rests on: without folio_mkclean [sc]": closed,
      "what the merged test rests on: without clean TLB entries trap [sc]": closed,
      "what the merged test rests on: without write-notify [sc]": open,
    },
    beside: {
      "what the merged test rests on, flush before a bail-out: * [sc]": closed,
      "what the early test rests on: all assumptions [sc]": closed,
      "what the early test rests on: without write-notify [sc]": open,
      "what the early test rests on: without folio_mkclean [sc]": open,
    },
    differs: {
      "what the merged test rests on: without write-notify [sc]":
        "a folio that fails the late test is unlocked before the TLB flush: writeback finds no " +
        "entry to flush, cleans it, and a store through a dirty TLB entry comes later",
    },
  },
];

const met = { holds: ["one sees the other"] };
const missed = { violated: ["one sees the other"] };
const pairing = (case_: string) => `S2, N18, N19: the pairing: ${case_}`;

/** 7: the pairing of S2 alone; both sides need a full barrier between their store and their load. */
export const pairings: readonly Claim[] = [
  {
    id: "7",
    claim: "with a full barrier on both sides one sees the other",
    expected: met,
    cases: {
      [pairing("get_write_access(), smp_mb() [*]")]: met,
      [pairing("atomic_inc(), smp_mb(), smp_mb() [*]")]: met,
      [pairing("plain store, smp_mb(), smp_mb() [*]")]: met,
    },
  },
  {
    id: "7",
    claim: "without one of them both may miss the other",
    expected: missed,
    cases: {
      [pairing("*, no barrier [weak]")]: missed,
      [pairing("atomic_inc(), smp_mb() [weak]")]: missed,
      [pairing("plain store, smp_mb() [weak]")]: missed,
      [pairing("plain store, smp_mb() [tso]")]: missed,
      [pairing("plain store, no barrier [tso]")]: missed,
    },
  },
  {
    id: "7",
    claim: "under sc no barrier matters, and under tso a locked instruction is one",
    expected: met,
    cases: {
      [pairing("* [sc]")]: met,
      [pairing("get_write_access(), * [tso]")]: met,
      [pairing("atomic_inc(), * [tso]")]: met,
      [pairing("plain store, smp_mb(), * [tso]")]: met,
    },
  },
];
