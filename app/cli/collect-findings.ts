/** Runs a notebook for its findings: the one place where exports meet the kernel. */
import { basename } from "node:path";
import type { CheckResult } from "../../engine/check/result.js";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import type { Finding, Overview } from "../export/finding.js";
import { type Part, headingOf, partsOf, titleOf } from "../export/notebook-parts.js";
import { runKernel } from "../kernel/node/run-kernel.js";
import type { KernelEvent } from "../kernel/protocol.js";
import { type AnalysedCell, analyseNotebook } from "../notebook/analysis/analyse.js";
import { neededCells } from "../notebook/analysis/needed-cells.js";
import { CommandError, exitCode } from "./exit-code.js";
import { onInterrupt } from "./interrupt.js";
import { type Loaded, loadNotebook, problemsError } from "./load-notebook.js";
import { ProgressLine } from "./progress-line.js";
import type { Target } from "./target.js";

/** What a run of a notebook found, and the notebook itself. */
export interface Collected {
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly cells: readonly AnalysedCell[];
  readonly findings: readonly Finding[];
  readonly overviews: readonly Overview[];
}

/**
 * Runs all of a notebook, or if that is not possible the wanted cell and what it needs, since the
 * other cells are only there to compare with.
 *
 * @throws CommandError for a bad notebook, a cell that is not there, and when interrupted
 */
export async function collectFindings(target: Target): Promise<Collected> {
  const wanted = await loadNotebook(target);
  if (target.cell === null) return collect(wanted);
  try {
    return await collect(await loadNotebook({ ...target, cell: null }));
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== exitCode.badNotebook) throw error;
    return collect(wanted);
  }
}

async function collect({ notebook, text, compiled }: Loaded): Promise<Collected> {
  const parts = partsOf(text, notebook);
  const cells = analyseNotebook(notebook);
  const findings: Finding[] = [];
  const overviews: Overview[] = [];
  const progress = new ProgressLine(process.stderr);
  const add = (index: number, result: CheckResult, isSwept: boolean): void => {
    const cell = compiled.cells[index].name;
    const heading = headingOf(parts, cell);
    findings.push({ cell, heading, uses: linuxNames(cells, cell), result, isSwept });
  };
  const onEvent = (event: KernelEvent): void => {
    switch (event.type) {
      case "progress":
        progress.show(event.progress);
        break;
      case "result":
        add(event.cell, event.result, event.sweep !== null);
        break;
      case "matrix":
        overviews.push({
          cell: compiled.cells[event.cell].name,
          text: renderMatrix(event.matrix),
        });
        break;
      case "workloads":
        overviews.push({
          cell: compiled.cells[event.cell].name,
          text: renderWorkloads(event.result),
        });
        break;
      case "console":
        progress.clear();
        process.stderr.write(`${event.text}\n`);
        break;
      case "cell":
      case "replayed":
      case "failed":
      case "cancelled":
      case "done":
    }
  };
  const run = runKernel(compiled, { overrides: { explain: true } }, onEvent);
  const release = onInterrupt(() => run.cancel());
  const ending = await run.ended;
  release();
  progress.clear();
  if (ending.type === "cancelled") {
    throw new CommandError(exitCode.interrupted, "interrupted: nothing is exported");
  }
  if (ending.type === "failed") {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, ending.problems);
  }
  const title = titleOf(parts) ?? basename(notebook.path).replace(/(\.heddle)?\.md$/, "");
  return { path: notebook.path, text, title, parts, cells, findings, overviews };
}

/** What a cell uses of the kernel model, itself or else through the cells that it needs. */
function linuxNames(cells: readonly AnalysedCell[], name: string): string[] {
  const own = cells.filter(({ cell }) => cell.name === name);
  for (const users of [own, neededCells(cells, name)]) {
    const imported = cells
      .flatMap(({ imports }) => imports)
      .filter(({ module, local }) => {
        return module === "heddle/linux" && users.some(({ uses }) => uses.has(local));
      })
      .map(({ imported: exported, local }) => exported ?? local);
    if (imported.length > 0) return [...new Set(imported)].sort();
  }
  return [];
}
