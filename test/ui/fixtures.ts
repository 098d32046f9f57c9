/**
 * Results for the views to draw, none of them invented: runs bundled notebooks in the real kernel,
 * and one long scenario in the engine.
 */
import { join } from "node:path";
import { cwd } from "node:process";
import { shellSurroundings } from "../../app/cli/shell-surroundings.js";
import { loadNotebook } from "../../app/command-line/load-notebook.js";
import { connectNode } from "../../app/kernel/node/connect.js";
import type { CellEvent } from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import type { Progress } from "../../engine/check/host.js";
import type { Overrides } from "../../engine/check/overrides.js";
import { setHost } from "../../engine/check/host.js";
import type { CheckResult } from "../../engine/check/result.js";
import { awaitUntil, check, scenario } from "../../engine/index.js";
import type { Matrix } from "../../engine/sweep/matrix.js";
import type { WorkloadsResult } from "../../engine/workloads/result.js";
import type { Fixtures } from "./page/fixtures.js";

interface Run {
  readonly results: readonly CheckResult[];
  readonly matrices: readonly Matrix[];
  readonly workloads: readonly WorkloadsResult[];
}

/** Runs one cell of a bundled notebook with all it needs; needs a build. */
async function run(notebook: string, cell: string, overrides: Overrides = {}): Promise<Run> {
  const file = join(cwd(), `notebooks/${notebook}.heddle.md`);
  const { cells } = await loadNotebook({ file, cell }, shellSurroundings());
  const events: CellEvent[] = [];
  const session = new Session(file, connectNode(), (event) => {
    if (event.type === "cell") events.push(event.event);
  });
  const runs = cells.map((code) => ({ cell: code, mode: "explore" as const }));
  const end = await session.run({ cells: runs, overrides });
  session.close();
  if (end.type !== "done") throw new Error(`${file} #${cell} ended: ${JSON.stringify(end)}`);
  return {
    results: events.flatMap((event) =>
      event.type === "result" && event.series === null && event.cell === cell ? [event.result] : [],
    ),
    matrices: events.flatMap((event) => (event.type === "matrix" ? [event.matrix] : [])),
    workloads: events.flatMap((event) => (event.type === "workloads" ? [event.result] : [])),
  };
}

/** A scenario whose simplest counterexample has ten thousand steps. */
function long(): Promise<CheckResult> {
  return check(
    scenario("two threads take turns", (s) => {
      const turn = s.shared("turn", 0);
      const sums = [s.shared("sum[0]", 0), s.shared("sum[1]", 0)];
      for (const me of [0, 1]) {
        s.thread(`player ${me}`, function* () {
          for (let i = 1; i <= 1667; i++) {
            yield* awaitUntil(turn, (value) => value === me);
            yield* sums[me].write(i);
            yield* turn.write(1 - me);
          }
        });
      }
      s.always("the game never ends", () => sums[0].now + sums[1].now < 2 * 1667);
    }),
  );
}

/** A scenario with more threads than a window has room for. */
function crowd(): Promise<CheckResult> {
  return check(
    scenario("nine readers, one of them last", (s) => {
      const readers = s.shared("number_of_readers", 0);
      for (let me = 0; me < 9; me++) {
        s.thread(`reader_${me}`, function* () {
          yield* awaitUntil(readers, (value) => value === me);
          yield* readers.write(me + 1);
        });
      }
      s.always("the last one never comes", () => readers.now < 9);
    }),
  );
}

/** What a search over a million states reported while it ran. */
async function reports(): Promise<Progress[]> {
  const progress: Progress[] = [];
  setHost({ progress: (report) => progress.push(report) });
  await check(
    scenario("three counters", (s) => {
      for (const name of ["a", "b", "c"]) {
        const counter = s.shared(name, 0);
        s.thread(name, function* () {
          for (let i = 1; i <= 110; i++) yield* counter.write(i);
        });
      }
      s.always("nothing much", () => true);
    }),
  );
  setHost({});
  return progress;
}

/** All fixtures; takes a few seconds. */
export async function makeFixtures(): Promise<Fixtures> {
  const writeback = await run("the-hole", "writeback-trace");
  const assumptions = await run("the-hole", "assumptions");
  const ring = await run("single-producer-ring-buffer", "plain");
  const circle = await run("dining-philosophers", "circle");
  const retreat = await run("dining-philosophers", "retreat");
  const buffering = await run("store-buffering-and-message-passing", "store-buffering");
  const queue = await run("exclusive-waiters", "simplest");
  const workloads = await run("page-cache-workloads", "early");
  const stopped = await run("the-hole", "writeback-trace", { budget: { states: 200 } });
  return {
    violated: writeback.results[0],
    holds: writeback.results[1],
    weak: ring.results[1],
    deadlock: circle.results[0],
    livelock: retreat.results[0],
    outcomes: buffering.results[1],
    stopped: stopped.results[1],
    matrix: assumptions.matrices[1],
    list: queue.results[0],
    workloads: workloads.workloads,
    long: await long(),
    crowd: await crowd(),
    progress: await reports(),
  };
}
