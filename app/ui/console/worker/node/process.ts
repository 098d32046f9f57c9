/**
 * What commander, the parser of command lines, finds as `node:process` in a page: nothing of the
 * process is used, since output and exit are overridden (`app/command-line/program.ts`).
 */
export const env: Readonly<Record<string, string>> = {};
export const argv: readonly string[] = [];
export const exitCode = 0;
export const platform = "browser";
