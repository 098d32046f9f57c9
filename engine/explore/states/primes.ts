/** Bases by which Miller's test decides every number below 2^64 (Sorenson and Webster 2015). */
const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/** Primes found so far, in order. */
const found: number[] = [];

/** The n-th prime below 2^52, counted from 0, downwards. */
export function primeBelow2to52(n: number): number {
  while (found.length <= n) {
    let next = (found.at(-1) ?? 2 ** 52 + 1) - 2;
    while (!isPrime(BigInt(next))) next -= 2;
    found.push(next);
  }
  return found[n];
}

/** Miller's primality test, for odd numbers above 37 and below 2^64. */
function isPrime(n: bigint): boolean {
  let odd = n - 1n;
  let halvings = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) halvings++;
  return bases.every((base) => {
    let x = power(base, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < halvings; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

/** base^exponent modulo n. */
export function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  let square = base % n;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}
