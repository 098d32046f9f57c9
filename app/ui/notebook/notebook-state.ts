/** Everything that is known of an open notebook, and what it needs of its surroundings. */
import type { Connect } from "../../kernel/connection.js";
import type { SessionEvent } from "../../kernel/protocol.js";
import type { BlockId } from "../../notebook/document/block.js";
import type { History } from "../../notebook/document/history.js";
import type { Results } from "../../notebook/results/record.js";
import type { Analyser, NotebookSummary } from "../analysis/summary.js";
import type { CellOutput } from "./outputs.js";
import type { WhatIf } from "./what-ifs.js";

/** The interleaving and the step that the user looks at. */
export interface Focus {
  readonly cell: string;
  /** Ordinal of the check in the cell. */
  readonly check: number;
  readonly property: string;
  readonly step: number;
  /**
   * Set for an interleaving of the check's what-if: the one that was made, or the one of the
   * property that exploring from there has found.
   */
  readonly whatIf?: "made" | "explored";
}

/** Whether two places are in the same interleaving. */
export function isSameInterleaving(a: Omit<Focus, "step">, b: Omit<Focus, "step">): boolean {
  const same = a.cell === b.cell && a.check === b.check && a.whatIf === b.whatIf;
  return same && (a.whatIf === "made" || a.property === b.property);
}

/** See `SessionEvent`. */
export type LostReason = Extract<SessionEvent, { readonly type: "lost" }>["reason"];

/** Whether keys go to the notebook or into the text of the selected block. */
export type Mode = "command" | "edit";

/** A place in a block's text; lines and columns count from 1. */
export interface TextPlace {
  readonly block: BlockId;
  readonly line: number;
  readonly column: number;
}

/** What of a cell can be folded away. */
export type FoldedPart = "code" | "output";

/** What is wrong in a cell, as the language service says it. */
export interface CellDiagnostic {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** From 1, in the cell. */
  readonly line: number;
  readonly column: number;
}

/** Everything that a notebook's page is drawn from. */
export interface NotebookState {
  /** Null for one that was never saved. */
  readonly path: string | null;
  readonly name: string;
  readonly history: History;
  /** The text as it was last read or saved. */
  readonly savedText: string;
  readonly selected: BlockId | null;
  /** The other end of a selection of several blocks; null where one is selected. */
  readonly anchor: BlockId | null;
  readonly mode: Mode;
  /** Where in a block's text the caret is to go, as soon as there is an editor; null when it has. */
  readonly goal: TextPlace | null;
  /** The cell whose name and options are being edited; null for none. */
  readonly heading: BlockId | null;
  /** Blocks whose code, or whose output, is folded away. */
  readonly folded: Readonly<Record<FoldedPart, ReadonlySet<BlockId>>>;
  /** Whether cells have line numbers. */
  readonly numbered: boolean;
  /** What the language service finds wrong in the cells that have something. */
  readonly diagnostics: ReadonlyMap<BlockId, readonly CellDiagnostic[]>;
  readonly summary: NotebookSummary;
  /** By name of the cell. */
  readonly outputs: ReadonlyMap<string, CellOutput>;
  readonly recorded: Results;
  /** What was recorded when the notebook was opened, or last saved. */
  readonly savedResults: Results;
  readonly focus: Focus | null;
  /** Interleavings made by hand, by name, see `whatIfName`. */
  readonly whatIfs: ReadonlyMap<string, WhatIf>;
  /** Steps of the interleaving in focus that something points at. */
  readonly marked: readonly number[];
  /** Watch expressions, for whatever interleaving is in focus. */
  readonly watches: readonly string[];
  /** Locations that the shown steps of the interleaving in focus must touch; null for all steps. */
  readonly filter: readonly string[] | null;
  /** True while something is explored, or cells run or wait to run. */
  readonly busy: boolean;
  /** Why the kernel has ended, and with it the values of all cells; null while it lives. */
  readonly lost: LostReason | null;
}

/** What a notebook needs of its surroundings. */
export interface NotebookServices {
  readonly analyser: Analyser;
  /** Starts a kernel. */
  readonly connect: Connect;
  readonly engineVersion: string;
  /** Milliseconds from any fixed origin. */
  readonly now: () => number;
  /** The present time, ISO 8601, UTC. */
  readonly date: () => string;
  /** Asked before anything runs; whoever answers no tells the user why. */
  readonly mayRun: () => boolean;
  /** Whether an edit runs explorations again, and not only what is cheap. */
  readonly runOnEdit: () => boolean;
}

/** A notebook to open. */
export interface NotebookFile {
  readonly path: string | null;
  readonly name: string;
  readonly text: string;
  /** What its file holds, where that is another text: one that was restored is unsaved. */
  readonly savedText?: string;
  readonly results: Results;
}
