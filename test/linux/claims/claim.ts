/**
 * What was expected of the model before the engine decided it, and which scenarios of the bundled
 * notebooks decide it. Written by hand: it stays when verdicts are recorded again.
 */

/** Verdicts by property: `I3` or `R1`, or the full name of a property without a number. */
export interface Verdicts {
  readonly holds?: readonly string[];
  readonly violated?: readonly string[];
  readonly reachable?: readonly string[];
  readonly unreachable?: readonly string[];
}

/** Verdicts by `scenario [memory model]`; `*` stands for anything, and then all must agree. */
export type Cases = Readonly<Record<string, Verdicts>>;

/** One row of the table of claims. */
export interface Claim {
  /** Number under which it is discussed. Several rows may have the same. */
  readonly id: string;
  readonly claim: string;
  /**
   * What the analysis of the code expects; `open` if it was left to the engine to decide. The
   * notebooks give the reasons.
   */
  readonly expected: Verdicts | "open";
  /** The scenarios that decide it. Together they decide every expected property. */
  readonly cases: Cases;
  /** Variations, with verdicts of their own. */
  readonly beside?: Cases;
  /** Cases that do not come out as expected, and why, in one sentence. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** Every property of `verdicts` with its verdict. */
export function verdictsByProperty(verdicts: Verdicts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(verdicts).flatMap(([verdict, properties]) =>
      (properties as readonly string[]).map((property) => [property, verdict]),
    ),
  );
}
