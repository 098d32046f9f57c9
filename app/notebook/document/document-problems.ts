import type { Problem } from "../place.js";
import type { Document } from "./block.js";
import { blockLines } from "./to-notebook.js";
import { uniqueName } from "./unique-name.js";

/**
 * What is wrong with a document as such, before any code is looked at: unclosed fences, bad or
 * repeated cell names, malformed options. In file order.
 */
export function documentProblems(document: Document): Problem[] {
  const problems: Problem[] = [];
  const starts = blockLines(document);
  const owners = new Map<string, number>();
  const names = new Set(document.blocks.flatMap((one) => (one.type === "cell" ? [one.name] : [])));

  document.blocks.forEach((block, at) => {
    const start = starts[at];
    if (block.type === "prose") {
      for (const { line, column, message, hint } of block.faults) {
        problems.push({ place: { line: start + line, column }, message, hint });
      }
      return;
    }
    const place = { line: start, column: 1 };
    if (block.problem !== null) {
      problems.push({ place, ...block.problem });
      return;
    }
    const owner = owners.get(block.name);
    if (owner === undefined) {
      owners.set(block.name, start);
      return;
    }
    problems.push({
      place,
      message: `the name #${block.name} is already used by the cell in line ${owner}`,
      hint: `Give each cell its own name, for example #${uniqueName(block.name, names)}.`,
    });
  });
  return problems;
}
