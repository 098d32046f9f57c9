import { counted } from "../../engine/report/numbers.js";
import { type CheckOptions, checkNotebook } from "./check-notebook.js";
import { eachNotebook } from "./each-notebook.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import type { Surroundings } from "./surroundings.js";

/**
 * Checks notebooks and sums up; one that fails does not keep the others from being checked.
 *
 * @throws CommandError for names that do not exist
 */
export async function checkNotebooks(
  names: readonly string[],
  options: CheckOptions,
  around: Surroundings,
): Promise<ExitCode> {
  let notebooks = 0;
  let checks = 0;
  let differing = 0;
  const check = async (file: string): Promise<ExitCode> => {
    notebooks += 1;
    const { code: one, counts } = await checkNotebook(file, options, around);
    checks += counts.checks;
    differing += counts.changed + counts.fresh;
    return one;
  };
  const code = await eachNotebook(names, check, around);
  if (notebooks > 1) {
    const differ = `${differing} ${options.update === true ? "recorded now" : "not as recorded"}`;
    const how = differing === 0 ? "all as recorded" : differ;
    const all = `${counted(notebooks, "notebook")}, ${counted(checks, "check")}: ${how}`;
    around.stdout.write(`${all}${remark(code)}\n`);
  }
  return code;
}

function remark(code: ExitCode): string {
  if (code === exitCode.interrupted) return " (interrupted)";
  return code >= exitCode.usage ? " (some failed)" : "";
}
