/** Checks that every kernel of a test makes in the same order. */
import type { CheckResult, MemoryModel } from "../../engine/check/result.js";
import type { CheckOptions } from "../../engine/check/settings.js";
import {
  type Scenario,
  type Steps,
  alloc,
  check,
  checkpoint,
  scenario,
  struct,
} from "../../engine/index.js";
import { ring } from "../bench/models.js";
import type { RandomProgram } from "../random/program.js";
import { toScenario } from "../random/to-scenario.js";

/** What is checked, as plain data. */
export type Model =
  | { readonly program: RandomProgram }
  | { readonly ring: readonly [threads: number, rounds: number, values: number] }
  /** A thread allocates a record where a depth-first search comes to it late. */
  | { readonly late: number }
  /** A property throws in some states. */
  | { readonly throwing: number };

/** What a test checks. */
export interface Cells {
  readonly models: readonly Model[];
  readonly memory: MemoryModel;
  readonly options?: CheckOptions;
}

/** The scenario of a model. */
export function scenarioOf(model: Model): Scenario {
  if ("program" in model) return toScenario(model.program);
  if ("ring" in model) return ring(...model.ring);
  return counters("late" in model ? model.late : model.throwing, "late" in model);
}

const Node = struct("node", { used: false });

function counters(rounds: number, late: boolean): Scenario {
  return scenario("counters", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    s.thread("observer", function* (): Steps {
      if ((yield* x.read()) !== rounds) return;
      if (late) yield* (yield* alloc(Node)).used.write(true);
    });
    for (const [name, counter] of Object.entries({ x, y })) {
      s.thread(`counts ${name}`, function* (): Steps {
        for (let round = 0; round < rounds; round++) {
          yield* counter.update((n) => n + 1);
          yield* x.read();
          yield* checkpoint(round);
        }
      });
    }
    s.always("defined", () => {
      if (!late && x.now + y.now > 2 * rounds - 2) throw new Error("no value here");
      return x.now <= rounds;
    });
  });
}

/** Checks every model; the message of what was thrown for one that cannot be checked. */
export async function evaluate({
  models,
  memory,
  options,
}: Cells): Promise<(CheckResult | string)[]> {
  const results: (CheckResult | string)[] = [];
  for (const model of models) {
    try {
      results.push(await check(scenarioOf(model), { memory, engine: "states", ...options }));
    } catch (error) {
      results.push(String(error));
    }
  }
  return results;
}
