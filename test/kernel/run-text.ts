import { type Ending, runKernel } from "../../app/kernel/node/run-kernel.js";
import type { KernelEvent } from "../../app/kernel/run-protocol.js";
import { compileNotebook } from "../../app/notebook/compile.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";

/** What a notebook's run said. */
export interface Outcome {
  readonly ending: Ending;
  readonly events: readonly KernelEvent[];
  /** What cells wrote with `console`. */
  readonly lines: readonly string[];
}

/** Runs a notebook whose cells `c0`, `c1`, ... hold the given codes; needs a build. */
export async function runText(...codes: string[]): Promise<Outcome> {
  const text = codes.map((code, i) => `\`\`\`ts #c${i}\n${code}\n\`\`\`\n`).join("");
  const events: KernelEvent[] = [];
  const compiled = compileNotebook(parseNotebook(text, "n.heddle.md"), null);
  const ending = await runKernel(compiled, {}, (event) => events.push(event)).ended;
  const lines = events.flatMap((event) => (event.type === "console" ? [event.text] : []));
  return { ending, events, lines };
}
