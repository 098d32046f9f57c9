import { expect, test } from "vitest";
import { sharedBytes, sharedInts } from "./atomics.js";
import { FirstPass, countBehind } from "./first-pass.js";

/** 0 -> 1, 2; 1 -> 3; 2 -> 3, 3; 3: records from the last state to the first. */
const records = [3, 0, 3, 3, 2, 2, 3, 1, 1, 1, 2, 0, 2];

function pass(spareBytes: number): FirstPass {
  const targets = sharedInts(records.length);
  targets.set(records);
  const spare = sharedBytes(spareBytes);
  new Uint8Array(spare).fill(255);
  return new FirstPass(targets, 4, spare);
}

test.each([0, 1024])("paths are counted behind the writer, in %i bytes of used memory", (bytes) => {
  const writer = pass(bytes);
  writer.advance(0);
  expect(countBehind(writer.shared)).toBe(true);
  const { counts } = writer;
  expect(counts.moduli.map((_, n) => [0, 1, 2, 3].map((id) => counts.of(id, n)))).toEqual(
    counts.moduli.map(() => [1, 1, 1, 3]),
  );
});

test("nothing has been counted when the writer gives up", () => {
  const writer = pass(0);
  writer.giveUp();
  expect(countBehind(writer.shared)).toBe(false);
});
