import { expect, test } from "vitest";
import { fence } from "../index.js";
import { renderMatrix } from "../report/render-matrix.js";
import { dropEach, sweep } from "./sweep.js";

const storeBuffering = () =>
  sweep("store buffering", {
    rows: { "no fence": false, "a fence in between": true },
    memory: ["sc", "tso"],
    scenario: (s, fenced) => {
      const [x, y] = [s.shared("x", 0), s.shared("y", 0)];
      const sides = [
        [x, y],
        [y, x],
      ] as const;
      const threads = sides.map(([own, other], i) =>
        s.thread(`T${i}`, function* () {
          yield* own.write(1);
          if (fenced) yield* fence();
          return yield* other.read();
        }),
      );
      s.atEnd("one sees the other's store", () => threads.some(({ result }) => result === 1));
      s.reachable("both do", () => threads.every(({ result }) => result === 1));
    },
    expect: ({ row, memory }) =>
      row === "no fence" && memory === "tso" ? { "one sees the other's store": "violated" } : {},
  });

test("a sweep gives one box per row, memory model and property", async () => {
  const matrix = await storeBuffering();
  expect(matrix.rows).toEqual(["no fence", "a fence in between"]);
  expect(matrix.boxes.map((row) => row.map((box) => box?.property.verdict))).toEqual([
    ["holds", "reachable", "violated", "reachable"],
    ["holds", "reachable", "holds", "reachable"],
  ]);
  expect(matrix.results).toHaveLength(4);
  expect(matrix.boxes.flat().every((box) => box?.property.asExpected)).toBe(true);
});

test("a matrix reads as a table with a legend", async () => {
  expect(renderMatrix(await storeBuffering())).toBe(
    [
      "store buffering",
      "",
      "  a   sc, one sees the other's store",
      "  b   sc, both do",
      "  c   tso, one sees the other's store",
      "  d   tso, both do",
      "",
      "                      a      b          c         d",
      "  no fence            holds  reachable  VIOLATED  reachable",
      "  a fence in between  holds  reachable  holds     reachable",
      "",
    ].join("\n"),
  );
});

test("dropping assumptions one at a time shows which properties fall", async () => {
  const matrix = await dropEach("mutual exclusion", {
    base: { locked: true, reread: true },
    without: { "the lock": { locked: false }, "reading again": { reread: false } },
    scenario: (s, { locked, reread }) => {
      const lock = s.mutex("m");
      const x = s.shared("x", 0);
      for (const name of ["A", "B"]) {
        s.thread(name, function* () {
          const early = reread ? 0 : yield* x.read();
          if (locked) yield* lock.lock();
          yield* x.write((reread ? yield* x.read() : early) + 1);
          if (locked) yield* lock.unlock();
        });
      }
      s.atEnd("both count", () => x.now === 2);
      s.always("never three", () => x.now < 3);
    },
  });
  expect(matrix.rows).toEqual(["all assumptions", "without the lock", "without reading again"]);
  expect(matrix.boxes.map((row) => row.map((box) => box?.property.verdict))).toEqual([
    ["holds", "holds"],
    ["violated", "holds"],
    ["violated", "holds"],
  ]);
});

test("a matrix that is too wide is cut into several", async () => {
  const matrix = await sweep("wide", {
    rows: { "a row with a rather long name of its own": 0 },
    scenario: (s) => {
      const x = s.shared("x", 0);
      s.thread("T", () => x.write(1));
      for (let i = 0; i < 12; i++) s.always(`never ${i}`, () => x.now <= i);
    },
  });
  const text = renderMatrix(matrix);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
  expect(text).toContain("VIOLATED !");
  expect(text.split("holds").length - 1).toBe(11);
});

test("a sweep without rows is refused", async () => {
  const empty = sweep("nothing", { rows: {}, scenario: () => undefined });
  await expect(empty).rejects.toThrow('sweep "nothing" has no rows');
});
