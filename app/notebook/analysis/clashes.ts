import { cellAt } from "../locate.js";
import type { Notebook } from "../notebook.js";
import type { Place, Problem } from "../place.js";
import type { AnalysedCell } from "./analyse.js";
import { placeOf } from "./parse-cell.js";

interface Owner {
  readonly place: Place;
  /** For imports, what is imported from where: two equal imports do not clash. */
  readonly source: string | null;
}

/** Names that two cells define, or that a cell both imports and defines. */
export function findClashes(notebook: Notebook, cells: readonly AnalysedCell[]): Problem[] {
  const owners = new Map<string, Owner>();
  const problems: Problem[] = [];

  const claim = (name: string, place: Place, source: string | null): void => {
    const owner = owners.get(name);
    if (owner === undefined) {
      owners.set(name, { place, source });
      return;
    }
    if (source !== null && source === owner.source) return;
    const other = cellAt(notebook, owner.place.line)?.name ?? "";
    const here = cellAt(notebook, place.line)?.name ?? "";
    const verb = owner.source === null ? "defined" : "imported";
    const where = other === here ? "in this cell" : `in cell ${other}`;
    problems.push({
      place,
      message: `${name} is already ${verb} ${where} (line ${owner.place.line} of the file)`,
      hint: "All cells share one scope: rename one of the two, or put it inside a function.",
    });
  };

  for (const { cell, imports, definitions } of cells) {
    for (const { local, module, imported, place } of imports) {
      claim(local, place, `${imported ?? "*"} from ${module}`);
    }
    for (const { name, node } of definitions.values()) claim(name, placeOf(cell, node), null);
  }
  return problems;
}
