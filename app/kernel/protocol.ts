/**
 * What a session and its kernel say to each other: plain data both ways, for `postMessage`.
 *
 * The kernel is the confined worker in which a notebook's cells are evaluated; the session
 * (`session.ts`) is its owner, in a page or in the command line. A page imports the types of this
 * file, the `Session`, and `web/connect.ts`; it never builds or reads messages itself.
 */
import type { Progress } from "../../engine/check/host.js";
import type { Overrides } from "../../engine/check/overrides.js";
import type { RecordedCheck } from "../../engine/check/recorded.js";
import type { CheckResult } from "../../engine/check/result.js";
import type { Matrix, SweepPoint } from "../../engine/sweep/matrix.js";
import type { ReplayResult } from "../../engine/trace/replay-result.js";
import type { RecordedWorkloads, WorkloadsResult } from "../../engine/workloads/result.js";
import type { ImportedName } from "../notebook/analysis/imports.js";
import type { Problem } from "../notebook/place.js";
import type { Answers, Query } from "./queries/questions.js";

export type { Answers, CheckRef, Query, Schedule } from "./queries/questions.js";

// What to run

/** One compiled cell; a `CompiledCell` of the notebook core with a key is one. */
export interface CellCode {
  /** Unique in the notebook. */
  readonly name: string;
  /**
   * Equal keys mean equal transitive sources and options: a cell whose value is live under the same
   * key need not be evaluated again.
   */
  readonly key: string;
  /** Names defined by other cells that this one reads. */
  readonly reads: readonly string[];
  /** Names that this cell defines for others. */
  readonly defines: readonly string[];
  readonly imports: readonly ImportedName[];
  /**
   * A JavaScript expression: a strict async function of one object that has all of `reads` and
   * `imports` as properties, in which all code stands at its own lines and columns of the file. It
   * resolves to `{ value, defines }`: the value of the cell's last expression, and an object that
   * has all of `defines` as properties.
   */
  readonly script: string;
  /** File line of the first line of code. */
  readonly firstLine: number;
}

/**
 * What a check in a cell does.
 *
 * - `explore`: explores. Counterexamples handed in as `recorded` are replayed first, each told by a
 *   `replayed` event, before the check that they belong to begins to explore.
 * - `recall`: for a cell that is only needed for its definitions, or whose recorded results are to
 *   be shown with their interleavings. A check whose result was recorded returns it at once, with
 *   traces rebuilt by replay; one that was not, or whose recording does not fit the scenario any
 *   more, explores.
 * - `declare`: notes the scenario and returns an undecided result at once, which is not reported:
 *   for replaying a string that came from elsewhere.
 */
export type CellMode = "explore" | "recall" | "declare";

/** One cell of a run. */
export interface CellRun {
  readonly cell: CellCode;
  readonly mode: CellMode;
  /**
   * Evaluate it even though its value is live. False for the ancestors of what the user wants to
   * run. Default true.
   */
  readonly force?: boolean;
  /**
   * Recorded results, by the ordinal of the check (see `CheckRef`); null for a check without one.
   * In mode `recall` they must have been recorded under the cell's present key.
   */
  readonly recorded?: readonly (RecordedCheck | null)[];
  /** Recorded results of `forAll`, by their own ordinal within the cell. */
  readonly recordedWorkloads?: readonly (RecordedWorkloads | null)[];
}

/** What to run. */
export interface RunRequest {
  /** In dataflow order: each cell after the cells that it reads from. */
  readonly cells: readonly CellRun[];
  /** Imposed on every check. Default none. */
  readonly overrides?: Overrides;
  /** Whether traces say where in the source each step is. Default true. */
  readonly positions?: boolean;
}

// What happened

/** How the evaluation of one cell ended. */
export type CellOutcome =
  | { readonly type: "done" }
  /** An error of the cell itself; never empty. */
  | { readonly type: "failed"; readonly problems: readonly Problem[] }
  /**
   * It was not evaluated, because it reads from a cell that failed or was blocked, or because that
   * cell took the worker with it.
   */
  | { readonly type: "blocked"; readonly by: string }
  /** The user stopped it; results that it reported before stay valid. */
  | { readonly type: "interrupted" };

/** The value of a cell's last expression. */
export type CellValue =
  /** A result that an event of this cell has already told, by its ordinal among its kind. */
  | { readonly kind: "check" | "matrix" | "workloads"; readonly index: number }
  /** Any other value but undefined, as text of at most `valueLimit` characters. */
  | { readonly kind: "text"; readonly text: string };

/**
 * Something that happened in a run, always about one cell. For each cell of a run, in order:
 * `started`, any number of others, `finished`; or `skipped` alone when its value was live; or
 * `finished` alone (`blocked`, `interrupted`) when it never started.
 */
export type CellEvent = { readonly cell: string } & (
  | { readonly type: "started"; readonly key: string }
  | { readonly type: "skipped" }
  /** At most about ten times a second. */
  | { readonly type: "progress"; readonly progress: Progress }
  /** A recorded counterexample of a check that is about to explore, tried on the present code. */
  | { readonly type: "replayed"; readonly check: number; readonly result: ReplayResult }
  | {
      readonly type: "result";
      /** Ordinal of the check, see `CheckRef`. */
      readonly check: number;
      readonly result: CheckResult;
      /** Name of the sweep or series of workloads that it is part of, or null. */
      readonly series: string | null;
      /** Answered from the recorded results. */
      readonly recalled: boolean;
    }
  /** A sweep begins: the checks that it is going to make, the first of them with this ordinal. */
  | {
      readonly type: "sweeping";
      readonly name: string;
      readonly first: number;
      readonly points: readonly SweepPoint[];
    }
  | { readonly type: "matrix"; readonly index: number; readonly matrix: Matrix }
  | {
      readonly type: "workloads";
      readonly index: number;
      readonly result: WorkloadsResult;
      readonly recalled: boolean;
    }
  /**
   * One call of a console method (`level`), or a remark of the kernel about what it left out
   * (`note`). At most `consoleLimit` a cell, then one note.
   */
  | {
      readonly type: "console";
      readonly level: "log" | "info" | "debug" | "warn" | "error" | "note";
      readonly text: string;
    }
  | { readonly type: "value"; readonly value: CellValue }
  | { readonly type: "finished"; readonly outcome: CellOutcome; readonly ms: number }
);

/**
 * Everything a session tells its owner, in the order in which it happened. Events of one run carry
 * its number; a late error of a finished cell (a rejection that nobody handled) is a `console` event
 * of that cell with level `error`.
 */
export type SessionEvent =
  | { readonly type: "cell"; readonly run: number; readonly event: CellEvent }
  /**
   * The worker ended and with it the values of all cells: the next run evaluates again what it
   * needs, in a new worker.
   */
  | { readonly type: "lost"; readonly reason: "interrupt" | "restart" | "memory" | "crash" };

/** How a run ended. */
export type RunEnd =
  /** Every cell was evaluated or skipped. */
  | { readonly type: "done" }
  /** Some cell failed; problems of all of them, in order. */
  | { readonly type: "failed"; readonly problems: readonly Problem[] }
  | { readonly type: "interrupted" };

/** Text that a cell may print: further calls are counted and told by one note. */
export const consoleLimit = { characters: 1_000_000, lines: 10_000, line: 100_000 } as const;

/** Characters of a value's text; what is longer is cut, and says so. */
export const valueLimit = 20_000;

/** Parts of one result; what exceeds them is left out of what is reported, with a note. */
export const resultLimit = { outcomes: 10_000, steps: 100_000 } as const;

// Messages

/** What a helper evaluates: all that lives in the leader's kernel, then the cell under way. */
export interface Assistance {
  readonly path: string;
  readonly request: RunRequest;
}

/** From the session to the kernel. */
export type ToKernel =
  /**
   * The first message: the notebook's name in stack traces, see `scriptName`. In a kernel that has
   * been used: another notebook begins, nothing is live.
   */
  | {
      readonly type: "open";
      readonly path: string;
      /** Kernels that can be started to help with a large search. Default 0. */
      readonly helpers?: number;
    }
  /** The first message of a helper, after the port to its leader. */
  | { readonly type: "assist"; readonly assistance: Assistance }
  /** A helper has ended. */
  | { readonly type: "lost"; readonly crew: number; readonly helper: number }
  | { readonly type: "run"; readonly run: number; readonly request: RunRequest }
  | { readonly type: "query"; readonly id: number; readonly query: Query }
  /** Stops the run and every query that explores; queries are answered with what they have. */
  | { readonly type: "interrupt" };

/** From the kernel to the session. */
export type FromKernel =
  | { readonly type: "event"; readonly run: number; readonly event: CellEvent }
  | { readonly type: "ended"; readonly run: number; readonly end: RunEnd }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answers[keyof Answers] }
  /** Start helpers and connect them. */
  | {
      readonly type: "recruit";
      readonly crew: number;
      readonly helpers: number;
      readonly assistance: Assistance;
    }
  /** End the helpers. */
  | { readonly type: "dismiss" }
  /** A query that cannot be answered. */
  | { readonly type: "refused"; readonly id: number; readonly problem: Problem };
