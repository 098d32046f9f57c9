/** Runs a notebook for its findings: the one place where exports meet the kernel. */
import { basename } from "node:path";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import type { Finding, Overview } from "../export/finding.js";
import { type Part, headingOf, partsOf, titleOf } from "../export/notebook-parts.js";
import { connectNode } from "../kernel/node/connect.js";
import type { CellEvent } from "../kernel/protocol.js";
import { Session } from "../kernel/session.js";
import type { Analysis } from "../notebook/analysis/analyse.js";
import { ancestors } from "../notebook/graph/graph.js";
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
  readonly analysis: Analysis;
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

async function collect({ notebook, text, present, cells: run }: Loaded): Promise<Collected> {
  const { analysis } = present;
  const parts = partsOf(text, notebook);
  const findings: Finding[] = [];
  const overviews: Overview[] = [];
  const progress = new ProgressLine(process.stderr);
  const onEvent = (event: CellEvent): void => {
    const { cell } = event;
    switch (event.type) {
      case "progress":
        progress.show(event.progress);
        break;
      case "result":
        findings.push({
          cell,
          heading: headingOf(parts, cell),
          uses: linuxNames(analysis, cell),
          result: event.result,
          isSwept: event.series !== null,
        });
        break;
      case "matrix":
        overviews.push({ cell, text: renderMatrix(event.matrix) });
        break;
      case "workloads":
        overviews.push({ cell, text: renderWorkloads(event.result) });
        break;
      case "console":
        progress.clear();
        process.stderr.write(`${event.text}\n`);
        break;
      case "started":
      case "skipped":
      case "replayed":
      case "value":
      case "finished":
    }
  };
  const session = new Session(notebook.path, connectNode(), (event) => {
    if (event.type === "cell") onEvent(event.event);
  });
  const release = onInterrupt(() => void session.interrupt());
  const end = await session.run({
    cells: run.map((cell) => ({ cell, mode: "explore" })),
    overrides: { explain: true },
    // What is exported does not name source lines.
    positions: false,
  });
  release();
  session.close();
  progress.clear();
  if (end.type === "interrupted") {
    throw new CommandError(exitCode.interrupted, "interrupted: nothing is exported");
  }
  if (end.type === "failed") {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, end.problems);
  }
  const title = titleOf(parts) ?? basename(notebook.path).replace(/(\.heddle)?\.md$/, "");
  return { path: notebook.path, text, title, parts, analysis, findings, overviews };
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
