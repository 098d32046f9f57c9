/** What the page and the worker that performs its commands say to each other: plain data both ways. */
import type { KnownCell } from "../../../command-line/surroundings.js";
import type { CommandDescription } from "../../../command-line/describe-commands.js";
import type { CellEvent, RunEnd } from "../../../kernel/protocol.js";
import type { Results } from "../../../notebook/results/record.js";

/** A command about an open notebook. */
export interface CommandRequest {
  /** What follows `heddle`; the notebook's name may be left out. */
  readonly words: readonly string[];
  /** The notebook's file name. */
  readonly name: string;
  readonly text: string;
  /** What its sidecar has; null for none. */
  readonly recorded: Results | null;
  /** Whether its code may be run. */
  readonly trusted: boolean;
  /** Cells whose results are on the page. */
  readonly known: ReadonlyMap<string, KnownCell>;
  /** Whether an export makes do with the known cells, instead of running the others. */
  readonly onlyKnown: boolean;
  /** Workers that explore a large scenario together, see `Settings.workers`. */
  readonly workers: number;
  /** What the command gets as standard input; null for none. */
  readonly input: string | null;
  /** Columns of the terminal; null where there is none, and so no colour either. */
  readonly columns: number | null;
}

/** What the worker does for the page. */
export interface CommandWorker {
  /** Performs a command; resolves with its exit status. One at a time. */
  execute(request: CommandRequest): Promise<number>;
  /** Makes the command under way stop, as Ctrl+C does. */
  interrupt(): void;
  /** All commands, for completion. */
  describe(): CommandDescription[];
  /** Something that happened in the run that the page was asked for last. */
  happened(event: CellEvent): void;
}

/** What the page does for the worker. */
export interface CommandPage {
  write(stream: "stdout" | "stderr", text: string): void;
  /**
   * Runs cells as the page itself would, which shows what they find; `happened` is told the events.
   * For exports (`explain`) the results come with what decides them, and after all others.
   */
  run(cells: readonly string[], explain: boolean): Promise<RunEnd>;
  interrupt(): Promise<void>;
  /** Puts a text in place of the notebook's, as an edit that can be undone. */
  replaceText(text: string): void;
  /** Records results beside the notebook; the name under which an unreadable record was kept, or null. */
  saveResults(text: string): Promise<string | null>;
  /** Opens a new notebook. */
  open(name: string, text: string): void;
  /** Writes a file where the user says; false when the user does not. */
  saveExport(name: string, text: string): Promise<boolean>;
}
