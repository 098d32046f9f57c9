/** Measuring: several runs after a warm-up, the median counts. */

/** One measured piece of work. */
export interface Measurement {
  readonly name: string;
  /** What was explored, as counts; the same in every run. */
  readonly counts: Readonly<Record<string, number>>;
  /** Milliseconds of each run, in order. */
  readonly ms: readonly number[];
  readonly median: number;
  /** Units of work a second at the median, and their name; null when there is no rate. */
  readonly rate: { readonly perSecond: number; readonly of: string } | null;
}

/** Runs `work` once for warm-up and then `runs` times; `of` names the count that the rate is of. */
export function measure(
  name: string,
  work: () => Readonly<Record<string, number>>,
  of: string | null,
  runs = 3,
): Measurement {
  work();
  const ms: number[] = [];
  let counts: Readonly<Record<string, number>> = {};
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    counts = work();
    ms.push(performance.now() - begun);
  }
  const median = medianOf(ms);
  const rate = of === null ? null : { perSecond: (counts[of] / median) * 1000, of };
  return { name, counts, ms, median, rate };
}

/** The median; of an even number of values the upper one. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
