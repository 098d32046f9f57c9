import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CheckResult } from "../../engine/check/result.js";
import { randomProgram } from "../random/arbitrary.js";
import { straight } from "../random/agree.js";
import type { Cells } from "./cells.js";
import { type KernelProgram, bundleKernel, essence } from "./crew.js";

let kernel: KernelProgram;
beforeAll(async () => {
  kernel = await bundleKernel();
});
afterAll(() => kernel.remove());

const small = { manyStates: 20, alert: true };
const large: Cells = { models: [{ ring: [4, 4, 4] }], memory: "sc" };

test.each(["sc", "tso", "weak"] as const)(
  "two and three workers in threads come to the same results as one under %s",
  async (memory) => {
    const programs = fc.sample(randomProgram({ ...straight, steps: 14 }), 40);
    // Helpers may come too late for a small one, however the machine is; for the last they do not.
    const models = [...programs.map((program) => ({ program })), { ring: [3, 4, 4] }] as const;
    const cells: Cells = { memory, models };
    const alone = await kernel.run({ cells, workers: 1 });
    for (const workers of [2, 3]) {
      const together = await kernel.run({ cells, workers, ...small });
      expect(essence(together.results)).toEqual(essence(alone.results));
      expect(together.joined).toBeGreaterThan(0);
    }
  },
);

test("a larger search is shared, and its table grows", async () => {
  const alone = await kernel.run({ cells: large, workers: 1 });
  for (const workers of [2, 3]) {
    const together = await kernel.run({ cells: large, workers, manyStates: 1000, alert: true });
    expect(essence(together.results)).toEqual(essence(alone.results));
    expect(together).toMatchObject({ joined: 1, dropped: 0 });
  }
});

test("what a thread declares late makes one worker search alone, with the same result", async () => {
  const cells: Cells = { models: [{ late: 25 }], memory: "sc" };
  const alone = await kernel.run({ cells, workers: 1 });
  const together = await kernel.run({ cells, workers: 2, ...small });
  expect(essence(together.results)).toEqual(essence(alone.results));
  expect(together).toMatchObject({ joined: 1, dropped: 1 });
});

test("an error of the scenario is the one that one worker meets", async () => {
  const cells: Cells = { models: [{ throwing: 25 }, { late: 3 }], memory: "sc" };
  const alone = await kernel.run({ cells, workers: 1 });
  const together = await kernel.run({ cells, workers: 3, ...small });
  expect(alone.results[0]).toContain("no value here");
  expect(essence(together.results)).toEqual(essence(alone.results));
});

test("when a helper ends, one worker searches alone, with the same result", async () => {
  const alone = await kernel.run({ cells: large, workers: 1 });
  const mishap = { is: "helper ends", after: 5 } as const;
  const together = await kernel.run({
    cells: large,
    workers: 3,
    manyStates: 1000,
    mishap,
    alert: true,
  });
  expect(essence(together.results)).toEqual(essence(alone.results));
  expect(together).toMatchObject({ joined: 1, dropped: 1 });
});

test("a common search that is cancelled ends undecided", async () => {
  const mishap = { is: "user cancels", after: 5 } as const;
  const { results } = await kernel.run({
    cells: large,
    workers: 2,
    manyStates: 1000,
    mishap,
    alert: true,
  });
  const [result] = results as CheckResult[];
  expect(result.stopped?.budget).toBe("cancelled");
  expect(result.properties.map(({ verdict }) => verdict)).not.toContain("holds");
});

test("a limit is met as one worker meets it", async () => {
  const cells: Cells = { ...large, options: { budget: { states: 30_000 } } };
  const alone = await kernel.run({ cells, workers: 1 });
  const together = await kernel.run({ cells, workers: 2, manyStates: 1000, alert: true });
  expect(together.joined).toBe(1);
  const covered = (results: unknown) => essence(results as CheckResult[]);
  expect(covered(together.results)).toEqual(covered(alone.results));
});
