import { expect, test } from "vitest";
import type { MemoryModel } from "../../engine/check/result.js";
import { type Shape } from "./arbitrary.js";
import { agree, looping, straight } from "./agree.js";
import { compareCrew } from "./compare-crew.js";

const shapes: readonly (readonly [string, (memory: MemoryModel) => Shape])[] = [
  ["random programs", () => straight],
  ["retry loops", looping],
];

for (const [what, shape] of shapes) {
  test.each(["sc", "tso", "weak"] as const)(
    `two and three workers find what one finds in ${what} under %s`,
    (memory) => {
      const batch = { memory, shape: shape(memory), programs: 300, compare: compareCrew };
      expect(agree(batch).everything).toBeGreaterThan(150);
    },
    300_000,
  );
}
