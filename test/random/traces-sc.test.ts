import { expect, test } from "vitest";
import { agree, straight } from "./agree.js";
import { compareTraces } from "./compare-traces.js";

/** Milliseconds, for a busy machine. */
const slow = 300_000;

test(
  "the traces engine agrees with brute force on random programs under sc",
  () => {
    const tally = agree({
      memory: "sc",
      shape: straight,
      programs: 2500,
      compare: compareTraces,
    });
    expect(tally.tooLarge).toBeLessThan(125);
  },
  slow,
);
