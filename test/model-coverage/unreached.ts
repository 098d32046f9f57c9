/**
 * The list of steps that no bundled notebook reaches, each with the reason: `unreached.json`. It
 * changes only on purpose (`npm run coverage -- --record`).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cwd } from "node:process";
import { format, resolveConfig } from "prettier";
import type { Covered } from "./collect.js";
import type { Site } from "./sites.js";

/** Steps that are not reached for the same reason. */
export interface Group {
  /** One sentence. */
  readonly reason: string;
  /** As `nameOf` names them. */
  readonly steps: readonly string[];
}

const file = join(cwd(), "test/model-coverage/unreached.json");

/** What to do about a difference. */
export const howToAccept =
  "to accept: npm run coverage -- --record, then give each new step in test/model-coverage/unreached.json a reason";

/** The list as recorded. */
export function recordedGroups(): Group[] {
  return JSON.parse(readFileSync(file, "utf8")) as Group[];
}

/** Replaces the recorded list. */
export async function record(groups: readonly Group[]): Promise<void> {
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(groups), { ...style, parser: "json" }));
}

/** Names a step by file, function and text: without its line, which changes with the code above. */
export function nameOf({ file, function: name, text, nth }: Site): string {
  return `${file} ${name}: ${text}${nth === 1 ? "" : ` (${nth})`}`;
}

/** How a list differs from what was found; all empty when it does not. */
export interface Difference {
  /** Not reached and not listed. */
  readonly missing: readonly string[];
  /** Listed, but reached or no longer there. */
  readonly obsolete: readonly string[];
  /** Listed without a reason. */
  readonly unexplained: readonly string[];
}

/** Compares a list with what was found. */
export function difference(groups: readonly Group[], found: readonly Covered[]): Difference {
  const listed = new Set(groups.flatMap(({ steps }) => steps));
  const unreached = new Set(unreachedNames(found));
  return {
    missing: [...unreached].filter((name) => !listed.has(name)),
    obsolete: [...listed].filter((name) => !unreached.has(name)),
    unexplained: groups.filter(({ reason }) => reason.trim() === "").flatMap(({ steps }) => steps),
  };
}

/**
 * The list for what was found, with the reasons of an older one; steps that are new in it come last
 * and have an empty reason.
 */
export function updated(groups: readonly Group[], found: readonly Covered[]): Group[] {
  const unreached = unreachedNames(found);
  const reasons = new Map(groups.flatMap(({ reason, steps }) => steps.map((s) => [s, reason])));
  const steps = (wanted: string) =>
    unreached.filter((name) => (reasons.get(name) ?? "") === wanted);
  return [...new Set([...groups.map(({ reason }) => reason).filter(Boolean), ""])]
    .map((reason) => ({ reason, steps: steps(reason) }))
    .filter((group) => group.steps.length > 0);
}

function unreachedNames(found: readonly Covered[]): string[] {
  return found.filter(({ reached }) => reached === null).map(nameOf);
}
