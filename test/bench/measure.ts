/**
 * Measuring: several runs after a warm-up, the median counts. JavaScript is compiled while it runs,
 * and what one run has taught the compiler is taken back when the next one brings other objects;
 * it takes some runs until nothing is compiled any more. What the first one took is told as well.
 */

/** Milliseconds of warm-up at least; a single run that takes longer is warm-up enough. */
const warmUp = 2000;

/** One measured piece of work. */
export interface Measurement {
  readonly name: string;
  /** What was explored, as counts; the same in every run. */
  readonly counts: Readonly<Record<string, number>>;
  /** Milliseconds of the first run, with everything yet to be compiled; null when not measured. */
  readonly cold: number | null;
  /** Milliseconds of each run after the warm-up, in order. */
  readonly ms: readonly number[];
  readonly median: number;
  /** Units of work a second at the median, and their name; null when there is no rate. */
  readonly rate: { readonly perSecond: number; readonly of: string } | null;
}

/** Runs `work` until it is warm and then `runs` times; `of` names the count that the rate is of. */
export function measure(
  name: string,
  work: () => Readonly<Record<string, number>>,
  of: string | null,
  runs = 5,
): Measurement {
  const first = performance.now();
  work();
  const cold = performance.now() - first;
  while (performance.now() - first < warmUp) work();
  const ms: number[] = [];
  let counts: Readonly<Record<string, number>> = {};
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    counts = work();
    ms.push(performance.now() - begun);
  }
  const median = medianOf(ms);
  const rate = of === null ? null : { perSecond: (counts[of] / median) * 1000, of };
  return { name, counts, cold, ms, median, rate };
}

/** The median; of an even number of values the upper one. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
