/** From a run to a sidecar and back: what was recorded is shown again without exploring. */
import { expect, test } from "vitest";
import { resultOf } from "../../engine/check/recorded.js";
import type { CheckResult } from "../../engine/check/result.js";
import type { Matrix } from "../../engine/sweep/matrix.js";
import type { WorkloadsResult } from "../../engine/workloads/result.js";
import { connectNode } from "../../app/kernel/node/connect.js";
import type { CellEvent } from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import { analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { cellKeys } from "../../app/notebook/graph/keys.js";
import type { RunMode } from "../../app/notebook/graph/selection.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { planRun } from "../../app/notebook/plan-run.js";
import { compareFindings } from "../../app/notebook/results/compare.js";
import { decodeResults } from "../../app/notebook/results/decode.js";
import { encodeResults } from "../../app/notebook/results/encode.js";
import type { Findings, Results } from "../../app/notebook/results/record.js";
import { FindingsRecorder } from "../../app/notebook/results/recorder.js";
import { renewResults } from "../../app/notebook/results/renew.js";
import { showMatrix } from "../../app/notebook/results/show-matrix.js";

const text = `
\`\`\`ts #model
import { type Builder, check, fc, forAll, scenario, sweep } from "heddle";

const declare = (s: Builder, atomic: boolean) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) {
    s.thread(name, function* () {
      if (atomic) yield* x.update((n: number) => n + 1);
      else yield* x.write((yield* x.read()) + 1);
    });
  }
  s.atEnd("x is 2", () => x.now === 2);
  s.reachable("x is 1 on the way", () => x.now === 1);
};
const race = (atomic: boolean) => scenario("race", (s) => declare(s, atomic));
\`\`\`

\`\`\`ts #checks
await check(race(false));
await check(race(true));
\`\`\`

\`\`\`ts #matrix
await sweep("atomic or not", {
  rows: { atomic: true, "two steps": false },
  memory: ["sc", "tso"],
  scenario: declare,
});
\`\`\`

\`\`\`ts #drawn
await forAll("any number of increments", fc.integer({ min: 1, max: 3 }), (s, n) => {
  const x = s.shared("x", 0);
  for (let i = 0; i < n; i++) {
    s.thread("t" + i, function* () { yield* x.write((yield* x.read()) + 1); });
  }
  s.atEnd("none is lost", () => x.now === n);
});
\`\`\`
`;
const analysis = analyseNotebook(parseNotebook(text, "n.heddle.md"));
const present = { analysis, keys: cellKeys(analysis, "test"), engineVersion: "test" };

interface Seen {
  readonly findings: ReadonlyMap<string, Findings>;
  readonly results: readonly CheckResult[];
  readonly matrices: readonly Matrix[];
  readonly workloads: readonly WorkloadsResult[];
  /** Of each result and series, in order. */
  readonly recalled: readonly boolean[];
}

async function run(mode: RunMode, recorded: Results): Promise<Seen> {
  const recorders = new Map(analysis.cells.map(({ cell }) => [cell.name, new FindingsRecorder()]));
  const results: CheckResult[] = [];
  const matrices: Matrix[] = [];
  const workloads: WorkloadsResult[] = [];
  const recalled: boolean[] = [];
  const onCell = (event: CellEvent): void => {
    const recorder = recorders.get(event.cell)!;
    if (event.type === "result") {
      results.push(event.result);
      recalled.push(event.recalled);
      recorder.check(event.check, event.result, event.series);
    } else if (event.type === "matrix") {
      matrices.push(event.matrix);
      recorder.matrix(event.index, event.matrix);
    } else if (event.type === "workloads") {
      workloads.push(event.result);
      recalled.push(event.recalled);
      recorder.series(event.index, event.result);
    }
  };
  const session = new Session("n.heddle.md", connectNode(), (event) => {
    if (event.type === "cell") onCell(event.event);
  });
  const names = analysis.cells.map(({ cell }) => cell.name);
  const type = mode === "recall" ? mode : "cells";
  const { cells } = planRun(present, recorded, { type, names });
  expect(await session.run({ cells, positions: false })).toEqual({ type: "done" });
  session.close();
  const findings = new Map([...recorders].map(([name, recorder]) => [name, recorder.findings()!]));
  return { findings, results, matrices, workloads, recalled };
}

test("recorded checks, matrices and workloads are recalled as they were found", async () => {
  const first = await run("explore", new Map());
  expect(first.recalled.length).toBeGreaterThan(6);
  expect(first.recalled).not.toContain(true);
  expect(first.matrices).toHaveLength(1);
  expect(first.workloads).toMatchObject([{ verdict: "violated", smallest: "2" }]);

  const renewed = renewResults(present, new Map(), first.findings, "2026-01-01T00:00:00Z");
  const decoded = decodeResults(encodeResults(renewed));
  if (decoded.kind !== "results") throw new Error(JSON.stringify(decoded));
  const second = await run("recall", decoded.results);
  expect(second.recalled).not.toContain(false);
  expect(second.findings).toEqual(first.findings);
  for (const [name, findings] of first.findings) {
    expect(compareFindings(findings, second.findings.get(name)!)).toEqual([]);
  }
  const traces = ({ results }: Seen) =>
    results.flatMap(({ properties }) => properties.map(({ trace }) => trace));
  expect(traces(second)).toEqual(traces(first));
  expect(traces(first).filter((trace) => trace !== null).length).toBeGreaterThan(4);

  const boxes = ({ matrices: [matrix] }: Seen) =>
    matrix.boxes.map((row) => row.map((box) => box?.property.verdict));
  expect(boxes(second)).toEqual(boxes(first));
  const { checks, matrices } = decoded.results.get("matrix")!;
  const shown = { ...second, matrices: [showMatrix(matrices[0], checks.map(resultOf))] };
  expect(boxes(shown)).toEqual(boxes(first));
});
