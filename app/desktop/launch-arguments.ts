import { isAbsolute, resolve } from "node:path";
import type { Target } from "../host/contract.js";
import { notebookEnding } from "../host/notebook-files.js";
import { linkScheme, parseLink } from "../host/target.js";

/**
 * What a start of the program asks to show: notebooks and deep links among its arguments, in order.
 * Switches and everything else are left out.
 *
 * @param args without the program and, in development, without the script
 * @param cwd what relative names are relative to
 */
export function targetsOf(args: readonly string[], cwd: string): Target[] {
  return args.flatMap((argument) => {
    if (argument.startsWith("-")) return [];
    if (argument.startsWith(`${linkScheme}:`)) {
      const target = parseLink(argument);
      // A link comes from a stranger: it may name a file, but not relative to where we happen to be.
      return target !== null && isAbsolute(target.path) ? [target] : [];
    }
    if (!argument.endsWith(notebookEnding)) return [];
    return [{ path: resolve(cwd, argument), cell: null, replay: null, step: null }];
  });
}
