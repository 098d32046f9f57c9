import { expect, test } from "vitest";
import { Control, Phase, makeControl } from "./control.js";

function three(): Control[] {
  const memory = makeControl(3);
  return [0, 1, 2].map((worker) => new Control(memory, worker));
}

const branch = (...moves: number[]) => ({ moves: Int32Array.from(moves), id: moves.length });

test("an idle worker is given a state; others are not", () => {
  const [leader, first, second] = three();
  const found = [branch(1, 2, 3)];
  leader.share(() => found.pop() ?? null);
  expect(second.receive(0)).toBeNull();
  expect(first.receive(0)).toEqual(branch(1, 2, 3));
  expect(first.receive(0)).toBeNull();
  expect(leader.someIdle).toBe(true);
});

test("a search is done when all workers are idle, and not while a state is on its way", () => {
  const [leader, first, second] = three();
  leader.share(() => (first.someIdle ? branch(7) : null));
  leader.becomeIdle();
  expect(leader.receive(0)).toBeNull();
  expect(leader.phase).toBe(Phase.Explore);
  expect([first, second].map((worker) => worker.receive(0)?.id)).toEqual([1, 1]);
  first.becomeIdle();
  second.becomeIdle();
  expect(second.receive(0)).toBeNull();
  expect(leader.phase).toBe(Phase.Done);
});

test("ids are handed out once, and a worker knows which of its own it has not used", () => {
  const controls = three();
  const used = Array.from({ length: 500 }, (_, n) => controls[n % 3].newId());
  const unused = controls.flatMap(({ unusedIds }) => unusedIds);
  expect(new Set([...used, ...unused]).size).toBe(controls[0].ids);
});

test("a search that is done stays so; another one stops", () => {
  const [a] = three();
  a.stop();
  expect(a.phase).toBe(Phase.Stop);
  const [b] = three();
  b.enter(Phase.Explore, Phase.Done);
  b.stop();
  expect(b.phase).toBe(Phase.Done);
});
