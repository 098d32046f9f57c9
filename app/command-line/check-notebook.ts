import type { CheckResult } from "../../engine/check/result.js";
import { renderTable } from "../../engine/report/render-table.js";
import { tableOf } from "../../engine/report/table.js";
import { decodeNotebook } from "../notebook/decode-notebook.js";
import { NotebookError } from "../notebook/place.js";
import { type Change, compareFindings, hasFindings } from "../notebook/results/compare.js";
import type { Decoded } from "../notebook/results/decode.js";
import { describeReplay } from "../notebook/results/describe-replay.js";
import { encodeResults } from "../notebook/results/encode.js";
import type { Findings, Results } from "../notebook/results/record.js";
import { removedCells, renewResults } from "../notebook/results/renew.js";
import { sidecarOf } from "../notebook/results/sidecar-name.js";
import { freshness } from "../notebook/results/staleness.js";
import { type CheckCounts, CheckPrinter } from "./check-printer.js";
import { type Checked, type CheckListener, checkRun } from "./check-run.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { fileName } from "./file-name.js";
import { type Loaded, loadNotebook, problemsError } from "./load-notebook.js";
import { ProgressLine } from "./progress-line.js";
import type { Files, Surroundings } from "./surroundings.js";

/** Options of `heddle check`, as parsed from the command line. */
export interface CheckOptions {
  /** Whether to record what is found. */
  readonly update?: boolean;
  /** Workers that explore a large scenario together. Default: those of the surroundings. */
  readonly workers?: number;
}

/** How the check of one notebook ended. */
export interface NotebookCheck {
  readonly code: ExitCode;
  readonly counts: CheckCounts;
}

/**
 * Runs a notebook, compares what it finds with its sidecar and prints the differences.
 *
 * @throws CommandError for a notebook that cannot be run, also for results that cannot be read
 *   or written
 */
export async function checkNotebook(
  file: string,
  { update = false, workers }: CheckOptions,
  around: Surroundings,
): Promise<NotebookCheck> {
  const loaded = await loadNotebook({ file, cell: null }, around);
  const { present, notebook } = loaded;
  const { stdout, stderr, files } = around;
  const sidecar = fileName(sidecarOf(file));
  const progress = new ProgressLine(stderr);
  const printer = new CheckPrinter(notebook.path, (text) => {
    progress.clear();
    stdout.write(text);
  });
  const decoded = await files.readResults(file);
  const recorded: Results = decoded?.kind === "results" ? decoded.results : new Map();
  for (const note of sidecarNotes(decoded, sidecar, update)) printer.note(note);

  freshness(present, recorded).forEach((one, index) => {
    const { name } = present.analysis.cells[index].cell;
    const record = recorded.get(name);
    if (one.kind !== "stale" || record === undefined || !hasFindings(record)) return;
    const day = (one.since ?? record.recorded).slice(0, 10);
    const since = one.since === null ? `since it was recorded on ${day}` : `on ${day}`;
    printer.cellNote(name, `${one.because} changed ${since}`);
  });

  const listener: CheckListener = {
    progress: (event) => progress.show(event),
    replayed: (cell, result) => printer.detail(cell, [describeReplay(result)]),
  };
  const checked = await checkRun(loaded, recorded, listener, around, workers);
  progress.clear();
  const counts = printDifferences(printer, loaded, recorded, checked);
  const written = update
    ? await record(file, loaded, recorded, decoded, checked.findings, around)
    : null;
  if (written?.kept != null) {
    printer.note(`the earlier ${sidecar} was kept as ${written.kept}`);
  }
  if (!(await isUnchanged(file, loaded.text, files))) {
    printer.note("the file was changed while it was being checked; check it again");
  }
  printer.end(counts, written === null ? null : sidecar);

  const { end } = checked;
  if (end.type === "failed") {
    const { message } = problemsError(notebook.path, notebook, exitCode.badNotebook, end.problems);
    stderr.write(`${message}\n`);
    return { code: exitCode.badNotebook, counts };
  }
  if (end.type === "interrupted") return { code: exitCode.interrupted, counts };
  const differs = counts.changed + counts.fresh > 0;
  return { code: differs && !update ? exitCode.notAsExpected : exitCode.asExpected, counts };
}

function sidecarNotes(decoded: Decoded | null, name: string, update: boolean): string[] {
  if (decoded === null) {
    return update ? [] : [`there is no ${name}; \`heddle check --update\` records one`];
  }
  if (decoded.kind === "damaged") return [`${name} is damaged: ${decoded.message}`];
  if (decoded.kind === "newer") {
    return [`${name} was written by a newer Heddle (format ${decoded.version}); update Heddle`];
  }
  return [];
}

function printDifferences(
  printer: CheckPrinter,
  { present }: Loaded,
  recorded: Results,
  { findings, results, end }: Checked,
): CheckCounts {
  let checks = 0;
  let changed = 0;
  let fresh = 0;
  for (const { cell } of present.analysis.cells) {
    const { name } = cell;
    const now = findings.get(name);
    const before = recorded.get(name);
    if (now === undefined) continue;
    checks += countOf(now);
    if (before === undefined) {
      fresh += countOf(now);
      if (hasFindings(now) && recorded.size > 0)
        printer.cellNote(name, "is new: nothing is recorded");
      continue;
    }
    const changes = compareFindings(before, now);
    changed += changes.length;
    for (const change of changes) {
      printer.detail(name, [
        change.title,
        ...change.lines.map((line) => `  ${line}`),
        ...newTables(change, results.get(name) ?? []),
      ]);
    }
  }
  // What did not run is not gone.
  if (end.type === "done") {
    for (const name of removedCells(present.analysis, recorded)) {
      const record = recorded.get(name);
      if (record === undefined || !hasFindings(record)) continue;
      changed += countOf(record);
      printer.cellNote(name, "is recorded, but the notebook has no such cell any more");
    }
  }
  return { checks, changed, fresh };
}

function countOf({ checks, workloads }: Findings): number {
  return checks.length + workloads.length;
}

/** The interleavings that a change speaks of for the first time. */
function newTables({ lines }: Change, results: readonly CheckResult[]): string[] {
  const said = lines.filter((line) => line.startsWith("+ ")).map((line) => line.slice(2));
  for (const { properties } of results) {
    for (const { replay, trace, verdict } of properties) {
      if (replay === null || trace === null || verdict !== "violated") continue;
      if (!said.includes(replay.split("\n")[0])) continue;
      return ["", ...renderTable(tableOf(trace), { indent: 2 }).trimEnd().split("\n"), ""];
    }
  }
  return [];
}

/** Writes the sidecar if it would say something new; null when it is as it was. */
async function record(
  file: string,
  { present }: Loaded,
  recorded: Results,
  decoded: Decoded | null,
  findings: ReadonlyMap<string, Findings>,
  { files, now }: Surroundings,
): Promise<{ readonly kept: string | null } | null> {
  const renewed = renewResults(present, recorded, findings, now().toISOString());
  const text = encodeResults(renewed);
  if (decoded?.kind === "results" && text === encodeResults(recorded)) return null;
  if (decoded === null && renewed.size === 0) return null;
  return { kept: await files.saveResults(file, text) };
}

/** Whether a file still has a text; one that is gone has not. */
async function isUnchanged(file: string, text: string, files: Files): Promise<boolean> {
  try {
    return decodeNotebook(await files.readNotebook(file)) === text;
  } catch (error) {
    if (error instanceof CommandError || error instanceof NotebookError) return false;
    throw error;
  }
}
