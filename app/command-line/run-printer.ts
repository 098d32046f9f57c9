import type { CheckResult } from "../../engine/check/result.js";
import { type JsonRow, jsonRows } from "../../engine/report/data.js";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderResult } from "../../engine/report/report.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import type { CellEvent } from "../kernel/protocol.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { type JsonWorkloads, jsonWorkloads } from "./json-report.js";
import { NeededCells } from "./needed-cells.js";
import type { ProgressLine } from "./progress-line.js";
import { Tally } from "./tally.js";

/** Where a run is printed, and how. */
export interface PrinterSettings {
  /** Name of the notebook. */
  readonly path: string;
  /** The cell that was named, whose results alone are printed; null for all. */
  readonly named: string | null;
  readonly json: boolean;
  readonly color: boolean;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly progress: ProgressLine;
}

/** Prints what happens in a run as it happens, and sums it up. */
export class RunPrinter {
  private readonly tally = new Tally();
  private readonly needed = new NeededCells();
  private readonly rows: JsonRow[] = [];
  private readonly workloads: JsonWorkloads[] = [];
  /** One line for each cell that could not be run. */
  readonly blocked: string[] = [];
  private headed = "";

  constructor(private readonly settings: PrinterSettings) {}

  /** Takes note of something that happened in a cell. */
  take(event: CellEvent): void {
    const { cell } = event;
    const { named, progress } = this.settings;
    if (event.type === "progress") progress.show(event.progress);
    else if (event.type === "finished" && event.outcome.type === "blocked") {
      this.blocked.push(`cell ${cell} was not run, because it needs cell ${event.outcome.by}`);
    } else if (named !== null && named !== cell) this.needed.add(cell, event);
    else this.takeShown(event);
  }

  private takeShown(event: CellEvent): void {
    const { path, json, color, stderr } = this.settings;
    const { cell } = event;
    switch (event.type) {
      case "console":
        if (json) stderr.write(`${event.text}\n`);
        else this.print(cell, event.text);
        break;
      case "result":
        this.tally.add(event.result);
        if (json) this.rows.push(...jsonRows(event.result, cell));
        else if (event.series === null || !isAsExpected(event.result)) {
          this.print(cell, renderResult(event.result, { color, notebook: path }));
        }
        break;
      case "workloads":
        this.tally.addWorkloads(event.result);
        if (json) this.workloads.push(jsonWorkloads(cell, event.result));
        else this.print(cell, renderWorkloads(event.result));
        break;
      case "matrix":
        if (!json) this.print(cell, renderMatrix(event.matrix));
        break;
      case "value":
        if (!json && event.value.kind === "text") this.print(cell, event.value.text);
        break;
      case "started":
      case "skipped":
      case "sweeping":
      case "progress":
      case "replayed":
      case "finished":
    }
  }

  /** Prints what can only be said at the end; nothing is taken note of afterwards. */
  sumUp(interrupted: boolean): void {
    const { path, json, stdout, stderr } = this.settings;
    if (json) {
      const report = { notebook: path, results: this.rows, workloads: this.workloads };
      stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      if (this.needed.tally.code !== exitCode.asExpected) stderr.write(this.needed.summary);
    } else {
      const end = interrupted ? " (interrupted)" : "";
      stdout.write(`${this.needed.summary}${this.tally.summary}${end}\n`);
    }
  }

  /** What all verdicts come to, those of needed cells too. */
  get code(): ExitCode {
    const all = new Tally();
    all.include(this.tally);
    all.include(this.needed.tally);
    return all.code;
  }

  private print(cell: string, text: string): void {
    const { color, stdout, progress } = this.settings;
    progress.clear();
    const heading = `## ${cell}`;
    if (this.headed !== cell) {
      stdout.write(`${color ? `\x1b[1m${heading}\x1b[22m` : heading}\n\n`);
    }
    this.headed = cell;
    stdout.write(`${text.trimEnd()}\n\n`);
  }
}

/** The checks of a sweep are shown as one matrix; only what is not as expected is shown in full. */
function isAsExpected({ properties }: CheckResult): boolean {
  return properties.every(({ asExpected }) => asExpected);
}
