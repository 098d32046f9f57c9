/** Where a schedule leads, and who can go on from there: what stepping by hand needs. */
import { guarded } from "../automaton/determinism.js";
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import { implicitNames } from "../check/implicit-properties.js";
import type { PropertyKind } from "../check/result.js";
import { type EndKind, endKind } from "../explore/run-ends.js";
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";
import type { MemoryModel } from "../memory/memory-model.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import type { Scenario } from "../scenario/scenario.js";
import { TraceBuilder } from "./build-trace.js";
import { replayOf } from "./replay-of.js";
import { refusal } from "./replay.js";
import type { Trace, TraceStep } from "./trace.js";

/** A move that can be made, and the step that it would be. */
export interface Choice {
  /** The engine's number for it, see `Machine`; good for schedules of the same scenario. */
  readonly move: number;
  readonly step: TraceStep;
}

/** A property in the state that a schedule leads to. */
export interface PropertyNow {
  readonly property: string;
  readonly kind: PropertyKind;
  /** Its truth there; null for `atEnd` before the end. */
  readonly holds: boolean | null;
  /**
   * After how many steps it first failed (`always`, `atEnd`) or was first true (`reachable`,
   * `eventually`); null when that has not happened.
   */
  readonly shownAfter: number | null;
}

/** Where a schedule leads. */
export interface Followed {
  /** The steps so far; `waiting` lists the threads that cannot go on. */
  readonly trace: Trace;
  /** Every thread, and store buffer, that can move, in order of lanes. */
  readonly choices: readonly Choice[];
  /** What kind of end it is, when there are no choices; else null. */
  readonly end: EndKind | null;
  readonly properties: readonly PropertyNow[];
  /**
   * The schedule as a replay string. It is recorded for the property that the caller names, else for
   * the first one that fails there, else for the first of all.
   */
  readonly replay: string;
}

/**
 * Follows a schedule from the scenario's initial state.
 *
 * @param property hash of the property's name that the replay string is to be recorded for, or null
 * @throws HeddleError when a move is not possible
 */
export function follow(
  scenario: Scenario,
  memory: MemoryModel,
  moves: readonly number[],
  property: number | null = null,
): Followed {
  return guarded(() => {
    const machine = machineFor(scenario.build(), memory);
    const builder = new TraceBuilder(machine, memory);
    const watched = new Properties(machine);
    makeMoves(
      machine,
      {
        step: (move) => {
          builder.step(move);
          watched.look();
        },
      },
      moves,
    );
    const whole = builder.trace({ waiting: true });
    const properties = watched.now();
    const possible = allMoves(machine);
    const choices = possible.map((move) => choice(scenario, memory, moves, move));
    const running = new Set(possible.map(laneOf));
    const waiting = whole.waiting.filter(({ thread }) => !running.has(thread));
    const end = choices.length === 0 ? endKind(machine) : null;
    const trace = { ...whole, waiting };
    const about = property ?? aboutWhat(properties, end);
    return { trace, choices, end, properties, replay: replayOf(trace, about, moves) };
  });
}

/** The property that a schedule says most about. */
function aboutWhat(properties: readonly PropertyNow[], end: EndKind | null): string {
  const failing = properties.find(
    ({ kind, shownAfter }) => shownAfter !== null && (kind === "always" || kind === "atEnd"),
  );
  if (failing !== undefined) return failing.property;
  if (end === "deadlock") return implicitNames.deadlock;
  return properties.at(0)?.property ?? implicitNames.deadlock;
}

/** Makes moves on a machine that is at its initial state, and says which one is not possible. */
export function makeMoves(
  machine: Machine,
  steps: { step(move: number): unknown },
  moves: readonly number[],
): void {
  for (const [i, move] of moves.entries()) {
    const refused = refusal(machine, move);
    if (refused !== null) {
      throw new HeddleError(`step ${i + 1} of the schedule is not possible: ${refused}`, {
        hint: "the scenario has changed since; run its cell again",
      });
    }
    steps.step(move);
  }
}

function allMoves(machine: Machine): number[] {
  return [...moveBuffer.subarray(0, machine.allMoves(moveBuffer, 0))];
}

/** Describes a move after others, on a machine of its own: describing a step makes it. */
function choice(
  scenario: Scenario,
  memory: MemoryModel,
  before: readonly number[],
  move: number,
): Choice {
  const machine = machineFor(scenario.build(), memory);
  const builder = new TraceBuilder(machine, memory, false);
  for (const earlier of before) builder.step(earlier);
  const { position } =
    (move & flushBit) === 0
      ? machine.program.unfolder.sourceOf(machine.node(laneOf(move)))
      : { position: null };
  return { move, step: { ...builder.step(move), position } };
}

/** Looks at all properties after every step. */
class Properties {
  private readonly machine: Machine;
  private readonly evaluator: PropertyEvaluator;
  private readonly shownAfter: (number | null)[];
  private looks = 0;

  constructor(machine: Machine) {
    this.machine = machine;
    this.evaluator = new PropertyEvaluator(machine);
    this.shownAfter = machine.built.properties.map(() => null);
    this.look();
  }

  look(): void {
    this.machine.built.properties.forEach(({ kind }, index) => {
      if (kind === "atEnd" || this.shownAfter[index] !== null) return;
      if (this.evaluator.evaluate(index) === (kind !== "always")) {
        this.shownAfter[index] = this.looks;
      }
    });
    this.looks++;
  }

  now(): PropertyNow[] {
    const { machine } = this;
    const ended = allMoves(machine).length === 0 && endKind(machine) === "complete";
    return machine.built.properties.map(({ name, kind }, index) => {
      const holds = kind === "atEnd" && !ended ? null : this.evaluator.evaluate(index);
      const failsNow = kind === "atEnd" && holds === false;
      const shownAfter = failsNow ? this.looks - 1 : this.shownAfter[index];
      return { property: name, kind, holds, shownAfter };
    });
  }
}
