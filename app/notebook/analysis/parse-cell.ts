import ts from "typescript";
import type { Place, Problem } from "../place.js";

/** A cell's code as a syntax tree (without parent links) and what the parser said about it. */
export interface ParsedCode {
  readonly tree: ts.SourceFile;
  /** The first syntax error; later ones are mostly consequences. */
  readonly syntaxError: Problem | null;
}

/** The parser keeps its diagnostics in a field that the published types leave out. */
interface WithDiagnostics {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/** Parses the code of one cell; never throws. Places count from the code's first line. */
export function parseCode(code: string): ParsedCode {
  const tree = ts.createSourceFile(
    "cell.ts",
    code,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      // A module even without imports, so that a top-level await is one.
      setExternalModuleIndicator: (file) => {
        Object.assign(file, { externalModuleIndicator: true });
      },
    },
    false,
    ts.ScriptKind.TS,
  );
  const first = (tree as unknown as WithDiagnostics).parseDiagnostics.at(0);
  const syntaxError =
    first === undefined
      ? null
      : {
          place: placeAt(tree, first.start),
          message: `syntax error: ${ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "")}`,
          hint: "",
        };
  return { tree, syntaxError };
}

/** Place of an offset into a cell's code, counted from the code's first line. */
export function placeAt(tree: ts.SourceFile, offset: number): Place {
  const { line, character } = tree.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

/** Place where a node's text starts, counted from the code's first line. */
export function placeOf(node: ts.Node): Place {
  const tree = node.getSourceFile();
  return placeAt(tree, node.getStart(tree));
}
