/** What changed between the recorded findings of a cell and those of a new run, as a small diff. */
import type { RecordedCheck, RecordedProperty } from "../../../engine/check/recorded.js";
import type { RecordedWorkloads } from "../../../engine/workloads/result.js";
import { counted } from "../../../engine/report/numbers.js";
import { type Findings, tellingProperties } from "./record.js";

/** A check or series of workloads whose findings differ. */
export interface Change {
  /** The scenario with its memory model: `increments (sc)`. */
  readonly title: string;
  /** Lines that begin with `- ` (recorded) or `+ ` (now). */
  readonly lines: readonly string[];
}

/** A statement about a check, compared with the one of the same topic. */
type Statements = ReadonlyMap<string, readonly string[]>;

/**
 * Compares what is worth a look: verdicts, counts, outcomes, the simplest interleaving. How the
 * engine got there (transitions, memory, the reason for an engine) is not. Counts of searches that
 * the clock stopped are left out, because they differ between any two runs. Empty when all is equal.
 */
export function compareFindings(before: Findings, after: Findings): Change[] {
  const old = statementsOf(before);
  const now = statementsOf(after);
  const titles = [...new Set([...old.keys(), ...now.keys()])];
  return titles.flatMap((title) => {
    const lines = difference(old.get(title) ?? new Map(), now.get(title) ?? new Map());
    return lines.length === 0 ? [] : [{ title, lines }];
  });
}

/** Whether some checks say anything at all; cells that only define things have none. */
export function hasFindings({ checks, workloads }: Findings): boolean {
  return checks.length + workloads.length > 0;
}

function difference(before: Statements, after: Statements): string[] {
  const topics = [...new Set([...before.keys(), ...after.keys()])];
  return topics.flatMap((topic) => {
    const old = before.get(topic) ?? [];
    const now = after.get(topic) ?? [];
    if (old.join("\n") === now.join("\n")) return [];
    return [...old.map((line) => `- ${line}`), ...now.map((line) => `+ ${line}`)];
  });
}

/** By title; checks of one scenario under one memory model are numbered. */
function statementsOf({ checks, workloads }: Findings): Map<string, Statements> {
  const all = new Map<string, Statements>();
  const add = (title: string, statements: Statements): void => {
    let unique = title;
    for (let number = 2; all.has(unique); number += 1) unique = `${title} #${number}`;
    all.set(unique, statements);
  };
  for (const check of checks) add(`${check.scenario} (${check.memory})`, ofCheck(check));
  for (const series of workloads) add(`${series.name} (workloads)`, ofWorkloads(series));
  return all;
}

function ofCheck(check: RecordedCheck): Statements {
  const statements = new Map<string, string[]>();
  const byClock = check.stopped?.budget === "time";
  for (const property of tellingProperties(check)) {
    const { property: name, kind, replay } = property;
    const topic = `${kind} ${name}`;
    statements.set(topic, [verdictText(property)]);
    if (replay !== null && !byClock) statements.set(`${topic} replay`, replay.split("\n"));
  }
  if (!byClock) {
    statements.set("counts", [countsText(check)]);
    for (const { text, count, states } of check.outcomes ?? []) {
      const times = count === null ? "" : `: ${counted(count, "interleaving")}`;
      const ends = states === null ? "" : `, ${counted(states, "final state")}`;
      statements.set(`outcome ${text}`, [`outcome ${text}${times}${ends}`]);
    }
  }
  return statements;
}

function verdictText(one: RecordedProperty): string {
  const { property, verdict, failing = null, switches = null, steps = null, message = null } = one;
  const parts: string[] = [verdict];
  if (failing !== null && failing > 0n) {
    const verb = one.kind === "reachable" ? "show" : "fail";
    parts.push(`${counted(failing, "interleaving")} ${verb}${failing === 1n ? "s" : ""}`);
  }
  if (switches !== null) parts.push(counted(switches, "context switch", "context switches"));
  if (steps !== null) parts.push(counted(steps, "step"));
  return `${property}: ${parts.join(", ")}${message === null ? "" : ` (${message})`}`;
}

function countsText({ states = null, interleavings = null, ...rest }: RecordedCheck): string {
  const { stopped, unbounded = null, deadlocked = null, assumeBlocked = null, engine } = rest;
  const parts: string[] = [];
  if (stopped !== null) parts.push(`stopped at ${stopped.limit}`);
  if (states !== null) parts.push(counted(states, "state"));
  if (interleavings !== null) {
    const noun = engine === "traces" ? "Mazurkiewicz trace" : "interleaving";
    parts.push(counted(interleavings, noun));
  }
  if (unbounded !== null) parts.push(`unbounded (${unbounded})`);
  if (deadlocked !== null && deadlocked > 0n) parts.push(counted(deadlocked, "deadlock"));
  if (assumeBlocked !== null && assumeBlocked > 0n) {
    parts.push(`${counted(assumeBlocked, "assumption")} false`);
  }
  return parts.join(", ");
}

function ofWorkloads(series: RecordedWorkloads): Statements {
  const { verdict, workloads, states, smallest, path, result } = series;
  const statements = new Map<string, readonly string[]>([
    ["verdict", [`${verdict}: ${counted(workloads, "workload")}, ${counted(states, "state")}`]],
  ]);
  if (smallest !== null) statements.set("smallest", [`smallest failing workload: ${smallest}`]);
  if (path !== null) statements.set("path", [`path ${path}`]);
  for (const [topic, lines] of result === null ? [] : ofCheck(result)) statements.set(topic, lines);
  return statements;
}
