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

test("what failed for one of many random workloads can be followed once it is recorded", async () => {
  const drawn = writeNotebook(folder, "drawn", {
    series: `import { fc, forAll } from "heddle";
await forAll("writers", fc.integer({ min: 1, max: 3 }), (s, writers) => {
  const x = s.shared("x", 0);
  for (let i = 0; i < writers; i++) s.thread("t" + i, function* () {
    const v: number = yield* x.read();
    yield* x.write(v + 1);
  });
  s.atEnd("none is lost", () => x.now === writers);
}, { violates: "none is lost" });`,
  });
  const { stdout: json } = await heddle(folder, ["run", drawn, "--json"]);
  const { results, workloads } = JSON.parse(json) as {
    results: { replay: string | null }[];
    workloads: Record<string, unknown>[];
  };
  expect(workloads).toMatchObject([{ cell: "series", verdict: "violated", smallest: "2" }]);
  const replay = results.find((row) => row.replay !== null)!.replay!;
  await heddle(folder, ["check", drawn, "--update"]);
  const { code, stdout } = await heddle(folder, ["replay", drawn, replay]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/CPU0 \(t0\) +CPU1 \(t1\)/);
});
