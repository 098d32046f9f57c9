/** From one analysed cell to a script that can be run again and again without the other cells. */
import ts from "typescript";
import type { AnalysedCell } from "./analysis/analyse.js";
import type { ImportedName } from "./analysis/imports.js";
import { isErased } from "./analysis/tree-nodes.js";
import type { BlockId } from "./document/block.js";
import { eraseTypes } from "./erase-types.js";
import { unusedName } from "./unused-name.js";

/** A cell ready to be run. Plain data. */
export interface CompiledCell {
  readonly name: string;
  /** The cell's block in its document. */
  readonly block: BlockId;
  /** See `cellKeys`; null when it was not asked for. */
  readonly key: string | null;
  /** Options of the cell's fence. */
  readonly options: Readonly<Record<string, string>>;
  /** File line of the first line of code. */
  readonly firstLine: number;
  /** Names of other cells that the scope must have, sorted. */
  readonly reads: readonly string[];
  /** Names that the cell hands back, sorted. */
  readonly defines: readonly string[];
  /** Imports that the scope must have, under their local names. */
  readonly imports: readonly ImportedName[];
  /** Whether running it may explore. */
  readonly explores: boolean;
  /**
   * A JavaScript expression: a strict async function of one object that has all of `reads` and
   * `imports` as properties. It resolves to a `CellOutcome`. The cell's code stands at its own
   * lines and columns of the file; before it are only empty lines and, in the fence's line, ours.
   *
   * One thing moves: when the last expression stands behind a declaration in the same line, it is
   * one to three columns further right.
   */
  readonly script: string;
}

/** What a cell's function resolves to. */
export interface CellOutcome {
  /** Value of the cell's last statement when that is an expression; else undefined. */
  readonly value: unknown;
  /** `defines` as properties; reading one gives the variable's value at that moment. */
  readonly defines: Readonly<Record<string, unknown>>;
}

/**
 * Compiles a cell.
 *
 * @param key see `cellKeys`. Default null
 * @throws NotebookError when the cell has problems
 */
export function compileCell(analysed: AnalysedCell, key: string | null = null): CompiledCell {
  const { cell, facts, imports, explores } = analysed;
  const code = eraseTypes(analysed);
  const reads = [...analysed.reads.keys()].sort();
  const defines = [...facts.scopes.definitions.keys()].sort();
  const scope = unusedName("$scope", [cell.code]);
  const value = unusedName("$", [cell.code]);
  const names = [...imports.map(({ local }) => local), ...reads];
  const taken = names.length === 0 ? "" : `const{${names.join()}}=${scope};`;
  const given = defines.map((name) => `get ${name}(){return ${name}}`).join();
  const kept = keepValue(facts.tree, code, value);
  const script = [
    "\n".repeat(cell.firstLine - 2),
    `"use strict";(async(${scope})=>{let ${value};${taken}${kept.before}\n`,
    kept.code,
    `\n;return{value:${value},defines:{${given}}}})`,
  ].join("");
  return {
    name: cell.name,
    block: cell.block,
    key,
    options: Object.fromEntries(cell.options),
    firstLine: cell.firstLine,
    reads,
    defines,
    imports,
    explores,
    script,
  };
}

/**
 * The code with its last statement's value assigned to a variable, if that statement is an
 * expression. What is inserted goes to the end of the statement before (or before the code), so
 * that it shifts nothing.
 */
function keepValue(tree: ts.SourceFile, code: string, variable: string): Kept {
  const statements = tree.statements.filter((one) => !ts.isEmptyStatement(one));
  const last = statements.filter((one) => !vanishes(one)).at(-1);
  if (last === undefined || !ts.isExpressionStatement(last)) return { before: "", code };

  const { expression } = last;
  const start = last.getStart(tree);
  // `a, b` must not become `(variable = a), b`.
  const [open, close] = isComma(expression) ? ["(", ")"] : ["", ""];
  const assign = `${variable}=${open}`;
  const rest = code.slice(start, expression.end) + close + code.slice(expression.end);
  const previous = statements.findLast(({ end }) => end <= start);
  if (previous === undefined) return { before: assign, code: code.slice(0, start) + rest };
  const { end } = previous;
  const line = (at: number): number => tree.getLineAndCharacterOfPosition(at).line;
  if (line(end) < line(start)) {
    return { before: "", code: `${code.slice(0, end)};${assign}${code.slice(end, start)}${rest}` };
  }
  const spaces = /[ \t]*$/.exec(code.slice(end, start))?.[0].length ?? 0;
  const kept = code.slice(0, start - Math.min(spaces, assign.length));
  return { before: "", code: kept + assign + rest };
}

interface Kept {
  /** What must stand before the code, in an earlier line. */
  readonly before: string;
  readonly code: string;
}

function isComma(expression: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken
  );
}

function vanishes(statement: ts.Statement): boolean {
  return isErased(statement) || ts.isImportDeclaration(statement);
}
