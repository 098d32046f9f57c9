import type { CellEvent, SessionEvent } from "../kernel/protocol.js";
import type { Session } from "../kernel/session.js";
import type { ModuleExports } from "../notebook/analysis/imports.js";
import type { Decoded } from "../notebook/results/decode.js";

/** Where text goes: a stream, or something that looks like one. */
export interface Screen {
  /** True for a terminal, on which a line can be written again. */
  readonly isTTY?: boolean;
  /** Columns of a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** The files that commands read and write. What cannot be done is thrown as a `CommandError`. */
export interface Files {
  /** The notebooks that names of files and folders stand for. */
  find(names: readonly string[]): Promise<string[]>;
  readNotebook(file: string): Promise<Uint8Array>;
  saveNotebook(file: string, text: string): Promise<void>;
  /** Writes a notebook that is not there yet. */
  createNotebook(file: string, text: string): Promise<void>;
  /** A notebook's recorded results; null when there are none. */
  readResults(file: string): Promise<Decoded | null>;
  /** Records results; the name under which an unreadable earlier record was kept, or null. */
  saveResults(file: string, text: string): Promise<string | null>;
  /** A mail as text, `-` for what is given to the command itself. */
  readText(file: string): Promise<string>;
  /** @throws MailError too, whose message does not name the file */
  readMail(file: string): Promise<Uint8Array>;
  /**
   * Writes a text as a whole or not at all; to standard output when there is no file or it is `-`.
   *
   * @param source the notebook, which is never overwritten
   */
  writeOutput(file: string | undefined, text: string, source: string): Promise<void>;
}

/** The part of a kernel session that commands use. */
export type Kernel = Pick<Session, "run" | "ask" | "interrupt" | "close">;

/** How a kernel is to work. */
export interface KernelSettings {
  /** Workers that explore a large scenario together. Default: as many as are good for this machine. */
  readonly workers?: number;
  /**
   * Whether this may be the kernel with whose results the user sees the notebook, because nothing is
   * imposed on its checks. Default false.
   */
  readonly shared?: boolean;
}

/** What a cell has told that may be asked for again. */
export interface KnownCell {
  /** The cell's key when it was evaluated. */
  readonly key: string;
  readonly events: readonly CellEvent[];
}

/** What commands need of the program that they are typed into: a shell's process, or the workbench. */
export interface Surroundings {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Whether what goes to standard output may be coloured. */
  readonly color: boolean;
  readonly files: Files;
  readonly engineVersion: string;
  /** The names that cells can import. */
  readonly engineExports: ModuleExports;
  /** Cells whose results are there already, by name, so that exporting them explores nothing. */
  readonly known: ReadonlyMap<string, KnownCell>;
  /** Whether exports make do with the known cells that are current, instead of running the others. */
  readonly onlyKnown: boolean;
  /** Starts a kernel for the notebook of that path. */
  startKernel(
    path: string,
    onEvent: (event: SessionEvent) => void,
    settings?: KernelSettings,
  ): Kernel;
  /**
   * Calls back when the user wants the command to stop, until released.
   *
   * @returns how to release
   */
  onInterrupt(callback: () => void): () => void;
  readonly now: () => Date;
}
