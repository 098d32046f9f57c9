import { formatNotebook } from "../notebook/format-notebook.js";
import { eachNotebook } from "./each-notebook.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { readNotebook } from "./load-notebook.js";
import type { Surroundings } from "./surroundings.js";

/** Options of `heddle fmt`, as parsed from the command line. */
export interface FormatOptions {
  readonly check?: boolean;
}

/**
 * Formats notebooks, and prints the names of those that change.
 *
 * @throws CommandError for names that do not exist
 */
export async function formatNotebooks(
  names: readonly string[],
  { check = false }: FormatOptions,
  around: Surroundings,
): Promise<ExitCode> {
  const format = async (file: string): Promise<ExitCode> => {
    const { text } = await readNotebook(file, around);
    const formatted = formatNotebook(text);
    if (formatted === text) return exitCode.asExpected;
    if (!check) await around.files.saveNotebook(file, formatted);
    around.stdout.write(`${file}\n`);
    return check ? exitCode.notAsExpected : exitCode.asExpected;
  };
  return eachNotebook(names, format, around);
}
