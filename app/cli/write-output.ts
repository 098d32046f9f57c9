import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandError, exitCode } from "../command-line/exit-code.js";

/**
 * Writes a text to a file as a whole or not at all, or to standard output when there is no file.
 *
 * @param source the notebook, which is never overwritten
 * @throws CommandError when the file cannot be written
 */
export async function writeOutput(
  file: string | undefined,
  text: string,
  source: string,
): Promise<void> {
  if (file === undefined || file === "-") {
    process.stdout.write(text);
    return;
  }
  if (resolve(file) === resolve(source)) {
    throw new CommandError(
      exitCode.usage,
      `${file}: this is the notebook itself\n  Give -o another name.`,
    );
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new CommandError(
      exitCode.usage,
      `${file}: the file cannot be written (${(error as Error).message})`,
    );
  }
}
