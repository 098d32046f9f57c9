/** From a notebook to one script in which all code stands where it stands in the file. */
import { type AnalysedCell, analyseNotebook } from "./analysis/analyse.js";
import type { ImportedName } from "./analysis/imports.js";
import { eraseTypes } from "./erase-types.js";
import { findCell } from "./find-cell.js";
import { ancestors } from "./graph/graph.js";
import type { Cell, Notebook } from "./notebook.js";
import { NotebookError } from "./place.js";
import { unusedName } from "./unused-name.js";

/** A notebook ready to be evaluated. */
export interface CompiledNotebook {
  readonly path: string;
  /** The cells that will run, in file order. */
  readonly cells: readonly Cell[];
  /** Value imports that some cell uses; each local name once. */
  readonly imports: readonly ImportedName[];
  /**
   * A JavaScript expression: an async function of `(begin, modules)`. It awaits `begin(index)`
   * before the code of `cells[index]`; `modules` maps module names to their exports. Each cell's
   * code stands at its own lines and columns of the file; all other lines are blank or belong to us.
   */
  readonly script: string;
}

/**
 * Compiles a notebook, or one cell and what it needs.
 *
 * @param selected name of a cell, or null for all
 * @throws NotebookError for an unknown cell, syntax errors and everything a cell may not do
 */
export function compileNotebook(notebook: Notebook, selected: string | null): CompiledNotebook {
  if (notebook.cells.length === 0) {
    throw new NotebookError([
      {
        place: null,
        message: "the notebook has no cells",
        hint: "A cell is a code fence that opens with ```ts #name.",
      },
    ]);
  }
  const wanted = selected === null ? null : findCell(notebook, selected);
  const { cells: all, graph } = analyseNotebook(notebook);
  const index = notebook.cells.findIndex((cell) => cell === wanted);
  const needed = new Set([
    index,
    ...ancestors(
      graph,
      [index].filter((one) => one >= 0),
    ),
  ]);
  const cells = all.filter((_, at) => wanted === null || needed.has(at));

  const problems = cells.flatMap((analysed) => analysed.problems);
  if (problems.length > 0) throw new NotebookError(problems);
  const codes = cells.map(eraseTypes);

  const imports = [
    ...new Map(cells.flatMap((one) => one.imports).map((one) => [one.local, one])).values(),
  ];
  return {
    path: notebook.path,
    cells: cells.map(({ cell }) => cell),
    imports,
    script: layOut(notebook, cells, codes, imports),
  };
}

function layOut(
  notebook: Notebook,
  cells: readonly AnalysedCell[],
  codes: readonly string[],
  imports: readonly ImportedName[],
): string {
  const begin = unusedName("$begin", codes);
  const modules = unusedName("$modules", codes);
  const lines = Array.from({ length: notebook.lineCount }, () => "");
  cells.forEach(({ cell }, index) => {
    // The leading semicolon ends a statement of the cell before that has none.
    lines[cell.fenceLine - 1] = `;await ${begin}(${index});`;
    codes[index].split("\n").forEach((line, offset) => {
      lines[cell.firstLine - 1 + offset] = line;
    });
  });
  const constants = imports.map(({ module, imported, local }) => {
    const from = `${modules}[${JSON.stringify(module)}]`;
    return `const ${local}=${imported === null ? from : `${from}[${JSON.stringify(imported)}]`};`;
  });
  // No cell's code is in line 1, which at most opens a fence: the prefix shifts nothing.
  lines[0] = `"use strict";(async(${begin},${modules})=>{${constants.join("")}${lines[0]}`;
  return `${lines.join("\n")}\n;})`;
}
