import { expect, test } from "vitest";
import { agree, looping, straight } from "./agree.js";
import { compareStates } from "./compare.js";

const memory = "tso";
const compare = compareStates;

/** Milliseconds, for a busy machine. */
const slow = 300_000;

test(
  "the states engine agrees with brute force on random programs under tso",
  () => {
    const tally = agree({ memory, shape: straight, programs: 3000, compare });
    expect(tally.everything).toBeGreaterThan(2500);
  },
  slow,
);

test(
  "the states engine agrees with brute force on retry loops under tso",
  () => {
    const tally = agree({ memory, shape: looping(memory), programs: 1200, compare });
    expect(tally.tooLarge).toBeLessThan(120);
  },
  slow,
);
