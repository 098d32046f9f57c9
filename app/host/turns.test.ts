import { expect, test } from "vitest";
import { Turns } from "./turns.js";

const moments = (count: number): Promise<void> => {
  return count === 0 ? Promise.resolve() : Promise.resolve().then(() => moments(count - 1));
};

test("actions on one thing keep their order, whatever they take and however they end", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const act = (thing: string, name: string, ms: number): Promise<void> => {
    return turns.take(thing, async () => {
      await moments(ms);
      done.push(name);
      if (name === "a2") throw new Error(name);
    });
  };
  const all = [act("a", "a1", 9), act("a", "a2", 1), act("b", "b1", 1), act("a", "a3", 0)];
  const ends = await Promise.allSettled(all);
  expect(ends.map(({ status }) => status === "fulfilled")).toEqual([true, false, true, true]);
  expect(done).toEqual(["b1", "a1", "a2", "a3"]);
});

test("all that was asked for can be waited for, failures included", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const failing = turns.take("a", () => Promise.reject(new Error("no")));
  const late = turns.take("a", async () => {
    await moments(5);
    done.push("late");
  });
  await turns.settled();
  expect(done).toEqual(["late"]);
  await expect(failing).rejects.toThrow("no");
  await late;
  await turns.settled();
});
