import fc from "fast-check";
import { expect, test } from "vitest";
import { type MemoryModel, type Trace, check, scenario } from "heddle";
import { machineFor } from "../../engine/memory/models.js";
import { followTable } from "../../engine/report/follow-table.js";
import { HEADER_STYLES, type TableOptions } from "../../engine/report/layout.js";
import { renderTable } from "../../engine/report/render-table.js";
import { tableOf } from "../../engine/report/table.js";
import { looping, straight } from "./agree.js";
import { randomProgram } from "./arbitrary.js";
import { toScenario } from "./to-scenario.js";

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

const styles: fc.Arbitrary<TableOptions> = fc.record({
  header: fc.constantFrom(...HEADER_STYLES),
  roleRow: fc.boolean(),
  indent: fc.nat({ max: 8 }),
  width: fc.integer({ min: 50, max: 100 }),
  form: fc.constantFrom("auto", "steps"),
});
const prefixes = fc.constantFrom("", "> ", "> > ", " * ");

test.each(memories)("every table of a random program is possible, under %s", async (memory) => {
  let tables = 0;
  const shapes = fc.oneof(randomProgram(straight), randomProgram(looping(memory)));
  await fc.assert(
    fc.asyncProperty(shapes, styles, prefixes, async (program, style, prefix) => {
      const of = toScenario(program);
      const budget = { states: 5000 };
      const { properties } = await check(of, { memory, engine: "states", budget });
      for (const { property, kind, trace } of properties) {
        if (trace === null || trace.steps.length === 0) continue;
        const drawn = renderTable(tableOf(trace), style).replace(/^/gm, prefix);
        const result = followTable(machineFor(of.build(), memory), `So:\n\n${drawn}\n`);
        expect(result).toMatchObject({ outcome: "possible", omitted: 0, failure: null });
        expect(result.trace.final).toEqual(trace.final);
        expect(result.trace.steps.map(({ label }) => label)).toEqual(
          trace.steps.map(({ label }) => label),
        );
        const shown = [...result.violated, ...result.witnessed];
        if (kind !== "livelock" && kind !== "eventually") {
          expect(shown).toContainEqual({ property, kind });
        }
        tables++;
      }
    }),
    { numRuns: 200 },
  );
  expect(tables).toBeGreaterThan(200);
});

/** Two threads that take turns with a lock. */
const turns = scenario("turns", (s) => {
  const x = s.shared("x", 0);
  const lock = s.mutex("m");
  for (const [thread, value] of [
    ["A", 1],
    ["B", 2],
  ] as const) {
    s.thread(thread, function* () {
      yield* lock.lock();
      yield* x.write(value);
      yield* lock.unlock();
    });
  }
  s.atEnd("B is last", () => x.now === 2);
});

async function turnsTrace(): Promise<Trace> {
  const { properties } = await check(turns);
  return properties.find(({ property }) => property === "B is last")!.trace!;
}

function follow(text: string) {
  return followTable(machineFor(turns.build(), "sc"), text);
}

test("two rows of a lock in the wrong order are refused at the second of them", async () => {
  const lines = renderTable(tableOf(await turnsTrace()))
    .trimEnd()
    .split("\n");
  // B locks, writes, unlocks, then A; now A locks before B has unlocked.
  const [header, underline, lock, write, unlock, other, ...rest] = lines;
  const swapped = [header, underline, lock, write, other, unlock, ...rest].join("\n");
  expect(follow(lines.join("\n")).outcome).toBe("possible");
  const { outcome, failure } = follow(swapped);
  expect(outcome).toBe("impossible");
  expect(failure).toEqual({
    row: 3,
    line: 5,
    text: "lock(m)",
    thread: "A",
    reason: 'A wants "lock(m)" and waits for m, held by B',
    gaveUp: false,
  });
});

test("a table drawn by hand may leave steps and results out, and use tabs", () => {
  const result = follow("CPU0\t\t\tCPU1\n\t\t\tx = 2\nx=1;\n");
  expect(result).toMatchObject({ outcome: "possible", rows: 2, omitted: 3, end: "open" });
  expect(result.trace.steps.map(({ label }) => label)).toEqual([
    "lock(m)",
    "x = 2",
    "unlock(m)",
    "lock(m)",
    "x = 1",
  ]);
});

test("a row that no thread ever does is refused with what it does instead", () => {
  expect(follow("CPU0 (A)   CPU1 (B)\n--------   --------\nx = 7\n").failure).toMatchObject({
    row: 1,
    reason: 'the next step of A is "lock(m)"',
  });
  expect(follow("A          B\n-          -\nx = 1\nx = 1\n").failure).toMatchObject({ row: 2 });
});

test("a thread that is said to wait must be waiting", () => {
  const head = "A                  B\n-----              -----\nlock(m)\n";
  const waits = `${head}                   <blocked on m>\nx = 1\n`;
  expect(follow(waits)).toMatchObject({ outcome: "possible", omitted: 0 });
  const early = "A                  B\n-----              -----\n<blocked on m>\nx = 2\n";
  expect(follow(early)).toMatchObject({ outcome: "impossible", failure: { row: 2 } });
});

test("other threads, or no table at all, are no answer", () => {
  expect(follow("P           Q\n-           -\nx = 1\n").outcome).toBe("unrelated");
  expect(follow("I do not think so.\n")).toMatchObject({ outcome: "unrelated", rows: 0 });
});
