import fc from "fast-check";
import { expect, test } from "vitest";
import { type MemoryModel, type PropertyResult, check } from "heddle";
import { host, setHost } from "../../engine/check/host.js";
import { alternativeOf, flushBit, laneOf } from "../../engine/memory/machine.js";
import { decodeReplay } from "../../engine/trace/replay-string.js";
import { looping, straight } from "./agree.js";
import { randomProgram } from "./arbitrary.js";
import { OracleMachine } from "./oracle-machine.js";
import { type OracleState, stateKey } from "./oracle-state.js";
import { endKind, hasFailed, holdsIn, isAssumed } from "./oracle.js";
import { type RandomProgram, propertyName } from "./program.js";
import { toScenario } from "./to-scenario.js";

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

test.each(memories)(
  "of every deciding pair, one order fails and the other never does: brute force, %s",
  async (memory) => {
    setHost({ ...host(), overrides: { explain: true } });
    let pairs = 0;
    const shapes = fc.oneof(randomProgram(straight), randomProgram(looping(memory)));
    await fc.assert(
      fc.asyncProperty(shapes, async (program) => {
        const budget = { states: 5000 };
        const result = await check(toScenario(program), { memory, engine: "states", budget });
        const machine = new OracleMachine(program, memory);
        for (const property of result.properties) {
          const isBad = badness(program, machine, property);
          for (const pair of property.deciding ?? []) {
            const { moves } = decodeReplay(property.replay!);
            const both = walk(machine, moves, pair.after);
            const { waiting } = property.trace!;
            // A blocked thread's own move has no alternatives.
            const second =
              pair.second < moves.length
                ? moves[pair.second]
                : waiting[pair.second - moves.length].thread;
            const reversed = step(machine, both, second);
            expect(canFail(machine, reversed, isBad)).toBe(false);
            expect(canFail(machine, step(machine, both, moves[pair.first]), isBad)).toBe(true);
            pairs++;
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(pairs).toBeGreaterThan(50);
  },
);

function badness(
  program: RandomProgram,
  machine: OracleMachine,
  { property, kind }: PropertyResult,
): (state: OracleState) => boolean {
  const ended = (state: OracleState) => machine.moves(state, false).length === 0;
  const declared = program.properties.find((p, i) => propertyName(p, i) === property);
  const holds = (state: OracleState) => holdsIn(machine, declared!.pred, state);
  switch (kind) {
    case "always":
      return (state) => !holds(state);
    case "reachable":
      return holds;
    case "atEnd":
      return (state) => ended(state) && endKind(state) === "complete" && !holds(state);
    case "deadlock":
      return (state) => ended(state) && endKind(state) === "deadlock";
    case "assert":
    case "error":
      return hasFailed;
    case "livelock":
    case "eventually":
      return () => {
        throw new Error(`${property} has a deciding pair, which ${kind} cannot have`);
      };
  }
}

/** Makes some of the recorded moves, in the order given. */
function walk(machine: OracleMachine, moves: readonly number[], order: readonly number[]) {
  return order.reduce((state, k) => step(machine, state, moves[k]), machine.initial());
}

function step(machine: OracleMachine, state: OracleState, move: number): OracleState {
  const flush = (move & flushBit) !== 0;
  const possible = machine.moves(state, false).filter((m) => {
    return m.lane === laneOf(move) && m.flush === flush;
  });
  // The entry of a flush is numbered within its buffer; with one entry there is no doubt.
  const same = possible.find((m) => m.which === alternativeOf(move));
  const found = flush && possible.length === 1 ? possible[0] : same;
  if (found === undefined) throw new Error("a step of a deciding pair is not possible");
  return machine.after(state, found);
}

/** Walks over everything that can follow a state. */
function canFail(
  machine: OracleMachine,
  from: OracleState,
  isBad: (state: OracleState) => boolean,
): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = stateKey(state);
    if (seen.has(key) || isAssumed(state)) continue;
    seen.add(key);
    if (isBad(state)) return true;
    for (const move of machine.moves(state, false)) open.push(machine.after(state, move));
  }
  return false;
}
