/** Answers questions about checks that cells have made. */
import { writeUp } from "../../../engine/check/write-up.js";
import { guarded } from "../../../engine/automaton/determinism.js";
import { Driver } from "../../../engine/check/drive.js";
import { exploreAfter } from "../../../engine/check/explore.js";
import { host } from "../../../engine/check/host.js";
import { outcomeWitness } from "../../../engine/check/outcome-witness.js";
import type { CheckResult } from "../../../engine/check/result.js";
import { HeddleError } from "../../../engine/index.js";
import { machineFor } from "../../../engine/memory/models.js";
import { followTable } from "../../../engine/report/follow-table.js";
import { type DecidingPair, decidingPairs } from "../../../engine/trace/deciding-pairs.js";
import { follow } from "../../../engine/trace/follow.js";
import { decodeReplay, nameHash } from "../../../engine/trace/replay-string.js";
import type { ReplayResult } from "../../../engine/trace/replay-result.js";
import { replay } from "../../../engine/trace/replay.js";
import { targetWhere } from "../../../engine/trace/target.js";
import { type CompileExpression, watch } from "../../../engine/trace/watch.js";
import type { Evaluation, MadeCheck } from "../cells/evaluation.js";
import { limitResult } from "../cells/limit-result.js";
import type { Answers, CheckRef, Query, Schedule } from "../protocol.js";

/** A check with the evaluation that made it. */
interface Candidate {
  readonly evaluation: Evaluation;
  readonly made: MadeCheck;
}

/** Where questions find what they are about. */
export interface Checks {
  check(ref: CheckRef): Candidate | null;
  checks(): Iterable<Candidate>;
  /** Makes the engine report to the cell of an evaluation. */
  attend(evaluation: Evaluation): void;
}

/**
 * Answers a question.
 *
 * @throws HeddleError when there is no such check or the schedule does not fit
 */
export async function answer(
  query: Query,
  checks: Checks,
  compile: CompileExpression,
): Promise<Answers[keyof Answers]> {
  switch (query.type) {
    case "replay":
      return replayOn(
        query.check === null ? checks.checks() : [find(query.check, checks)],
        query.text,
      ).result;
    case "origin": {
      const candidates = [...checks.checks()].filter(
        ({ evaluation }) => evaluation.of.cell.name === query.cell,
      );
      const { evaluation, made, result } = replayOn(candidates, query.text);
      const check = { cell: query.cell, check: evaluation.checks.indexOf(made) };
      return { check, result };
    }
    case "table":
      return [...checks.checks()].map(({ made: { scenario, settings } }) =>
        guarded(() => followTable(machineFor(scenario.build(), settings.memory), query.text)),
      );
    case "follow": {
      const { made } = find(query.check, checks);
      const { scenario, settings } = made;
      const { replay: text } = query.schedule;
      const property = text === null ? null : decodeReplay(text).property;
      return follow(scenario, settings.memory, movesOf(query.schedule), property);
    }
    case "watch": {
      const { scenario, settings } = find(query.check, checks).made;
      const moves = movesOf(query.schedule);
      return watch(scenario, settings.memory, moves, query.expressions, compile);
    }
    case "explore": {
      const { evaluation, made } = find(query.check, checks);
      checks.attend(evaluation);
      return exploreFrom(made, movesOf(query.schedule));
    }
    case "outcome": {
      const { evaluation, made } = find(query.check, checks);
      checks.attend(evaluation);
      const { scenario, settings } = made;
      const driver = new Driver(host(), settings.budget.seconds);
      return outcomeWitness(scenario, settings, query.outcome, driver);
    }
    case "deciding":
      return deciding(find(query.check, checks).made, query.replay);
  }
}

function find(ref: CheckRef, checks: Checks): Candidate {
  const found = checks.check(ref);
  if (found !== null) return found;
  throw new HeddleError(`cell ${ref.cell} has made no check number ${ref.check + 1}`, {
    hint: "Run the cell first.",
  });
}

function movesOf({ replay: text, steps, then = [] }: Schedule): number[] {
  const recorded = text === null ? [] : decodeReplay(text).moves;
  return [...recorded.slice(0, steps ?? recorded.length), ...then];
}

/** Follows a replay string on the candidate that it belongs to. */
function replayOn(
  candidates: Iterable<Candidate>,
  text: string,
): Candidate & { readonly result: ReplayResult } {
  const recording = decodeReplay(text);
  const fitting = [...candidates].filter(
    ({ made }) => recording.scenario === nameHash(made.scenario.name),
  );
  const sameMemory = ({ made }: (typeof fitting)[number]) =>
    made.settings.memory === recording.memory;
  const found = fitting.find(sameMemory) ?? fitting.at(0);
  if (found === undefined) {
    throw new HeddleError("no check of this notebook belongs to the replay string", {
      hint: "Name the notebook that the string was made from; a renamed scenario gets new strings.",
    });
  }
  const { scenario } = found.made;
  const result = guarded(() => replay(machineFor(scenario.build(), recording.memory), recording));
  return { ...found, result };
}

function deciding({ scenario, settings }: MadeCheck, text: string): DecidingPair[] {
  const { moves, property } = decodeReplay(text);
  return guarded(() => {
    const machine = machineFor(scenario.build(), settings.memory);
    const target = targetWhere(machine.built, (name) => nameHash(name) === property);
    return target === null ? [] : decidingPairs(machine, moves, target);
  });
}

async function exploreFrom(
  { scenario, settings }: MadeCheck,
  prefix: readonly number[],
): Promise<CheckResult> {
  const driver = new Driver(host(), settings.budget.seconds);
  const explored = await exploreAfter(scenario, prefix, settings, driver);
  const result = guarded(() => writeUp(scenario, settings, explored, driver.elapsed));
  return limitResult(result).result;
}
