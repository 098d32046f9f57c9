import { basename } from "node:path";
import { writeWhole } from "../host/write-whole.js";
import { formatNotebook } from "../notebook/format-notebook.js";
import { eachNotebook } from "./each-notebook.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { readNotebook } from "./load-notebook.js";

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
): Promise<ExitCode> {
  return eachNotebook(names, async (file) => {
    const { text } = await readNotebook(file);
    const formatted = formatNotebook(text);
    if (formatted === text) return exitCode.asExpected;
    if (!check) await writeWhole(file, formatted, `cannot save ${basename(file)}`);
    process.stdout.write(`${file}\n`);
    return check ? exitCode.notAsExpected : exitCode.asExpected;
  });
}
