import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import type { Screen, Surroundings } from "./surroundings.js";

/** From the outcome that matters most to the one that matters least. */
const order: readonly ExitCode[] = [
  exitCode.interrupted,
  exitCode.badNotebook,
  exitCode.cannotWrite,
  exitCode.usage,
  exitCode.notAsExpected,
];

/**
 * Does something to each of some notebooks, one after another, until one is interrupted. A notebook
 * for which it fails is told at once, on standard error, and does not keep the others from their
 * turn.
 *
 * @param names files and folders; none for the present folder
 * @returns the most important of the outcomes
 * @throws CommandError for names that do not exist
 */
export async function eachNotebook(
  names: readonly string[],
  work: (file: string) => Promise<ExitCode>,
  { files, stderr }: Surroundings,
): Promise<ExitCode> {
  const codes = new Set<ExitCode>();
  for (const file of await files.find(names.length === 0 ? ["."] : names)) {
    const code = await attempt(() => work(file), stderr);
    codes.add(code);
    if (code === exitCode.interrupted) break;
  }
  return order.find((code) => codes.has(code)) ?? exitCode.asExpected;
}

async function attempt(work: () => Promise<ExitCode>, stderr: Screen): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    stderr.write(`${error.message}\n`);
    return error.code;
  }
}
