import { expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();
const check = 'await check(lost, { expect: { "x is 2": "violated" } });';
const good = writeNotebook(folder, "good", { scenarios: increments, lost: check });

async function replayString(): Promise<string> {
  const { stdout } = await heddle(folder, ["run", good, "--json"]);
  const { results } = JSON.parse(stdout) as { results: { property: string; replay: string }[] };
  return results.find(({ property }) => property === "x is 2")!.replay;
}

test("a replay string reproduces its violation and prints the table", async () => {
  const { code, stdout, stderr } = await heddle(folder, ["replay", good, await replayString()]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/CPU0 \(A\) +CPU1 \(B\)/);
});

test("a replay string that no longer matches exits with 1", async () => {
  const changed = writeNotebook(folder, "changed", {
    scenarios: increments.replace(
      "const seen: number = yield* x.read();",
      "const seen: number = yield* x.update((v) => v);\n      yield* x.read();",
    ),
    lost: check,
  });
  const { code, stdout, stderr } = await heddle(folder, ["replay", changed, await replayString()]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/step/);
});

test("a replay string whose property passes now exits with 1", async () => {
  const fixed = writeNotebook(folder, "fixed", {
    scenarios: increments.replace("() => x.now === 2", "() => x.now >= 1"),
    lost: check,
  });
  expect((await heddle(folder, ["replay", fixed, await replayString()])).code).toBe(1);
});

test("a replay string with a flipped character is damaged", async () => {
  const text = await replayString();
  const middle = Math.floor(text.length / 2);
  const flipped = text[middle] === "A" ? "B" : "A";
  const damaged = text.slice(0, middle) + flipped + text.slice(middle + 1);
  const { code, stdout, stderr } = await heddle(folder, ["replay", good, damaged]);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).not.toBe("");
});

test("a replay string of another notebook is wrong usage", async () => {
  const other = writeNotebook(folder, "other", {
    scenarios: increments.replaceAll("lost update", "something else"),
    lost: check,
  });
  const { code, stderr } = await heddle(folder, ["replay", other, await replayString()]);
  expect(code).toBe(64);
  expect(stderr).toContain("no check of this notebook belongs to the replay string");
});
