import type { Compared } from "../trace/align.js";
import type { NotebookState } from "./notebook-state.js";

/** Every interleaving of a notebook, in the order of its cells, each with a title that tells it. */
export function interleavingsOf({ summary, outputs, whatIfs }: NotebookState): Compared[] {
  const found: Compared[] = [];
  for (const { name } of summary.cells) {
    for (const each of outputs.get(name)?.checks ?? []) {
      const { scenario = "", properties = [] } = each?.result ?? {};
      for (const { property, trace } of properties) {
        if (trace !== null) found.push({ title: `${name}: ${scenario}: ${property}`, trace });
      }
    }
  }
  for (const { check, title, followed } of whatIfs.values()) {
    if (followed !== null) found.push({ title: `${check.cell}: ${title}`, trace: followed.trace });
  }
  return found;
}
