/** Helpers for tests of what happens with wrong scenarios. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Builder, type CheckOptions, HeddleError, check, scenario } from "../../index.js";

/** What the check of a wrong scenario says: the error that it ends with. Throws if it ends well. */
export async function refused(
  declare: (s: Builder) => void,
  options: CheckOptions = {},
): Promise<HeddleError> {
  try {
    await check(scenario("wrong", declare), options);
  } catch (error) {
    if (error instanceof HeddleError) return error;
    throw error;
  }
  throw new Error("the check was not refused");
}

/** The line (from 1) of a test file that ends with the comment `// mark`. */
export function lineOf(fileUrl: string, mark: string): number {
  const lines = readFileSync(fileURLToPath(fileUrl), "utf8").split("\n");
  const index = lines.findIndex((line) => line.endsWith(`// ${mark}`));
  if (index < 0) throw new Error(`no line is marked "${mark}"`);
  return index + 1;
}

/** The line of an error's position, after a check that it is in the test file. */
export function positionIn(fileUrl: string, error: HeddleError): number | null {
  if (error.position === null) return null;
  const file = fileURLToPath(fileUrl).split("/").at(-1)!;
  if (!error.position.source.endsWith(file))
    throw new Error(`position in ${error.position.source}`);
  return error.position.line;
}
