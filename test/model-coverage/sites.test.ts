import { awaitUntil, check, scenario } from "heddle";
import { expect, it } from "vitest";
import { $made, $yielded, reachedSites } from "./notes.js";
import { type Site, sitesOf, withNotes } from "./sites.js";

const model = `import { proc } from "../index.js";

/** One step. */
export function bump(x: Shared<number>): Operation<number> {
  return x
    .modify((n) => ({ next: n + 1, result: n })).as("bump()");
}

export const twice = proc("twice", function* (x: Shared<number>): Steps {
  yield* bump(x);
  if ((yield* bump(x)) > 1) yield* x.write(yield* y.read());
  yield* transition("inner", function* () {
    yield* x.write(0);
  });
  const plain = () => x;
});
`;

const shown = ({ line, function: name, kind, text, nth }: Site) =>
  `${line} ${name} ${kind}: ${text} ${nth}`;

it("finds every yield* and every operation that a function makes for others", () => {
  expect(sitesOf("model.ts", model).map(shown)).toEqual([
    "5 bump made: x.modify((n) => ({ next: n + 1, result: n })) 1",
    "10 twice yielded: bump(x) 1",
    "11 twice yielded: bump(x) 2",
    "11 twice yielded: x.write(yield* y.read()) 1",
    "11 twice yielded: y.read() 1",
    '12 twice yielded: transition("inner", ...) 1',
    "13 twice yielded: x.write(0) 1",
  ]);
});

it("puts a note around each, in the same line", () => {
  const lines = withNotes("model.ts", model, 40, "notes.js").split("\n");
  expect(lines[0]).toBe(
    'import { $made, $yielded } from "notes.js"; import { proc } from "../index.js";',
  );
  expect(lines.slice(4, 6)).toEqual([
    "  return $made(40, x",
    '    .modify((n) => ({ next: n + 1, result: n })).as("bump()"));',
  ]);
  expect(lines.slice(9, 14)).toEqual([
    "  $yielded(41, yield* bump(x));",
    "  if (($yielded(42, yield* bump(x))) > 1) $yielded(43, yield* x.write($yielded(44, yield* y.read())));",
    '  $yielded(45, yield* transition("inner", function* () {',
    "    $yielded(46, yield* x.write(0));",
    "  }));",
  ]);
});

it("notes what has taken place, not what has been unfolded", async () => {
  const noted = scenario("noted", (s) => {
    const x = s.shared("x", 0);
    s.thread("T", function* () {
      $yielded(1, yield* x.write(1));
      $yielded(2, yield* $made(3, x.read()));
      $yielded(
        4,
        yield* $made(
          5,
          x.modify((n) => ({ next: n, result: n === 1 })),
        ),
      );
      $yielded(
        6,
        yield* $made(
          7,
          awaitUntil(x, (n) => n === 2),
        ),
      );
      $yielded(8, yield* x.write(3));
    });
  });
  await check(noted);
  const neither = { true: false, false: false };
  const always = { true: true, false: false };
  expect(Object.fromEntries(reachedSites())).toEqual({
    1: neither,
    2: neither,
    3: neither,
    4: always,
    5: always,
  });
});
