import { describe, expect, test } from "vitest";
import { type EngineName, type MemoryModel, check } from "../../engine/index.js";
import { litmusTests } from "./litmus.js";

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];
const engines: readonly EngineName[] = ["states", "traces"];

describe.each(engines)("the outcomes of litmus tests in the %s engine", (engine) => {
  test.each(litmusTests.map((t) => [t.scenario.name, t] as const))("%s", async (_, litmus) => {
    for (const memory of memories) {
      const result = await check(litmus.scenario, { memory, engine });
      const outcomes = result.outcomes.map(({ text }) => text);
      expect([memory, outcomes.length]).toEqual([memory, litmus.outcomes[memory]]);
      expect(outcomes.includes(litmus.relaxed)).toBe(litmus.relaxedUnder.includes(memory));
      const total = result.outcomes.reduce((sum, { count }) => sum + count!, 0n);
      expect(result.interleavings).toBe(total);
    }
  });
});
