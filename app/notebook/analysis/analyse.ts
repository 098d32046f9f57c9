import type ts from "typescript";
import type { Cell, Notebook } from "../notebook.js";
import type { Problem } from "../place.js";
import { type ImportedName, findImports } from "./imports.js";
import { findMissingYields } from "./missing-yield.js";
import { parseCell } from "./parse-cell.js";
import { findRefused } from "./refused.js";
import { type Binding, resolveScopes } from "./scopes.js";
import { findUnawaitedChecks } from "./unawaited-check.js";

/** What is known about a cell without running it. */
export interface AnalysedCell {
  readonly cell: Cell;
  readonly tree: ts.SourceFile;
  /** Names declared at the cell's top level. */
  readonly definitions: ReadonlyMap<string, Binding>;
  /** Names used as values and not declared in the cell: imports, other cells' names, globals. */
  readonly uses: ReadonlySet<string>;
  readonly imports: readonly ImportedName[];
  /** Where the import declarations stand: `[start, end)` offsets into the code. */
  readonly importRanges: readonly (readonly [number, number])[];
  /** What is wrong with the cell by itself. */
  readonly problems: readonly Problem[];
}

/** Analyses all cells of a notebook, in order; never throws. */
export function analyseNotebook(notebook: Notebook): AnalysedCell[] {
  const parsed = notebook.cells.map((cell) => {
    const { tree, syntaxError } = parseCell(cell);
    return {
      cell,
      tree,
      syntaxError,
      scopes: resolveScopes(tree),
      imports: findImports(cell, tree),
    };
  });
  const allImports = parsed.flatMap(({ imports }) => imports.names);
  const generators = new Set<string>();
  for (const { scopes } of parsed) {
    for (const { name, generator } of scopes.definitions.values()) {
      if (generator) generators.add(name);
    }
  }

  return parsed.map(({ cell, tree, syntaxError, scopes, imports }) => {
    // After a syntax error the rest of the tree is guesswork.
    const problems =
      syntaxError !== null
        ? [syntaxError]
        : [
            ...findLineSeparators(cell),
            ...imports.problems,
            ...findRefused(cell, tree),
            ...findMissingYields(cell, scopes, generators),
            ...findUnawaitedChecks(cell, scopes, allImports),
          ];
    const free = scopes.references.filter(({ binding }) => binding === null);
    return {
      cell,
      tree,
      definitions: scopes.definitions,
      uses: new Set(free.map(({ node }) => node.text)),
      imports: imports.names,
      importRanges: imports.ranges,
      problems,
    };
  });
}

/** JavaScript ends a line at U+2028 and U+2029, Markdown and editors do not: positions would shift. */
function findLineSeparators(cell: Cell): Problem[] {
  const lines = cell.code.split("\n");
  return lines.flatMap((line, index) => {
    const at = line.search(/[\u2028\u2029]/);
    if (at < 0) return [];
    return [
      {
        place: { line: cell.firstLine + index, column: at + 1 },
        message: "an invisible line separator (U+2028 or U+2029) stands in the code",
        hint: "Delete it, or write it as \\u2028 inside a string.",
      },
    ];
  });
}
