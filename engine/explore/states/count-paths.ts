/**
 * Exact numbers of interleavings: paths of the state graph, counted modulo primes in linear passes
 * and put together by the Chinese remainder theorem. A pass counts modulo two primes at once, which
 * costs hardly more than one: it waits for memory. That needs 16 bytes a state however large the
 * numbers are.
 */
import type { StateGraph, Work } from "./state-graph.js";
import { power, primeBelow2to52 } from "./primes.js";

/** States, and the classes that the paths which end there are counted in. */
type Ends = readonly { readonly id: number; readonly classes: readonly number[] }[];

/** Sums the numbers of paths that end in states of each class. */
export function* countPaths(
  graph: StateGraph,
  states: number,
  ends: Ends,
  classes: number,
  cut: Uint32Array | null,
): Work<bigint[]> {
  const sums = new Remainders(classes);
  // The first pass counts in floating point too, which tells how many primes it takes.
  const first = yield* graph.paths([Infinity, primeBelow2to52(0)], states, cut);
  sums.add(primeBelow2to52(0), ends, first, 1);
  const about = ends.reduce((sum, { id }) => sum + first[2 * id], 0);
  const bits = Number.isFinite(about) ? Math.log2(about + 1) + 2 : yield* graph.pathBits(states);
  for (let n = 1; sums.modulus <= 1n << BigInt(Math.ceil(bits)); n += 2) {
    const primes = [primeBelow2to52(n), primeBelow2to52(n + 1)] as const;
    const counts = yield* graph.paths(primes, states, cut);
    primes.forEach((prime, i) => sums.add(prime, ends, counts, i));
  }
  return sums.values;
}

/** Numbers, by their remainders modulo more and more primes. */
class Remainders {
  readonly values: bigint[];
  /** The values are known modulo this. */
  modulus = 1n;

  constructor(count: number) {
    this.values = Array.from({ length: count }, () => 0n);
  }

  /** Takes in the sums of `counts[2 * id + offset]` by class, modulo another prime. */
  add(prime: number, ends: Ends, counts: Float64Array, offset: number): void {
    const { values, modulus } = this;
    const remainders = new Float64Array(values.length);
    for (const { id, classes } of ends) {
      for (const c of classes) remainders[c] = (remainders[c] + counts[2 * id + offset]) % prime;
    }
    const p = BigInt(prime);
    // The inverse, by Fermat.
    const inverse = power(modulus, p - 2n, p);
    for (let c = 0; c < values.length; c++) {
      const difference = (((BigInt(remainders[c]) - values[c]) % p) + p) % p;
      values[c] += modulus * ((difference * inverse) % p);
    }
    this.modulus *= p;
  }
}
