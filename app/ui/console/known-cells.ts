import type { KnownCell } from "../../command-line/surroundings.js";
import type { CellEvent } from "../../kernel/protocol.js";

/** What the cells of a notebook have told that an export tells again. */
export class KnownCells {
  private readonly cells = new Map<string, { key: string; done: boolean; events: CellEvent[] }>();

  /** Takes note of something that happened in a cell. */
  take(event: CellEvent): void {
    if (event.type === "started") {
      this.cells.set(event.cell, { key: event.key, done: false, events: [] });
      return;
    }
    const cell = this.cells.get(event.cell);
    if (cell === undefined) return;
    switch (event.type) {
      case "result":
      case "matrix":
      case "workloads":
        cell.events.push(event);
        break;
      case "finished":
        cell.done = event.outcome.type === "done";
        break;
      default:
        break;
    }
  }

  /** The cells that ran to their end, by name. */
  get done(): ReadonlyMap<string, KnownCell> {
    return new Map([...this.cells].filter(([, { done }]) => done));
  }

  /** Puts a completed event in place of one. */
  replace(cell: string, before: CellEvent, after: CellEvent): void {
    const events = this.cells.get(cell)?.events;
    const at = events?.indexOf(before) ?? -1;
    if (events !== undefined && at >= 0) events[at] = after;
  }
}
