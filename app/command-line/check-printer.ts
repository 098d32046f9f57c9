import { counted } from "../../engine/report/numbers.js";

/** What a check of one notebook came to, in numbers. */
export interface CheckCounts {
  /** Checks and series of workloads that ran to their end. */
  readonly checks: number;
  /** Those that differ from what was recorded, or that are recorded and were not made. */
  readonly changed: number;
  /** Those of cells of which nothing was recorded. */
  readonly fresh: number;
}

/** Prints what `heddle check` finds about one notebook: one line when all is well. */
export class CheckPrinter {
  private headed = false;
  private cell = "";

  /**
   * @param path of the notebook, as the user named it
   * @param write writes text
   */
  constructor(
    private readonly path: string,
    private readonly write: (text: string) => void,
  ) {}

  /** Something about the notebook as a whole. */
  note(text: string): void {
    this.head();
    this.write(`  ${text}\n`);
  }

  /** Something about a cell. */
  cellNote(cell: string, text: string): void {
    this.head();
    this.write(`  #${cell}: ${text}\n`);
    this.cell = cell;
  }

  /** More about a cell, under a heading with its name. */
  detail(cell: string, lines: readonly string[]): void {
    this.head();
    if (this.cell !== cell) this.write(`  #${cell}\n`);
    this.cell = cell;
    for (const line of lines) this.write(line === "" ? "\n" : `    ${line}\n`);
  }

  /** The last line. */
  end({ checks, changed, fresh }: CheckCounts, recorded: string | null): void {
    const same = checks - changed - fresh;
    const parts = [
      ...(same > 0 || changed + fresh === 0
        ? [`${same === checks ? "all" : same} as recorded`]
        : []),
      ...(changed > 0 ? [`${changed} changed`] : []),
      ...(fresh > 0 ? [`${fresh} new`] : []),
    ];
    const said =
      checks === 0 && changed === 0
        ? "no checks"
        : `${counted(checks, "check")}, ${parts.join(", ")}`;
    const saved = recorded === null ? "" : `; recorded in ${recorded}`;
    this.write(this.headed ? `  ${said}${saved}\n` : `${this.path}: ${said}${saved}\n`);
  }

  private head(): void {
    if (!this.headed) this.write(`${this.path}\n`);
    this.headed = true;
  }
}
