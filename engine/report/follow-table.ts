/** Answers a pasted table: whether the interleaving is possible, and what it leads to. */
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import { implicitNames } from "../check/implicit-properties.js";
import { endKind, failuresIn } from "../explore/run-ends.js";
import { type Machine, moveBuffer } from "../memory/machine.js";
import { TraceBuilder } from "../trace/build-trace.js";
import { replayOf } from "../trace/replay-of.js";
import type { Shown, TableResult } from "../trace/table-result.js";
import { ascii } from "./ascii.js";
import { matchTable } from "./match-table.js";
import { parseTable } from "./parse-table.js";

/** Follows the first table in a text as far as the scenario allows. */
export function followTable(machine: Machine, text: string): TableResult {
  const threads = machine.built.threads.map(({ handle }) => ascii(handle.name));
  const table = parseTable(text, { threads });
  const match = table === null ? null : matchTable(machine, table);
  const builder = new TraceBuilder(machine, machine.memory);
  const watch = new Watch(machine);
  watch.look();
  for (const move of match?.moves ?? []) {
    builder.step(move);
    watch.look();
  }
  const end = endOf(machine);
  const { violated, witnessed } = watch.atEnd(end);
  const result = {
    scenario: machine.built.name,
    rows: table?.rows.length ?? 0,
    violated,
    witnessed,
    end,
    trace: builder.trace({ waiting: end === "deadlock" }),
    omitted: match?.matches === true ? match.omitted : 0,
    replay: null,
    failure: null,
  };
  if (table === null || match === null) return { ...result, outcome: "unrelated" };
  if (!match.matches) {
    const { row, thread, reason, gaveUp } = match;
    const number = table.rows.indexOf(row) + 1;
    const failure = { row: number, line: row.line, text: row.text, thread, reason, gaveUp };
    return { ...result, outcome: "impossible", failure };
  }
  const shown = violated.at(0) ?? witnessed.at(0);
  const replay = shown === undefined ? null : replayOf(result.trace, shown.property, match.moves);
  return { ...result, outcome: "possible", replay };
}

function endOf(machine: Machine): TableResult["end"] {
  if (machine.moves(moveBuffer, 0) > 0) return "open";
  return endKind(machine);
}

/** Notes what properties say along a run. */
class Watch {
  private readonly evaluator: PropertyEvaluator;
  private readonly falseOnce = new Set<number>();
  private readonly trueOnce = new Set<number>();

  constructor(private readonly machine: Machine) {
    this.evaluator = new PropertyEvaluator(machine);
  }

  look(): void {
    for (const [index, { kind }] of this.machine.built.properties.entries()) {
      if (kind === "atEnd") continue;
      (this.evaluator.evaluate(index) ? this.trueOnce : this.falseOnce).add(index);
    }
  }

  atEnd(end: TableResult["end"]): { violated: Shown[]; witnessed: Shown[] } {
    const violated: Shown[] = [];
    const witnessed: Shown[] = [];
    for (const [index, { kind, name: property }] of this.machine.built.properties.entries()) {
      const shown = { property, kind };
      if (kind === "reachable" && this.trueOnce.has(index)) witnessed.push(shown);
      if (kind === "always" && this.falseOnce.has(index)) violated.push(shown);
      if (kind === "atEnd" && end === "complete" && !this.evaluator.evaluate(index)) {
        violated.push(shown);
      }
      if (kind === "eventually" && end !== "open" && !this.trueOnce.has(index))
        violated.push(shown);
    }
    if (end === "deadlock") violated.push({ property: implicitNames.deadlock, kind: "deadlock" });
    for (const kind of failuresIn(this.machine)) {
      violated.push({ property: implicitNames[kind], kind });
    }
    return { violated, witnessed };
  }
}
