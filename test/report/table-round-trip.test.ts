import { describe, expect, test } from "vitest";
import {
  type CheckResult,
  type MemoryModel,
  type Scenario,
  check,
  choose,
  proc,
  scenario,
  spawn,
} from "../../engine/index.js";
import { collapse_file, merged, mmap_store, pageCache, write } from "../../engine/linux/index.js";
import { machineFor } from "../../engine/memory/models.js";
import { matchTable } from "../../engine/report/match-table.js";
import { parseTable } from "../../engine/report/parse-table.js";
import { renderTable } from "../../engine/report/render-table.js";
import { tableOf } from "../../engine/report/table.js";
import { TraceBuilder } from "../../engine/trace/build-trace.js";
import { decodeReplay } from "../../engine/trace/replay-string.js";

/** Scenarios of every kind of table: calls, choices, waits, buffers, three and more lanes. */
const cases: Readonly<Record<string, { of: Scenario; memory?: MemoryModel }>> = {
  "a lost update": {
    of: scenario("lost update", (s) => {
      const x = s.shared("x", 0);
      for (const name of ["A", "B", "C"]) {
        s.thread(name, function* () {
          const value = yield* x.read();
          yield* x.write(value + 1);
        });
      }
      s.atEnd("all count", () => x.now === 3);
    }),
  },
  "a deadlock inside calls": {
    of: scenario("deadlock", (s) => {
      const [a, b] = [s.mutex("a"), s.mutex("b")];
      const both = proc("lock_both", function* (first: typeof a, second: typeof a) {
        yield* first.lock();
        yield* second.lock();
        yield* second.unlock();
        yield* first.unlock();
      });
      s.thread("A", () => both(a, b));
      s.thread("B", () => both(b, a));
    }),
  },
  "store buffering": {
    memory: "weak",
    of: scenario("SB", (s) => {
      const [x, y] = [s.shared("x", 0), s.shared("y", 0)];
      const first = s.thread("A", function* () {
        yield* x.write(1);
        return yield* y.read();
      });
      const second = s.thread("B", function* () {
        yield* y.write(1);
        return yield* x.read();
      });
      s.atEnd("one sees the other", () => first.result === 1 || second.result === 1);
    }),
  },
  "choices and spawned threads": {
    of: scenario("spawned", (s) => {
      const x = s.shared("x", 0);
      s.thread("parent", function* () {
        yield* spawn("child", function* () {
          const by = yield* choose([1, 2, 3], "step");
          yield* x.update((value) => value + by);
        });
        yield* x.write(yield* choose(2));
      });
      s.atEnd("never three", () => x.now !== 3);
    }),
  },
  "an mmap store against khugepaged": {
    of: scenario("mmap", (s) => {
      const m = pageCache(s, { start: { pte: "rw", tlb: "none", dirty: false } });
      s.thread("khugepaged", () => collapse_file(m, merged));
      s.thread("mmap store", () => mmap_store(m, { index: 0, value: 1 }));
      s.always("never stored", () => m.content(0) !== 1);
    }),
  },
  "a write that retries": {
    of: scenario("write", (s) => {
      const m = pageCache(s);
      s.thread("khugepaged", () => collapse_file(m, merged));
      s.thread("writer", () => write(m, { index: 0, value: 1 }));
      s.reachable("retried", m.saw("retry"));
    }),
  },
};

describe("a table parses back into the schedule that it shows", () => {
  for (const [name, { of, memory = "sc" }] of Object.entries(cases)) {
    test(name, async () => {
      const shown = (await check(of, { memory })).properties.filter(({ trace }) => trace !== null);
      expect(shown.length).toBeGreaterThan(0);
      for (const property of shown) roundTrip(of, memory, property);
    });
  }
});

function roundTrip(
  of: Scenario,
  memory: MemoryModel,
  { trace, replay }: CheckResult["properties"][number],
): void {
  const drawn = renderTable(tableOf(trace!));
  const quoted = `On Monday, somebody wrote:\n${drawn.replace(/^/gm, "> ")}\nIndeed.\n`;
  for (const text of [drawn, quoted]) {
    const table = parseTable(text, { threads: trace!.threads })!;
    const machine = machineFor(of.build(), memory);
    const match = matchTable(machine, table)!;
    expect(match).toEqual({
      matches: true,
      moves: [...decodeReplay(replay!).moves],
      omitted: 0,
    });
    const builder = new TraceBuilder(machine, memory);
    for (const move of match.moves) builder.step(move);
    expect(builder.trace().final).toEqual(trace!.final);
  }
}

test("a table that the scenario cannot do is refused at its first impossible row", () => {
  const { of } = cases["a lost update"];
  const table = parseTable(
    [
      "CPU0 (A)                CPU1 (B)",
      "--------                --------",
      "read x == 0",
      "                        read x == 0",
      "x = 1",
      "                        x = 2",
    ].join("\n"),
  )!;
  const match = matchTable(machineFor(of.build(), "sc"), table);
  const reason = 'the next step of B is "x = 1"';
  expect(match).toMatchObject({ matches: false, reason, row: { text: "x = 2" } });
});
