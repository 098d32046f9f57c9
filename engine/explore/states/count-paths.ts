/**
 * Exact numbers of interleavings: paths of the state graph, counted modulo primes in linear passes
 * and put together by the Chinese remainder theorem. A pass counts modulo several primes at once,
 * which costs hardly more than one. That needs 16 or 32 bytes a state however large the numbers are.
 */
import type { StateGraph, Work } from "./state-graph.js";
import type { PathCounts } from "./path-counts.js";
import { power } from "./primes.js";

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
  const first = yield* graph.paths(0, states, cut);
  const about = ends.reduce((sum, { id }) => sum + first.of(id, 0), 0);
  const bits = Number.isFinite(about) ? Math.log2(about + 1) + 2 : yield* graph.pathBits(states);
  const enough = 1n << BigInt(Math.ceil(bits));
  sums.add(first, ends);
  for (let pass = 1; sums.modulus <= enough; pass++) {
    sums.add(yield* graph.paths(pass, states, cut), ends);
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

  /** Takes in the sums of counts by class. */
  add(counts: PathCounts, ends: Ends): void {
    counts.moduli.forEach((modulus, n) => {
      if (modulus !== Infinity) this.addModulo(modulus, counts, n, ends);
    });
  }

  private addModulo(prime: number, counts: PathCounts, n: number, ends: Ends): void {
    const { values, modulus } = this;
    const remainders = new Float64Array(values.length);
    for (const { id, classes } of ends) {
      for (const c of classes) remainders[c] = (remainders[c] + counts.of(id, n)) % prime;
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
