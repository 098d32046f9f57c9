import type { CheckResult, PropertyResult } from "../../engine/check/result.js";
import { isFolded } from "../../engine/report/verdict.js";

/** What one check found out, with what a reader elsewhere needs to know about it. */
export interface Finding {
  /** Name of the cell with the check. */
  readonly cell: string;
  /** Heading of the section that the cell stands in, without its marks; null when there is none. */
  readonly heading: string | null;
  /** What the cells of the check import from `heddle/linux`, sorted: functions and variants. */
  readonly uses: readonly string[];
  /** True for one of a series of checks (a sweep), whose overview tells its verdicts too. */
  readonly isSwept: boolean;
  readonly result: CheckResult;
}

/** What several checks came to together (a matrix, a series of workloads), as plain text. */
export interface Overview {
  readonly cell: string;
  readonly text: string;
}

/** Findings to export, all from one notebook. */
export interface Findings {
  /** The notebook as the reader names it in a command. */
  readonly notebook: string;
  /** Its first heading; the file's name without its ending when it has none. */
  readonly title: string;
  /** What to export, in the order of the notebook. */
  readonly chosen: readonly Finding[];
  /** Also to export; empty only if `chosen` is not. */
  readonly overviews: readonly Overview[];
  /** Everything that the notebook's run found, in its order: `chosen` and what to compare it with. */
  readonly all: readonly Finding[];
}

/** One property with its check. */
export interface Claim {
  readonly finding: Finding;
  readonly property: PropertyResult;
}

/** The claims with an interleaving, violated ones before witnesses. */
export function drawnClaims(finding: Finding): Claim[] {
  const drawn = finding.result.properties.filter(({ trace }) => trace !== null);
  const violated = drawn.filter(({ kind }) => kind !== "reachable");
  const witnesses = drawn.filter(({ kind }) => kind === "reachable");
  return [...violated, ...witnesses].map((property) => ({ finding, property }));
}

/**
 * The claims whose interleaving a reader has to see: violated ones, or witnesses where nothing is
 * claimed but that something can happen. The witness of a check that holds is not worth a table.
 */
export function shownClaims(finding: Finding): Claim[] {
  const drawn = drawnClaims(finding);
  const violated = drawn.filter(({ property }) => property.kind !== "reachable");
  if (violated.length > 0) return violated;
  return statedClaims(finding).every(({ kind }) => kind === "reachable") ? drawn : [];
}

/** The claims that somebody has made: all but implicit ones of which there is nothing to tell. */
export function statedClaims({ result }: Finding): PropertyResult[] {
  return result.properties.filter((property) => !isFolded(property));
}

/**
 * Other checks of the notebook in which the same claim, by its name, has the opposite verdict: what
 * has to change for it to hold, or to break. Those with the same threads come first, and of these
 * the ones that follow in the notebook.
 */
export function contrasts({ finding, property }: Claim, all: readonly Finding[]): Claim[] {
  const threads = threadsOf(finding.result);
  const here = all.findIndex(({ result }) => result === finding.result);
  return all
    .flatMap((other, at) =>
      other.result.properties.map((each) => ({
        claim: { finding: other, property: each },
        rank: [distance(other, threads), at < here ? 1 : 0, Math.abs(at - here)],
      })),
    )
    .filter(
      ({ claim: { finding: other, property: each } }) =>
        other.result !== finding.result &&
        each.property === property.property &&
        each.kind === property.kind &&
        (isDeclared(each) || sameClaims(other, finding)) &&
        areOpposite(each, property),
    )
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ claim }) => claim);
}

function isDeclared({ kind }: PropertyResult): boolean {
  return kind === "always" || kind === "atEnd" || kind === "reachable" || kind === "eventually";
}

/** Every check decides deadlocks; only one that makes the same claims is one to compare with. */
function sameClaims(a: Finding, b: Finding): boolean {
  const [mine, others] = [a, b].map(({ result }) =>
    JSON.stringify(result.properties.filter(isDeclared).map(({ property }) => property)),
  );
  return mine === others && mine !== "[]";
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

function areOpposite(a: PropertyResult, b: PropertyResult): boolean {
  const verdicts = [a.verdict, b.verdict].sort().join();
  return verdicts === "holds,violated" || verdicts === "reachable,unreachable";
}

/** How many threads only one of two checks has; one when their interleavings do not tell. */
function distance({ result }: Finding, threads: readonly string[] | null): number {
  const others = threadsOf(result);
  if (threads === null || others === null) return 1;
  const all = new Set([...threads, ...others]);
  return [...all].filter((name) => threads.includes(name) !== others.includes(name)).length;
}

/** Thread names, which results carry in their traces; null when the check shows none. */
export function threadsOf({ properties }: CheckResult): readonly string[] | null {
  return properties.find(({ trace }) => trace !== null)?.trace?.threads ?? null;
}
