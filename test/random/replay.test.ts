import fc from "fast-check";
import { expect, test } from "vitest";
import { type MemoryModel, check } from "heddle";
import { machineFor } from "../../engine/memory/models.js";
import { decodeReplay } from "../../engine/trace/replay-string.js";
import { replay } from "../../engine/trace/replay.js";
import { looping, straight } from "./agree.js";
import { randomProgram } from "./arbitrary.js";
import { follow } from "./follow.js";
import { OracleMachine } from "./oracle-machine.js";
import { holdsIn } from "./oracle.js";
import { type RandomProgram, type Stmt, propertyName } from "./program.js";
import { toScenario } from "./to-scenario.js";

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

test.each(memories)("every counterexample of a random program replays under %s", async (memory) => {
  let replays = 0;
  const shapes = fc.oneof(randomProgram(straight), randomProgram(looping(memory)));
  await fc.assert(
    fc.asyncProperty(shapes, async (program) => {
      const scenario = toScenario(program);
      const result = await check(scenario, { memory, engine: "states", budget: { states: 5000 } });
      for (const p of result.properties) {
        if (p.replay === null) continue;
        replays++;
        const again = replay(machineFor(scenario.build(), memory), decodeReplay(p.replay));
        expect(again.outcome).toBe(p.kind === "reachable" ? "witnessed" : "violated");
        expect(again.property).toBe(p.property);
        expect({ ...again.trace, loop: p.trace!.loop }).toEqual(p.trace);
      }
    }),
    { numRuns: 250 },
  );
  expect(replays).toBeGreaterThan(250);
});

test("a replay on a changed program says violated only where brute force agrees", async () => {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      randomProgram({ ...straight, steps: 7 }),
      fc.nat({ max: 3 }),
      fc.nat({ max: 4 }),
      async (program, t, at) => {
        const changed = without(program, t % program.threads.length, at);
        const result = await check(toScenario(program), { engine: "states" });
        for (const [p, property] of program.properties.entries()) {
          if (property.kind !== "always" && property.kind !== "reachable") continue;
          const name = propertyName(property, p);
          const text = result.properties.find((q) => q.property === name)!.replay;
          if (text === null) continue;
          const recording = decodeReplay(text);
          const again = replay(machineFor(toScenario(changed).build(), "sc"), recording);
          outcomes.set(again.outcome, (outcomes.get(again.outcome) ?? 0) + 1);
          const machine = new OracleMachine(changed, "sc");
          const states = follow(machine, recording.moves);
          if (again.outcome === "mismatch") {
            expect(again.mismatchAt).toBeLessThan(recording.moves.length);
            expect(again.message).not.toBe("");
            continue;
          }
          if (typeof states === "string") throw new Error(`replayed, but ${states}`);
          const wanted = property.kind === "reachable";
          const shown = states.some((s) => holdsIn(machine, property.pred, s) === wanted);
          expect(again.outcome !== "passed").toBe(shown);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect([...outcomes.keys()].sort()).toEqual(["mismatch", "passed", "violated", "witnessed"]);
});

/** The program without one statement of one thread. */
function without(program: RandomProgram, thread: number, at: number): RandomProgram {
  const cut = (body: readonly Stmt[]) => body.filter((_, i) => i !== at % body.length);
  return {
    ...program,
    threads: program.threads.map((code, t) =>
      t === thread ? { ...code, body: cut(code.body) } : code,
    ),
  };
}
