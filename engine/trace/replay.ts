/** Re-executes a recorded schedule on a scenario, which may have changed since. */
import { nameHash, stepCheck, type Recording } from "./replay-string.js";
import { TraceBuilder, stepKey } from "./build-trace.js";
import type { ReplayResult } from "./replay-result.js";
import { type Target, targetWhere } from "./target.js";
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import { endKind, failuresIn, isAssumed } from "../explore/run-ends.js";
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";
import { HeddleError } from "../scenario/errors.js";

/** Replays a recording on a fresh machine. Throws a HeddleError if its property is gone. */
export function replay(machine: Machine, recording: Recording): ReplayResult {
  const target = targetOf(machine, recording);
  const judge = new Judge(machine, target);
  const builder = new TraceBuilder(machine, recording.memory);
  judge.look();
  for (const [i, move] of recording.moves.entries()) {
    const refused = refusal(machine, move);
    if (refused === null) {
      const step = builder.step(move);
      judge.look();
      if (isAssumed(machine)) {
        const name = machine.program.layout.threads[laneOf(move)].name;
        return mismatch(i, `an assumption is false after this step of ${name}: no such run counts`);
      }
      if (stepCheck(stepKey(builder, step)) === recording.checks[i]) continue;
      const result = step.result === null ? "" : ` == ${step.result}`;
      return mismatch(
        i,
        `this step is now "${step.label}${result}" of ${builder.threads[step.thread]}, which is not what was recorded`,
      );
    }
    return mismatch(i, refused);
  }
  const shown = judge.verdict();
  return {
    scenario: machine.built.name,
    property: target.name,
    outcome: !shown ? "passed" : target.kind === "reachable" ? "witnessed" : "violated",
    mismatchAt: null,
    message: null,
    trace: builder.trace({ waiting: target.kind === "deadlock", loop: shown ? judge.loop : null }),
  };

  function mismatch(at: number, message: string): ReplayResult {
    return {
      scenario: machine.built.name,
      property: target.name,
      outcome: "mismatch",
      mismatchAt: at,
      message,
      trace: builder.trace(),
    };
  }
}

function targetOf({ built }: Machine, recording: Recording): Target {
  const target = targetWhere(built, (name) => nameHash(name) === recording.property);
  if (target !== null) return target;
  throw new HeddleError(`the property this was recorded for is no longer in "${built.name}"`, {
    hint: "it was renamed or removed; run the scenario again for a new replay string",
  });
}

/** Why a move is not possible now, in words; null when it is. */
export function refusal(machine: Machine, move: number): string | null {
  const lane = laneOf(move);
  const thread = machine.program.layout.threads[lane];
  if (thread === undefined) return `the scenario has no thread number ${lane + 1} any more`;
  const possible = moveBuffer.subarray(0, machine.allMoves(moveBuffer, 0));
  if (possible.includes(move)) return null;
  if ((move & flushBit) !== 0) return `the store buffer of ${thread.name} has no such entry now`;
  const running = possible.some((m) => laneOf(m) === lane);
  return running
    ? `${thread.name} does not have this alternative any more`
    : `${thread.name} cannot move here: it waits or has ended`;
}

/** The state as text: what differs from the initial one, since slots are declared on the way. */
function stateText(machine: Machine): string {
  const parts: string[] = [];
  for (let slot = 0; slot < machine.slots; slot++) {
    const id = machine.state[slot];
    if (id !== machine.initial[slot]) parts.push(`${slot}:${id}`);
  }
  return parts.join();
}

/** Watches the property along the run. */
class Judge {
  private readonly machine: Machine;
  private readonly target: Target;
  private readonly evaluator: PropertyEvaluator;
  private seen = false;
  /** Steps after which each state was first met. */
  private readonly visited = new Map<string, number>();
  private looks = 0;
  /** Steps before the first of the part that leads back to the present state, or null. */
  private repeatedFrom: number | null = null;

  constructor(machine: Machine, target: Target) {
    this.machine = machine;
    this.target = target;
    this.evaluator = new PropertyEvaluator(machine);
  }

  /** Looks at the machine's state, after every step. */
  look(): void {
    const { machine, target } = this;
    const key = stateText(machine);
    this.repeatedFrom = this.visited.get(key) ?? null;
    if (this.repeatedFrom === null) this.visited.set(key, this.looks);
    this.looks++;
    if ("index" in target && target.kind !== "atEnd") {
      const now = this.evaluator.evaluate(target.index);
      if (now === (target.kind !== "always")) this.seen = true;
    }
  }

  /** Whether the run shows what was recorded. */
  verdict(): boolean {
    const { machine, target } = this;
    switch (target.kind) {
      case "always":
      case "reachable":
        return this.seen;
      case "atEnd":
        return (
          this.ended() && endKind(machine) === "complete" && !this.evaluator.evaluate(target.index)
        );
      case "eventually":
        return !this.seen && (this.ended() || this.repeatedFrom !== null);
      case "livelock":
        return this.repeatedFrom !== null;
      case "deadlock":
        return this.ended() && endKind(machine) === "deadlock";
      case "assert":
      case "error":
        return failuresIn(machine).includes(target.kind);
    }
  }

  /** For a live-lock: index of the first step of the repeated part. */
  get loop(): number | null {
    const endless = this.target.kind === "livelock" || this.target.kind === "eventually";
    return endless && !this.ended() ? this.repeatedFrom : null;
  }

  private ended(): boolean {
    return this.machine.moves(moveBuffer, 0) === 0;
  }
}
