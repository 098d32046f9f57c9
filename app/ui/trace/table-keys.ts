/** What keys do in an interleaving table, beside those of the scrubber. */
import type { TableModel } from "../../../engine/report/table.js";
import { callEnds, type VisibleRow } from "./rows.js";

/** A table with its cursor. */
export interface TableCursor {
  readonly model: TableModel;
  readonly visible: readonly VisibleRow[];
  /** Position among the visible rows; -1 in the initial state. */
  readonly cursor: number;
  readonly folded: ReadonlySet<number>;
}

/** What a key asks for; `stay` where it means something but there is nothing to do. */
export type TableMove =
  | { readonly kind: "row"; readonly position: number }
  | { readonly kind: "start" }
  /** Folds or unfolds the call row of this index. */
  | { readonly kind: "fold"; readonly index: number }
  | { readonly kind: "stay" };

const STAY: TableMove = { kind: "stay" };

/**
 * Arrows up and down go to the row above and below, Home and End to the first and last one, left
 * folds the innermost call around the cursor, right unfolds it. Null for other keys.
 */
export function moveForKey(key: string, table: TableCursor): TableMove | null {
  const { visible, cursor } = table;
  const isStep = ({ row, hidden }: VisibleRow): boolean => row.step !== null || hidden !== null;
  const to = (position: number): TableMove => (position < 0 ? STAY : { kind: "row", position });
  switch (key) {
    case "ArrowDown":
      return to(visible.findIndex((row, position) => position > cursor && isStep(row)));
    case "ArrowUp": {
      const above = visible.findLastIndex((row, position) => position < cursor && isStep(row));
      return above < 0 ? { kind: "start" } : to(above);
    }
    case "Home":
      return to(visible.findIndex(isStep));
    case "End":
      return to(visible.findLastIndex(isStep));
    case "ArrowLeft":
      return fold(table);
    case "ArrowRight": {
      const at = visible[cursor];
      return at?.hidden == null ? STAY : { kind: "fold", index: at.index };
    }
    default:
      return null;
  }
}

function fold({ model, visible, cursor, folded }: TableCursor): TableMove {
  const at = visible[cursor];
  if (at === undefined) return STAY;
  const ends = callEnds(model);
  for (let index = at.index; index >= 0; index--) {
    const { kind, thread } = model.rows[index];
    const around = kind === "call" && thread === at.row.thread && !folded.has(index);
    if (around && (ends.get(index) ?? -1) >= at.index) return { kind: "fold", index };
  }
  return STAY;
}
