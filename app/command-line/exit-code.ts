/** What the exit status of `heddle` means. */
export const exitCode = {
  /** Every verdict is as expected. */
  asExpected: 0,
  /** Some verdict is not as expected. */
  notAsExpected: 1,
  /** A search stopped before it was exhaustive, and nothing is unexpected. */
  undecided: 2,
  /** The command line is wrong: an option, a file or cell that is not there, a damaged string. */
  usage: 64,
  /** The notebook is wrong: not UTF-8, a syntax error, an error thrown by a cell. */
  badNotebook: 65,
  /** A file could not be written. */
  cannotWrite: 73,
  /** Ctrl-C, as shells report it. */
  interrupted: 130,
  /** Nobody reads the output any more, as shells report it. */
  brokenPipe: 141,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Ends a command with a message on standard error. */
export class CommandError extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "CommandError";
    this.code = code;
  }
}
