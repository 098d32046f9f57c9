import { connectNode } from "../../app/kernel/node/connect.js";
import type { CellCode, CellEvent, RunEnd } from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import { analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { compileCell } from "../../app/notebook/compile-cell.js";
import { cellKeys } from "../../app/notebook/graph/keys.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";

/** What a notebook's run said. */
export interface Outcome {
  readonly ending: RunEnd;
  readonly events: readonly CellEvent[];
  /** What cells wrote with `console`. */
  readonly lines: readonly string[];
}

/** The cells `c0`, `c1`, ... with the given codes, in dataflow order. */
export function cellsOf(...codes: string[]): CellCode[] {
  const text = codes.map((code, i) => `\`\`\`ts #c${i}\n${code}\n\`\`\`\n`).join("");
  const analysis = analyseNotebook(parseNotebook(text, "n.heddle.md"));
  const keys = cellKeys(analysis, "1");
  return analysis.graph.order.map((index) => ({
    ...compileCell(analysis.cells[index]),
    key: keys[index]!,
  }));
}

/** Runs a notebook whose cells `c0`, `c1`, ... hold the given codes; needs a build. */
export async function runText(...codes: string[]): Promise<Outcome> {
  return runCells(cellsOf(...codes));
}

/** Runs cells in a Node kernel of their own. */
export async function runCells(codes: readonly CellCode[]): Promise<Outcome> {
  const cells = codes.map((cell) => ({ cell, mode: "explore" as const }));
  const events: CellEvent[] = [];
  const session = new Session("n.heddle.md", connectNode(), (event) => {
    if (event.type === "cell") events.push(event.event);
  });
  const ending = await session.run({ cells });
  session.close();
  return { ending, events, lines: linesOf(events) };
}

/** What was printed in some events. */
export function linesOf(events: readonly CellEvent[]): string[] {
  return events.flatMap((event) => (event.type === "console" ? [event.text] : []));
}
