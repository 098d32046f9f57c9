/**
 * Declares for the language service what cells see beside the language: the console that the kernel
 * gives them (`app/kernel/cells/cell-console.ts`).
 */
export const cellGlobals = `/** What a cell prints stands in its output. */
declare const console: {
  /** Prints values, separated by blanks. */
  log(...values: readonly unknown[]): void;
  /** Prints values, separated by blanks. */
  info(...values: readonly unknown[]): void;
  /** Prints values, separated by blanks. */
  debug(...values: readonly unknown[]): void;
  /** Prints values as a warning. */
  warn(...values: readonly unknown[]): void;
  /** Prints values as an error; the cell goes on. */
  error(...values: readonly unknown[]): void;
};
`;
