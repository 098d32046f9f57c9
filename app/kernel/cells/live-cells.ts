import type { CellCode } from "../protocol.js";

type Facts = Pick<CellCode, "name" | "key" | "reads" | "defines">;

/** Which cells' values are live: evaluated, and nothing that they read was evaluated again since. */
export class LiveCells {
  private readonly cells = new Map<string, Facts>();

  /** Whether a cell need not be evaluated again. */
  has({ name, key }: Facts): boolean {
    return this.cells.get(name)?.key === key;
  }

  /** A cell has been evaluated. */
  add(cell: Facts): void {
    this.cells.set(cell.name, cell);
  }

  /** A cell is about to be evaluated: it and all that read from it, directly or not, are not live. */
  drop(cell: Facts): void {
    const before = this.cells.get(cell.name)?.defines ?? [];
    this.cells.delete(cell.name);
    const changed = new Set([...before, ...cell.defines]);
    for (const name of changed) {
      for (const other of [...this.cells.values()]) {
        if (!other.reads.includes(name) && !other.defines.includes(name)) continue;
        this.cells.delete(other.name);
        for (const defined of other.defines) changed.add(defined);
      }
    }
  }
}
