import { type Graph, makeGraph } from "../graph/graph.js";
import type { Cell, Notebook } from "../notebook.js";
import { type Problem, moveDown } from "../place.js";
import { type CellFacts, analyseCode } from "./cell-facts.js";
import { findCrossCellProblems } from "./cross-cell.js";
import { findExploring } from "./explores.js";
import type { ImportedName, ModuleExports } from "./imports.js";

/** What is known about a cell of a notebook without running it. */
export interface AnalysedCell {
  readonly cell: Cell;
  readonly facts: CellFacts;
  /** Other cells' names that it uses as values, and the index of the cell that defines each. */
  readonly reads: ReadonlyMap<string, number>;
  /** Indexes of the cells whose types it uses. */
  readonly typeReads: readonly number[];
  /**
   * The imports that it uses, by whichever cell they are made: a name imported anywhere is known
   * everywhere. An import that no code uses is one of a type, and absent when running.
   */
  readonly imports: readonly ImportedName[];
  /** Whether running it explores: it mentions `check`, `sweep` or `forAll`, directly or not. */
  readonly explores: boolean;
  /** What is wrong with it, at places of the file. */
  readonly problems: readonly Problem[];
}

/** A notebook's cells and how they hang together. */
export interface Analysis {
  readonly notebook: Notebook;
  /** In file order. */
  readonly cells: readonly AnalysedCell[];
  /** Cells by index; type-only uses are no edges. */
  readonly graph: Graph;
}

/**
 * Analyses a notebook; never throws.
 *
 * @param previous an earlier analysis, whose facts are taken over for code that is the same
 * @param exports what could be imported, for hints about missing imports. Default: not known
 */
export function analyseNotebook(
  notebook: Notebook,
  previous?: Analysis,
  exports: ModuleExports = { heddle: [], "heddle/linux": [] },
): Analysis {
  const known = new Map(previous?.cells.map(({ cell, facts }) => [cell.code, facts]));
  const facts = notebook.cells.map(({ code }) => known.get(code) ?? analyseCode(code));

  const definers = firstOwners(facts.map(({ scopes }) => scopes.definitions.keys()));
  const typeDefiners = firstOwners(facts.map(({ types }) => types.definitions));
  const imports = new Map<string, ImportedName>();
  facts.forEach(({ imports: { names } }, index) => {
    const lines = notebook.cells[index].firstLine - 1;
    for (const name of names) {
      if (!imports.has(name.local)) imports.set(name.local, moveDown(name, lines));
    }
  });
  const exploring = findExploring(facts, [...imports.values()]);

  const linked = facts.map((own, index) => {
    const reads = new Map<string, number>();
    const used: ImportedName[] = [];
    for (const name of own.uses) {
      const imported = imports.get(name);
      const definer = definers.get(name);
      if (imported !== undefined) used.push(imported);
      else if (definer !== undefined && definer !== index) reads.set(name, definer);
    }
    const typeReads = new Set<number>();
    for (const name of own.types.uses) {
      const definer = typeDefiners.get(name) ?? definers.get(name);
      if (definer !== undefined && definer !== index) typeReads.add(definer);
    }
    return { reads, typeReads: [...typeReads].sort((a, b) => a - b), imports: used };
  });
  const graph = makeGraph(linked.map(({ reads }) => reads.values()));
  const crossing = findCrossCellProblems(notebook, facts, linked, graph, exports);

  const cells = notebook.cells.map((cell, index) => ({
    cell,
    facts: facts[index],
    ...linked[index],
    explores: exploring[index],
    problems: [...facts[index].problems, ...crossing[index]].map((one) =>
      moveDown(one, cell.firstLine - 1),
    ),
  }));
  return { notebook, cells, graph };
}

/** By name, the first of the owners that has it. */
function firstOwners(names: readonly Iterable<string>[]): Map<string, number> {
  const owners = new Map<string, number>();
  names.forEach((own, index) => {
    for (const name of own) if (!owners.has(name)) owners.set(name, index);
  });
  return owners;
}
