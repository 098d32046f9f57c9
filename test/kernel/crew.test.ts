import { expect, test } from "vitest";
import { large, told } from "./large-search.js";
import { openSession } from "./open-session.js";
import { cellsOf } from "./run-text.js";

test("a session comes to the same results by one worker and by several", async () => {
  const [defines, checks, again] = cellsOf(
    large,
    'const first = await check(ring); console.log(two.states, first.states, "explored");',
    "(await check(ring, { budget: { states: 250_000 } })).stopped?.budget",
  );
  const runs = async (workers: number): Promise<unknown[]> => {
    const opened = openSession({ workers });
    await opened.run([defines]);
    const before = told(opened.events);
    // The first cell is live by now: helpers have to evaluate it all the same.
    await opened.run([{ cell: defines, mode: "recall", force: false }, checks, again]);
    return [before, told(opened.events), opened.lost];
  };
  const alone = await runs(1);
  expect(JSON.stringify(alone, text)).toContain('explored"');
  expect(await runs(3)).toEqual(alone);
});

test("cells that draw random numbers are evaluated once", async () => {
  const opened = openSession({ workers: 2 });
  await opened.run(
    cellsOf(
      large,
      "const n = 1 + Math.floor(Math.random() * 1000);",
      `const made = await check(scenario("n", (s) => {
         const x = s.shared("x", 0);
         s.thread("a", function* () { yield* x.write(n); });
         s.outcome(() => String(x.now));
       }));
       console.log(made.outcomes[0].text === String(n), (await check(ring)).states > 200_000);`,
    ),
  );
  expect(opened.lines).toEqual(["evaluated", "true true"]);
  expect(opened.outcomes).toEqual(["c0 done", "c1 done", "c2 done"]);
});

function text(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
