import { expect, test } from "vitest";
import type { MemoryModel } from "../../engine/check/result.js";
import { agree, looping, straight } from "./agree.js";
import type { Shape } from "./arbitrary.js";
import { compareStates } from "./compare.js";
import { compareTraces } from "./compare-traces.js";

const models = ["sc", "tso", "weak"] as const;

/** Milliseconds, for a busy machine. */
const slow = 300_000;

const records: Shape = { ...straight, special: "records" };
const waits: Shape = { ...straight, special: "waits" };
const waitLoops = (memory: MemoryModel): Shape => ({ ...looping(memory), special: "waits" });

for (const [what, shape] of [
  ["records that threads allocate", () => records],
  ["threads that wait in a queue", () => waits],
  ["wait queues beside retry loops", waitLoops],
] as const) {
  test.each(models)(
    `the states engine agrees with brute force on ${what} under %s`,
    (memory) => {
      const batch = { memory, shape: shape(memory), programs: 500, compare: compareStates };
      expect(agree(batch).everything).toBeGreaterThan(250);
    },
    slow,
  );
}

for (const [what, shape] of [
  ["records that threads allocate", records],
  ["threads that wait in a queue", waits],
] as const) {
  test.each(models)(
    `the traces engine agrees with brute force on ${what} under %s`,
    (memory) => {
      const batch = { memory, shape, programs: 700, compare: compareTraces };
      expect(agree(batch).tooLarge).toBeLessThan(35);
    },
    slow,
  );
}
