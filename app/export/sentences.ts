/** What every form of export says about a finding, as sentences. Plain text, not yet wrapped. */
import type { PropertyResult } from "../../engine/check/result.js";
import type { Trace, TraceStep } from "../../engine/trace/trace.js";
import { MEMORY_WORDS, NOT_MODELLED } from "../../engine/report/coverage.js";
import { counted, grouped } from "../../engine/report/numbers.js";
import { failingText, simplestText } from "../../engine/report/verdict.js";
import { type Claim, type Finding, contrasts, statedClaims, threadsOf } from "./finding.js";

/** Contrasting checks that are named; more are only counted. */
const mostContrasts = 3;

/** One sentence: what is claimed of the scenario, and whether it is so. */
export function claimSentence({ finding, property }: Claim): string {
  const { result } = finding;
  const name = quoted(property.property);
  const failing = failingText(property, result);
  const figures = failing === null ? "" : `: ${failing}`;
  const where = `in ${scenarioName(finding)}`;
  switch (property.verdict) {
    case "violated":
      return `${name} does not hold ${where}${figures}.`;
    case "reachable":
      return `${name} is reachable ${where}${figures}.`;
    case "holds":
      return `${name} holds in every interleaving of ${scenarioName(finding)}.`;
    case "unreachable":
      return `${name} is not reachable ${where}.`;
    case "undecided":
      return `${name} is undecided ${where}: the search was stopped.`;
  }
}

/** One sentence about a check of which no interleaving is shown. */
export function summarySentence(finding: Finding): string {
  const stated = statedClaims(finding);
  const undecided = stated.filter(({ verdict }) => verdict === "undecided");
  if (undecided.length > 0) {
    return `${list(undecided)} ${be(undecided)} undecided in ${scenarioName(finding)}: the search was stopped.`;
  }
  const missing = stated.filter(({ verdict }) => verdict === "unreachable");
  if (missing.length > 0) {
    return `${list(missing)} ${be(missing)} not reachable in ${scenarioName(finding)}.`;
  }
  const held = stated.filter(({ verdict }) => verdict === "holds");
  const what = held.length === 0 ? "Nothing goes wrong" : `${list(held)} hold${s(held)}`;
  const reached = stated.filter(({ verdict }) => verdict === "reachable");
  const witnesses = reached.length === 0 ? "" : `; ${list(reached)} ${be(reached)} reachable`;
  return `${what} in every interleaving of ${scenarioName(finding)}${witnesses}.`;
}

/** The scenario, and the memory model unless it is the usual one: `"SB" under tso`. */
export function scenarioName({ result }: Finding): string {
  const memory = result.memory === "sc" ? "" : ` under ${result.memory}`;
  return `${quoted(result.scenario)}${memory}`;
}

/** What a claim means, in words. */
export function meaningSentence({ property, kind, message }: PropertyResult): string {
  switch (kind) {
    case "always":
      return `In every state: ${property}.`;
    case "atEnd":
      return `Whenever all threads have ended: ${property}.`;
    case "reachable":
      return `In some state of some interleaving: ${property}.`;
    case "eventually":
      return `In every fair interleaving, at some time: ${property}.`;
    case "deadlock":
      return "No interleaving ends with a thread that waits for ever.";
    case "livelock":
      return "No fair interleaving goes on for ever.";
    case "assert":
      return `No interleaving fails an assertion${message === null ? "" : ` (${message})`}.`;
    case "error":
      return `In no interleaving does a thread throw${message === null ? "" : ` (${message})`}.`;
  }
}

/** Model and assumptions, one fact each: what runs, code modelled, memory model. */
export function modelFacts({ result, uses }: Finding): [name: string, value: string][] {
  const threads = threadsOf(result);
  const missing = NOT_MODELLED[result.memory].join(" and ");
  return [
    ...(threads === null ? [] : [["threads", threads.join(", ")] as [string, string]]),
    ...(uses.length === 0
      ? []
      : [["model", `heddle/linux: ${uses.join(", ")}`] as [string, string]]),
    [
      "memory",
      `${result.memory}, ${MEMORY_WORDS[result.memory]}${missing && `; not modelled: ${missing}`}`,
    ],
  ];
}

/** How simple the interleaving shown is; null when nothing is known of that. */
export function sizeSentence({ property }: Claim): string | null {
  const text = simplestText(property);
  return text === null
    ? null
    : `This is the ${text.replace(/^(simplest|found): /, "$1 one: ").replace("found one", "one found")}.`;
}

/**
 * Which order of which two steps decides, one sentence for each pair, the latest first; of pairs
 * with one and the same second step only the first.
 */
export function decidingSentences({ property }: Claim): string[] {
  const { trace, deciding = [] } = property;
  if (trace === null) return [];
  const harm = property.kind === "reachable" ? "is it ever reached" : "does it fail";
  const latest = deciding.filter(
    ({ second }, i) => deciding.findIndex((pair) => pair.second === second) === i,
  );
  return latest.map(
    ({ first, second, states }) =>
      `${stepName(trace, first)} comes before ${stepName(trace, second)}. The other way round, ` +
      `in no continuation ${harm} (${counted(states, "state")} explored from there).`,
  );
}

/** `"store A[0] = 1" of mmap store`, counted where the thread has several such steps. */
function stepName({ steps, threads, waiting }: Trace, index: number): string {
  const textOf = ({ label, result }: Pick<TraceStep, "label" | "result">) =>
    result === null ? label : `${label} == ${result}`;
  if (index >= steps.length) {
    const { label, thread } = waiting[index - steps.length];
    return `${quoted(label)}, which ${threads[thread]} waits for`;
  }
  const { thread } = steps[index];
  const text = textOf(steps[index]);
  const alike = steps.filter((step) => step.thread === thread && textOf(step) === text);
  const which = alike.length > 1 ? ` (its ${ordinal(alike.indexOf(steps[index]) + 1)})` : "";
  return `${quoted(text)} of ${threads[thread]}${which}`;
}

function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  return `${n}${(teen ? undefined : [undefined, "st", "nd", "rd"][n % 10]) ?? "th"}`;
}

/** Checks of the same notebook in which the claim comes out the other way. */
export function contrastSentences(claim: Claim, all: readonly Finding[]): string[] {
  const others = contrasts(claim, all);
  const sentences = others.slice(0, mostContrasts).map(({ finding, property }) => {
    const { result } = finding;
    const states = result.states === null ? "" : `, ${counted(result.states, "state")}`;
    const coverage = result.stopped === null ? `exhaustive${states}` : "incomplete";
    return `It ${verbOf(property)} in ${scenarioName(finding)} (cell #${finding.cell}; ${coverage}).`;
  });
  const more = others.length - sentences.length;
  if (more > 0) sentences.push(`So it does in ${grouped(more)} more of the notebook's checks.`);
  return sentences;
}

function verbOf({ verdict }: PropertyResult): string {
  switch (verdict) {
    case "holds":
      return "holds";
    case "violated":
      return "fails";
    case "reachable":
      return "is reachable";
    case "unreachable":
    case "undecided":
      return `is ${verdict}`;
  }
}

function list(properties: readonly PropertyResult[]): string {
  const names = properties.map(({ property }) => quoted(property));
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

function be(properties: readonly PropertyResult[]): string {
  return properties.length === 1 ? "is" : "are";
}

function s(properties: readonly PropertyResult[]): string {
  return properties.length === 1 ? "s" : "";
}

/** A name in quotation marks. */
export function quoted(name: string): string {
  return `"${name}"`;
}
