/**
 * What a CPU does with page table entries and with the copies of them in its TLB. Each process runs
 * on a CPU of its own.
 */
import { type Operation, type Steps } from "../index.js";
import { type Folio, pageOf } from "./folio.js";
import { recordRead, recordStore } from "./history.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { leafEntry } from "./pte.js";
import { transition } from "./transition.js";

/** What a CPU finds when it translates an address; null: nothing is mapped. */
export type Translation = { readonly folio: Folio; readonly writable: boolean } | null;

/**
 * The CPU translates an address: from its TLB or, failing that, from the page table, in which case
 * it keeps the translation. The access itself is another step, so this also stands for a TLB entry
 * that was loaded early, which a CPU may do at any time.
 */
export function translate(m: PageCache, index: number, mm = m.mm[0]): Operation<Translation> {
  const show = (found: Translation) =>
    found === null ? "not present" : `${found.folio.name} ${found.writable ? "rw" : "ro"}`;
  return transition<Translation>(
    `translate page ${index}`,
    function* () {
      const tlb = mm.tlb[index];
      const cached = yield* tlb.folio.read();
      if (cached !== null) return { folio: cached, writable: yield* tlb.writable.read() };
      const pte = yield* leafEntry(m, mm, index);
      const folio = yield* pte.folio.read();
      if (folio === null) return null;
      const writable = yield* pte.writable.read();
      yield* tlb.folio.write(folio);
      yield* tlb.writable.write(writable);
      yield* tlb.dirty.write(yield* pte.dirty.read());
      return { folio, writable };
    },
    show,
  );
}

/** `done`, or why the store did not take place: `fault`, or `flushed` (translate again). */
export type StoreResult = "done" | "fault" | "flushed";

/**
 * A store instruction through the TLB entry that `translate` left. A writable, dirty entry is used
 * as it is. A writable, clean one makes the hardware set the dirty bit of the page table entry
 * first, and fault if that is no longer present and writable: what try_to_unmap_one() requires of
 * every architecture. Setting the bit and storing are one step; a store that comes later than its
 * dirty bit still comes before the end of the next TLB flush, so it is ordered alike.
 */
export function store(
  m: PageCache,
  folio: Folio,
  index: number,
  value: number,
  mm = m.mm[0],
): Operation<StoreResult> {
  const why = (result: StoreResult) => (result === "done" ? null : result);
  return transition<StoreResult>(
    `store ${folio.name}[${index}] = ${value}`,
    function* () {
      const tlb = mm.tlb[index];
      if ((yield* tlb.folio.read()) !== folio) return "flushed";
      if (!(yield* tlb.writable.read())) return "fault";
      if (!(yield* tlb.dirty.read())) {
        if (!(yield* setDirtyBit(m, mm, folio, index))) return "fault";
        yield* tlb.dirty.write(true);
      }
      yield* pageOf(folio, index).write(value);
      yield* recordStore(m, folio, index, value, "cpu");
      return "done";
    },
    () => null,
  ).remark(why);
}

/**
 * A load instruction through the TLB entry that `translate` left; null if that is gone (translate
 * again).
 *
 * @param stale values that it must not return
 * @param mm the process that loads; default: the first
 */
export function load(
  m: PageCache,
  folio: Folio,
  index: number,
  stale: number,
  mm = m.mm[0],
): Operation<number | null> {
  return transition<number | null>(
    `load ${folio.name}[${index}]`,
    function* () {
      if ((yield* mm.tlb[index].folio.read()) !== folio) return null;
      const value = yield* pageOf(folio, index).read();
      yield* recordRead(m, folio, index, stale, value);
      return value;
    },
    (value) => (value === null ? "flushed" : String(value)),
  );
}

/** The page walk for a clean entry; false when the store must fault. */
function* setDirtyBit(m: PageCache, mm: Mm, folio: Folio, index: number): Steps<boolean> {
  const pte = yield* leafEntry(m, mm, index);
  const valid = (yield* pte.folio.read()) === folio && (yield* pte.writable.read());
  if (!valid) return !m.archTrapsClean;
  yield* pte.dirty.write(true).fact(pte === mm.pmd ? "PMD dirty" : "PTE dirty");
  return true;
}
