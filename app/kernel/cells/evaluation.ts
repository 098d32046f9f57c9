import type { CrewHelper } from "../../../engine/check/crew/helper.js";
import type { CrewLeader } from "../../../engine/check/crew/leader.js";
import type { Scenario } from "../../../engine/index.js";
import type { Settings } from "../../../engine/check/settings.js";
import type { Place, Problem } from "../../notebook/place.js";
import type { CellEvent, CellRun, CellValue, RunRequest } from "../protocol.js";
import { ConsoleBudget } from "./cell-console.js";

/** A check that a cell has made, to answer questions about. */
export interface MadeCheck {
  readonly scenario: Scenario;
  readonly settings: Settings;
}

/** An event without the name of its cell. */
export type Untold = CellEvent extends infer E
  ? E extends CellEvent
    ? Omit<E, "cell">
    : never
  : never;

/** One evaluation of one cell: what it is to do, and what has happened in it so far. */
export class Evaluation {
  /** Checks by ordinal, see `CheckRef`. */
  readonly checks: MadeCheck[] = [];
  /** Checks that have begun, silent ones too; a crew's kernels name them by that. */
  begun = 0;
  /** Other kernels that help with its checks; null when there are none. */
  crew: CrewLeader | CrewHelper | null = null;
  /** The cell has looked at the clock or drawn a random number: it cannot be evaluated twice. */
  impure = false;
  /** Calls of the engine that have not returned; the place is null where the stack does not tell. */
  readonly calls = new Set<{ readonly place: Place | null }>();
  readonly console = new ConsoleBudget();
  /** Results told, to recognise one that is the cell's value. */
  readonly told = new Map<unknown, CellValue>();
  /** What nothing in the cell caught. */
  readonly problems: Problem[] = [];
  matrices = 0;
  /** Series of workloads that have begun, and that are done. */
  workloadsBegun = 0;
  workloads = 0;
  /** The cell's own code has ended, or has been given up; checks that still run are stopped. */
  over = false;
  /** The user stopped one of its checks. */
  interrupted = false;

  constructor(
    readonly run: number,
    readonly request: Pick<RunRequest, "overrides" | "positions">,
    readonly of: CellRun,
  ) {}
}
