/**
 * Numbers of paths from the initial state to every state of an acyclic graph, modulo several numbers
 * at once. Counting waits for memory, not for arithmetic: four numbers in half a cache line cost
 * hardly more than one.
 */
import { primeBelow2to52 } from "./primes.js";

/** States up to which four numbers are counted at once; two where there are more, to save memory. */
const fewStates = 1 << 24;

/** Numbers that a state has, as a power of two. */
function shiftFor(states: number): number {
  return states > fewStates ? 1 : 2;
}

/** Bytes that the numbers of so many states take. */
export function pathCountsBytes(states: number): number {
  return states * (8 << shiftFor(states));
}

/** What pass number `pass` over a graph counts modulo. The first also counts in floating point. */
function moduliOf(pass: number, width: number): readonly number[] {
  return Array.from({ length: width }, (_, i) => {
    const n = pass * width + i;
    return n === 0 ? Infinity : primeBelow2to52(n - 1);
  });
}

export class PathCounts {
  /** Infinity for floating-point numbers; primes of at most 2^52 otherwise. */
  readonly moduli: readonly number[];
  private readonly counts: Float64Array;
  private readonly shift: number;
  private readonly m0: number;
  private readonly m1: number;
  private readonly m2: number;
  private readonly m3: number;

  /**
   * Counts nothing before `begin`.
   *
   * @param pass decides what is counted modulo
   * @param buffer of at least `pathCountsBytes`, holds the numbers. Default: memory of its own
   */
  constructor(pass: number, states: number, buffer: ArrayBufferLike | null = null) {
    this.shift = shiftFor(states);
    this.moduli = moduliOf(pass, 1 << this.shift);
    [this.m0, this.m1, this.m2 = 1, this.m3 = 1] = this.moduli;
    const bytes = pathCountsBytes(states);
    this.counts = new Float64Array(buffer ?? new ArrayBuffer(bytes), 0, bytes / 8);
  }

  /** One path to state 0 and none to others, whose numbers are added by `spread`. */
  begin(): void {
    this.counts.fill(0);
    this.counts.fill(1, 0, 1 << this.shift);
  }

  /** The number of paths to a state, modulo `moduli[n]`. */
  of(id: number, n: number): number {
    return this.counts[(id << this.shift) + n];
  }

  /** Adds the numbers of a state to those of its successors: `targets` from `from` to `to`. */
  spread(id: number, targets: Int32Array, from: number, to: number): void {
    const { counts, shift, m0, m1 } = this;
    const at = id << shift;
    const a = counts[at];
    const b = counts[at + 1];
    if (shift === 1) {
      if (a === 0 && b === 0) return;
      for (let e = from; e < to; e++) {
        const t = targets[e] << 1;
        counts[t] = reduced(counts[t] + a, m0);
        counts[t + 1] = reduced(counts[t + 1] + b, m1);
      }
      return;
    }
    const { m2, m3 } = this;
    const c = counts[at + 2];
    const d = counts[at + 3];
    if (a === 0 && b === 0 && c === 0 && d === 0) return;
    for (let e = from; e < to; e++) {
      const t = targets[e] << 2;
      counts[t] = reduced(counts[t] + a, m0);
      counts[t + 1] = reduced(counts[t + 1] + b, m1);
      counts[t + 2] = reduced(counts[t + 2] + c, m2);
      counts[t + 3] = reduced(counts[t + 3] + d, m3);
    }
  }
}

/** The sum of two numbers below `modulus`, modulo it; infinite sums stay infinite. */
function reduced(sum: number, modulus: number): number {
  return sum > modulus - 1 ? sum - modulus : sum;
}
