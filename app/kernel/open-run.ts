import type { Problem } from "../notebook/place.js";
import type {
  CellEvent,
  CellOutcome,
  CellRun,
  RunEnd,
  RunRequest,
  SessionEvent,
} from "./protocol.js";

/** A run as its session sees it: which of its cells have not finished yet. */
export class OpenRun {
  readonly type = "run";
  /** In order; the first one is under way once it has started. */
  private readonly open: CellRun[];
  /** When the cell under way was started; null between cells. */
  private startedAt: number | null = null;

  constructor(
    readonly id: number,
    readonly request: RunRequest,
    private readonly onEvent: (event: SessionEvent) => void,
    /** Called once, with how the run ended. */
    readonly settle: (end: RunEnd) => void,
  ) {
    this.open = [...request.cells];
  }

  /** Takes note of an event of this run. */
  note(event: CellEvent): void {
    if (event.type === "started") this.startedAt = performance.now();
    else if (event.type === "finished" || event.type === "skipped") {
      const index = this.open.findIndex(({ cell }) => cell.name === event.cell);
      if (index >= 0) this.open.splice(index, 1);
      this.startedAt = null;
    }
  }

  /** Ends the run where it is, because the user wants it to stop. */
  abandon(): void {
    this.close(this.open, { type: "interrupted" });
    this.settle({ type: "interrupted" });
  }

  /** Ends the run where it is, because the cell under way has broken the worker. */
  fail(problem: Omit<Problem, "place">): void {
    const [under, ...rest] = this.open;
    if (under === undefined) {
      this.settle({ type: "failed", problems: [{ ...problem, place: null }] });
      return;
    }
    const { name, firstLine } = under.cell;
    const problems = [{ ...problem, place: { line: firstLine, column: 1 } }];
    this.close([under], { type: "failed", problems });
    this.close(rest, { type: "blocked", by: name });
    this.settle({ type: "failed", problems });
  }

  private close(cells: readonly CellRun[], outcome: CellOutcome): void {
    for (const { cell } of cells) {
      const ms = this.startedAt === null ? 0 : performance.now() - this.startedAt;
      this.startedAt = null;
      const event: CellEvent = { type: "finished", cell: cell.name, outcome, ms };
      this.onEvent({ type: "cell", run: this.id, event });
    }
  }
}
