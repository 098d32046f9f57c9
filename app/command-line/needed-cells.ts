import type { CellEvent } from "../kernel/protocol.js";
import { exitCode } from "./exit-code.js";
import { Tally } from "./tally.js";

/** What the checks of the cells that a named cell needs came to. */
export class NeededCells {
  readonly tally = new Tally();
  /** Cells with a verdict that is not as expected. */
  private readonly suspects = new Set<string>();

  /** Takes note of something that happened in a needed cell. */
  add(cell: string, event: CellEvent): void {
    const own = new Tally();
    if (event.type === "result") own.add(event.result);
    if (event.type === "workloads") own.addWorkloads(event.result);
    this.tally.include(own);
    if (own.code !== exitCode.asExpected) this.suspects.add(cell);
  }

  /** A line, or nothing if they check nothing: `needed cells: 1 check, 4 properties: ...`. */
  get summary(): string {
    if (this.tally.isEmpty) return "";
    const where = [...this.suspects].map((cell) => `#${cell}`).join(", ");
    return `needed cells: ${this.tally.summary}${where === "" ? "" : ` (in ${where})`}\n`;
  }
}
