/** How page 0 may be mapped when a scenario starts, and the choice of one such state. */
import { type Operation, type Steps, awaitUntil, choose } from "../index.js";
import type { PageCache } from "./page-cache.js";
import { transition } from "./transition.js";

/** A page table entry: not present, or read-only or writable, clean or dirty. */
export type PteState = "none" | "ro" | "ro dirty" | "rw" | "rw dirty";

/** A cached copy of it in the storing CPU's TLB. */
export type TlbState = "none" | "ro" | "rw" | "rw dirty";

/** Page 0 at the start: its page table entry, the TLB entry, the dirty flag of folio A. */
export interface StartState {
  readonly pte: PteState;
  readonly tlb: TlbState;
  readonly dirty: boolean;
}

interface Bits {
  readonly present: boolean;
  readonly flags: { readonly writable: boolean; readonly dirty: boolean };
}

/** The bits of a page table entry. */
export function pteBits(state: PteState | TlbState): Bits {
  return {
    present: state !== "none",
    flags: { writable: state.startsWith("rw"), dirty: state.endsWith("dirty") },
  };
}

/** The bits of the TLB entry of a start state. */
export function tlbBits(start: StartState): Bits {
  return pteBits(start.tlb);
}

/**
 * Every start state that can exist: a TLB entry allows no more than the page table entry that it
 * was loaded from, which it may be older than.
 */
export const startStates: readonly StartState[] = (
  [
    ["none", ["none"]],
    ["ro", ["none", "ro"]],
    ["ro dirty", ["none", "ro"]],
    ["rw", ["none", "ro", "rw"]],
    ["rw dirty", ["none", "ro", "rw", "rw dirty"]],
  ] as const
).flatMap(([pte, cached]) =>
  cached.flatMap((tlb) => [false, true].map((dirty) => ({ pte, tlb, dirty }))),
);

/** A start state as text: `PTE rw, TLB none, A clean`. */
export function showStart({ pte, tlb, dirty }: StartState): string {
  return `PTE ${pte}, TLB ${tlb}, A ${dirty ? "dirty" : "clean"}`;
}

/**
 * First step of one thread: any of the start states, all explored. The page cache must have been
 * declared unmapped; the other threads begin with `afterStart`.
 */
export function* chooseStart(
  m: PageCache,
  among: readonly StartState[] = startStates,
): Steps<void> {
  const chosen = yield* choose(among.map(showStart), "start");
  const start = among.find((state) => showStart(state) === chosen)!;
  const A = m.small[0][0];
  yield* transition(showStart(start), function* () {
    for (const [entry, bits] of [
      [m.mm[0].pte[0], pteBits(start.pte)],
      [m.mm[0].tlb[0], tlbBits(start)],
    ] as const) {
      if (!bits.present) continue;
      yield* entry.folio.write(A);
      yield* entry.writable.write(bits.flags.writable);
      yield* entry.dirty.write(bits.flags.dirty);
    }
    if (start.pte !== "none") yield* A.refcount.write(2);
    yield* A.dirty.write(start.dirty);
    yield* m.started.write(true);
  });
}

/** Waits for `chooseStart` of another thread. */
export function afterStart(m: PageCache): Operation<boolean> {
  return awaitUntil(m.started, (started) => started).as("begin", () => null);
}
