/** What a notebook found, for exports: from what is known or recorded, or else by running it. */
import type { CheckResult } from "../../engine/check/result.js";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import type { Finding, Overview } from "../export/finding.js";
import { type Part, headingOf, partsOf, titleOf } from "../export/notebook-parts.js";
import type { CellEvent } from "../kernel/protocol.js";
import type { Analysis } from "../notebook/analysis/analyse.js";
import { ancestors } from "../notebook/graph/graph.js";
import { planRun } from "../notebook/plan-run.js";
import type { Results } from "../notebook/results/record.js";
import { CommandError, exitCode } from "./exit-code.js";
import { fileName } from "./file-name.js";
import { type Loaded, loadNotebook, problemsError } from "./load-notebook.js";
import { ProgressLine } from "./progress-line.js";
import type { Surroundings } from "./surroundings.js";
import type { Target } from "./target.js";

/** What a run of a notebook found, and the notebook itself. */
export interface Collected {
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly overviews: readonly Overview[];
}

/**
 * The findings of all of a notebook, or if that cannot run of the wanted cell and what it needs,
 * since the other cells are only there to compare with.
 *
 * @throws CommandError for a bad notebook, a cell that is not there, and when interrupted
 */
export async function collectFindings(target: Target, around: Surroundings): Promise<Collected> {
  const wanted = await loadNotebook(target, around);
  const decoded = await around.files.readResults(target.file);
  const recorded: Results = decoded?.kind === "results" ? decoded.results : new Map();
  if (target.cell === null) return collect(wanted, recorded, around);
  try {
    const whole = await loadNotebook({ ...target, cell: null }, around);
    return await collect(whole, recorded, around);
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== exitCode.badNotebook) throw error;
    return collect(wanted, recorded, around);
  }
}

async function collect(
  loaded: Loaded,
  recorded: Results,
  around: Surroundings,
): Promise<Collected> {
  const { notebook, text, present } = loaded;
  const { analysis } = present;
  const parts = partsOf(text, notebook);
  const title = titleOf(parts) ?? fileName(notebook.path).replace(/(\.heddle)?\.md$/, "");
  const findings: Finding[] = [];
  const overviews: Overview[] = [];
  for (const event of knownEvents(loaded, around) ??
    (await runForEvents(loaded, recorded, around))) {
    const { cell } = event;
    if (event.type === "result") {
      findings.push({
        cell,
        heading: headingOf(parts, cell),
        uses: linuxNames(analysis, cell),
        result: withoutPositions(event.result),
        isSwept: event.series !== null,
      });
    } else if (event.type === "matrix") overviews.push({ cell, text: renderMatrix(event.matrix) });
    else if (event.type === "workloads") {
      overviews.push({ cell, text: renderWorkloads(event.result) });
    }
  }
  return { path: notebook.path, text, title, parts, analysis, findings, overviews };
}

/** What the cells have told before; null when some of them must run to tell it. */
function knownEvents({ cells }: Loaded, { known, onlyKnown }: Surroundings): CellEvent[] | null {
  const current = cells.map(({ name, key }) => {
    const cell = known.get(name);
    return cell?.key === key ? cell.events : null;
  });
  if (!onlyKnown && current.includes(null)) return null;
  return current.flatMap((events) => events ?? []);
}

/** What is exported does not name source lines: they move, and the reader has other files. */
function withoutPositions(result: CheckResult): CheckResult {
  const properties = result.properties.map((property) => {
    const { trace } = property;
    if (trace === null || trace.steps.every(({ position }) => position === null)) return property;
    const steps = trace.steps.map((step) => ({ ...step, position: null }));
    return { ...property, trace: { ...trace, steps } };
  });
  return { ...result, properties };
}

/** What is recorded of the cells as they are is recalled, what is not is explored. */
async function runForEvents(
  { notebook, present, cells }: Loaded,
  recorded: Results,
  around: Surroundings,
): Promise<readonly CellEvent[]> {
  const { stderr } = around;
  const events: CellEvent[] = [];
  const progress = new ProgressLine(stderr);
  const kernel = around.startKernel(
    notebook.path,
    (event) => {
      if (event.type !== "cell") return;
      events.push(event.event);
      if (event.event.type === "progress") progress.show(event.event.progress);
      else if (event.event.type === "console") {
        progress.clear();
        stderr.write(`${event.event.text}\n`);
      }
    },
    { workers: 1, shared: true },
  );
  const release = around.onInterrupt(() => void kernel.interrupt());
  const end = await kernel.run({
    cells: planRun(present, recorded, { type: "recall", names: cells.map(({ name }) => name) })
      .cells,
    overrides: { explain: true },
    positions: false,
  });
  release();
  kernel.close();
  progress.clear();
  if (end.type === "interrupted") {
    throw new CommandError(exitCode.interrupted, "interrupted: nothing is exported");
  }
  if (end.type === "failed") {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, end.problems);
  }
  return events;
}

/** What a cell uses of the kernel model, itself or else through the cells that it needs. */
function linuxNames({ cells, graph }: Analysis, name: string): string[] {
  const index = cells.findIndex(({ cell }) => cell.name === name);
  const needed = ancestors(graph, [index]).map((each) => cells[each]);
  for (const users of [[cells[index]], [...needed, cells[index]]]) {
    const imported = users
      .flatMap(({ imports }) => imports)
      .filter(({ module }) => module === "heddle/linux")
      .map(({ imported: exported, local }) => exported ?? local);
    if (imported.length > 0) return [...new Set(imported)].sort();
  }
  return [];
}
