import { expect, test } from "vitest";
import { Control, Phase, makeControl } from "./control.js";
import { SharedStates } from "./shared-states.js";

/** A worker's view of a table for few states. */
function workers(count: number): SharedStates[] {
  const memory = makeControl(count);
  const table = SharedStates.tableFor(0);
  return Array.from({ length: count }, (_, w) => new SharedStates(new Control(memory, w), table));
}

/** Different fingerprints, most with the same low half as some other. */
function fingerprint(n: number): readonly [low: number, high: number] {
  return [n % 7, Math.imul(n, 0x9e3779b1)];
}

test("a state is new to one worker only, and has one id", () => {
  const [a, b] = workers(2);
  const ids = new Set<number>();
  for (let n = 0; n < 1000; n++) {
    const [first, second] = n % 2 === 0 ? [a, b] : [b, a];
    const id = first.add(...fingerprint(n));
    expect(first.fresh).toBe(true);
    expect(second.add(...fingerprint(n))).toBe(id);
    expect(second.fresh).toBe(false);
    ids.add(id);
  }
  expect(ids.size).toBe(1000);
});

test("a low half of zero is a state like any other", () => {
  const [states] = workers(1);
  const id = states.add(0, 5);
  expect([states.add(0, 5), states.fresh]).toEqual([id, false]);
  expect(states.add(0, 6)).not.toBe(id);
});

test("a table that becomes full asks to grow, and knows every state afterwards", () => {
  const memory = makeControl(2);
  const controls = [0, 1].map((w) => new Control(memory, w));
  const table = SharedStates.tableFor(0);
  const both = controls.map((control) => new SharedStates(control, table));
  const ids: number[] = [];
  for (let n = 0; controls[0].phase === Phase.Explore; n++) {
    ids.push(both[n % 2].add(Math.imul(n, 0x85ebca6b), n));
  }
  expect(controls[0].phase).toBe(Phase.Grow);
  controls.forEach((control) => control.park());
  expect(controls[0].allParked).toBe(true);
  controls[0].beginMoving();
  const larger = both[0].larger();
  both.forEach((states) => states.moveTo(larger));
  expect(controls[0].phase).toBe(Phase.Explore);
  expect(both[0].bytes).toBe(2 * table.byteLength);
  ids.forEach((id, n) => {
    expect(both[(n + 1) % 2].add(Math.imul(n, 0x85ebca6b), n)).toBe(id);
  });
});
