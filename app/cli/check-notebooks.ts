import { counted } from "../../engine/report/numbers.js";
import { HostError } from "../host/problem.js";
import { type NotebookCheck, checkNotebook } from "./check-notebook.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { findNotebooks } from "./find-notebooks.js";

/** Options of `heddle check`, as parsed from the command line. */
export interface CheckCommandOptions {
  readonly update?: boolean;
}

/**
 * Checks notebooks one after another; one that fails does not keep the others from being checked.
 *
 * @throws CommandError for names that do not exist
 */
export async function checkNotebooks(
  names: readonly string[],
  { update = false }: CheckCommandOptions,
): Promise<ExitCode> {
  const files = await findNotebooks(names.length === 0 ? ["."] : names);
  const codes = new Set<ExitCode>();
  let checks = 0;
  let changed = 0;
  for (const file of files) {
    const done = await attempt(() => checkNotebook(file, update));
    codes.add(done.code);
    checks += done.counts.checks;
    changed += done.counts.changed + done.counts.fresh;
    if (done.code === exitCode.interrupted) break;
  }
  if (files.length > 1) {
    const all = `${counted(files.length, "notebook")}, ${counted(checks, "check")}`;
    const differ = update ? "recorded now" : "not as recorded";
    const how = changed === 0 ? "all as recorded" : `${changed} ${differ}`;
    const failed = [...codes].some((code) => code >= exitCode.usage) ? " (some did not run)" : "";
    const interrupted = codes.has(exitCode.interrupted) ? " (interrupted)" : "";
    process.stdout.write(`${all}: ${how}${interrupted === "" ? failed : interrupted}\n`);
  }
  const worst = [exitCode.interrupted, exitCode.badNotebook, exitCode.cannotWrite] as const;
  return (
    worst.find((code) => codes.has(code)) ??
    (codes.has(exitCode.notAsExpected) ? exitCode.notAsExpected : exitCode.asExpected)
  );
}

/** A notebook that cannot be checked is told at once, on standard error. */
async function attempt(check: () => Promise<NotebookCheck>): Promise<NotebookCheck> {
  const counts = { checks: 0, changed: 0, fresh: 0 };
  try {
    return await check();
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return { code: error.code, counts };
    }
    if (error instanceof HostError) {
      const hint = error.hint === "" ? "" : `\n  ${error.hint}`;
      process.stderr.write(`${error.message}${hint}\n`);
      return { code: exitCode.cannotWrite, counts };
    }
    throw error;
  }
}
