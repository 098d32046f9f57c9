import ts from "typescript";
import type { Cell } from "../notebook.js";
import type { Place, Problem } from "../place.js";

/** A cell's code as a syntax tree (with parent links) and what the parser said about it. */
export interface ParsedCell {
  readonly cell: Cell;
  readonly tree: ts.SourceFile;
  /** The first syntax error; later ones are mostly consequences. */
  readonly syntaxError: Problem | null;
}

/** The parser keeps its diagnostics in a field that the published types leave out. */
interface WithDiagnostics {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/** Parses one cell; never throws. */
export function parseCell(cell: Cell): ParsedCell {
  const tree = ts.createSourceFile(
    "cell.ts",
    cell.code,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      // A module even without imports, so that a top-level await is one.
      setExternalModuleIndicator: (file) => {
        Object.assign(file, { externalModuleIndicator: true });
      },
    },
    true,
    ts.ScriptKind.TS,
  );
  const first = (tree as unknown as WithDiagnostics).parseDiagnostics.at(0);
  const syntaxError =
    first === undefined
      ? null
      : {
          place: placeAt(cell, tree, first.start),
          message: `syntax error: ${ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "")}`,
          hint: "",
        };
  return { cell, tree, syntaxError };
}

/** File position of an offset into a cell's code. */
export function placeAt(cell: Cell, tree: ts.SourceFile, offset: number): Place {
  const { line, character } = tree.getLineAndCharacterOfPosition(offset);
  return { line: cell.firstLine + line, column: character + 1 };
}

/** File position where a node's text starts. */
export function placeOf(cell: Cell, node: ts.Node): Place {
  const tree = node.getSourceFile();
  return placeAt(cell, tree, node.getStart(tree));
}
