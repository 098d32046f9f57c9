/** From a notebook to one script in which all code stands where it stands in the file. */
import { blankSourceFile } from "ts-blank-space";
import { type AnalysedCell, analyseNotebook } from "./analysis/analyse.js";
import { findClashes } from "./analysis/clashes.js";
import type { ImportedName } from "./analysis/imports.js";
import { neededCells } from "./analysis/needed-cells.js";
import { placeOf } from "./analysis/parse-cell.js";
import { findCell } from "./find-cell.js";
import type { Cell, Notebook } from "./notebook.js";
import { type Problem, NotebookError } from "./place.js";

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
  const analysed = analyseNotebook(notebook);
  const cells = wanted === null ? analysed : neededCells(analysed, wanted.name);

  const problems = cells.flatMap((cell) => cell.problems);
  if (problems.length === 0) problems.push(...findClashes(notebook, cells));
  const codes = problems.length === 0 ? cells.map((cell) => erase(cell, problems)) : [];
  if (problems.length > 0) throw new NotebookError(problems);

  const imports = usedImports(analysed, cells);
  return {
    path: notebook.path,
    cells: cells.map(({ cell }) => cell),
    imports,
    script: layOut(notebook, cells, codes, imports),
  };
}

/** A cell's code with types and imports replaced by spaces. */
function erase({ cell, tree, importRanges }: AnalysedCell, problems: Problem[]): string {
  let code = blankSourceFile(tree, (node) => {
    problems.push({
      place: placeOf(cell, node),
      message: "this TypeScript syntax cannot be erased in place",
      hint: "Write it with plain JavaScript and type annotations.",
    });
  });
  for (const [start, end] of importRanges) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, " ") + code.slice(end);
  }
  return code;
}

/**
 * What the running cells use of the imports of all cells: a name imported anywhere is known
 * everywhere. An import that no code uses is one of a type, and absent when running.
 */
function usedImports(
  all: readonly AnalysedCell[],
  running: readonly AnalysedCell[],
): ImportedName[] {
  const used = new Map<string, ImportedName>();
  for (const { imports } of all) {
    for (const name of imports) {
      if (!used.has(name.local) && running.some(({ uses }) => uses.has(name.local))) {
        used.set(name.local, name);
      }
    }
  }
  return [...used.values()];
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

function unusedName(base: string, codes: readonly string[]): string {
  let name = base;
  while (codes.some((code) => code.includes(name))) name += "_";
  return name;
}
