/**
 * Exact numbers of interleavings: paths of the state graph, counted modulo several primes in one
 * linear pass each and put together by the Chinese remainder theorem. That needs four bytes a state
 * however large the numbers are.
 */
import type { StateGraph, Work } from "./state-graph.js";

/** Sums the number of paths that end in states of each class; `classOf` gives -1 for none. */
export function* countPaths(
  graph: StateGraph,
  states: number,
  ends: readonly { readonly id: number; readonly classes: readonly number[] }[],
  classes: number,
  cut: Uint32Array | null,
): Work<bigint[]> {
  const bits = yield* graph.pathBits(states);
  const sums = Array.from({ length: classes }, () => 0n);
  let modulus = 1n;
  for (const prime of primesBelow2to31()) {
    const counts = yield* graph.pathsModulo(prime, states, cut);
    const remainders = new Float64Array(classes);
    for (const { id, classes: of } of ends) {
      for (const c of of) remainders[c] = (remainders[c] + counts[id]) % prime;
    }
    const p = BigInt(prime);
    const inverse = invert(modulus % p, p);
    for (let c = 0; c < classes; c++) {
      const difference = (((BigInt(remainders[c]) - sums[c]) % p) + p) % p;
      sums[c] += modulus * ((difference * inverse) % p);
    }
    modulus *= p;
    if (modulus > 1n << BigInt(Math.ceil(bits))) break;
  }
  return sums;
}

/** The inverse of a modulo the prime p (Fermat). */
function invert(a: bigint, p: bigint): bigint {
  let result = 1n;
  let base = a % p;
  for (let e = p - 2n; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}

/** Primes from 2^31 - 1 downwards. */
function* primesBelow2to31(): Generator<number> {
  for (let n = 2 ** 31 - 1; ; n -= 2) if (isPrime(n)) yield n;
}

function isPrime(n: number): boolean {
  for (let d = 3; d * d <= n; d += 2) if (n % d === 0) return false;
  return true;
}
