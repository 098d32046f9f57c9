import { exitCode } from "../../command-line/exit-code.js";
import { commandLine } from "../console/equivalent.js";
import type { Tab } from "../workbench/tab.js";

/** What the command line says of a table. */
export interface TableAnswer {
  readonly text: string;
  /** Whether there is no answer; the text says why. */
  readonly failed: boolean;
}

/** Follows a pasted table through the notebook's checks, as `heddle replay --table -` does. */
export async function checkTable({ exports, console }: Tab, text: string): Promise<TableAnswer> {
  let answer = "";
  const words = ["replay", exports.name, "--table", "-"];
  console.did(commandLine(words));
  const status = await exports.execute(words, {
    input: text,
    columns: null,
    write: (_stream, part) => {
      answer += part;
    },
  });
  const answered = status === exitCode.asExpected || status === exitCode.notAsExpected;
  return { text: answer.trimEnd(), failed: !answered };
}
