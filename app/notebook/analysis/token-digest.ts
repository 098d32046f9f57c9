import ts from "typescript";
import { hashTexts } from "../hash.js";
import type { TreeNodes } from "./tree-nodes.js";

/** One for all cells: making a scanner takes longer than scanning a cell. */
const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true);

/**
 * A hash of what a cell's code says: of its tokens and of where its statements and class members
 * begin. Comments, white space and line breaks that mean nothing do not count; a line break that
 * ends a statement (`return` and its value on the next line) does.
 */
export function tokenDigest({ tree, all }: TreeNodes): string {
  const { text } = tree;
  const literals: [start: number, end: number][] = [];
  const starts = new Set<number>();
  for (const node of all) {
    if (ts.isStatement(node) || ts.isClassElement(node)) starts.add(node.getStart(tree));
    // The scanner needs the parser's help for these: cut them out as they are.
    if (ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node)) {
      literals.push([node.getStart(tree), node.end]);
    }
  }

  const tokens: string[] = [];
  const add = (start: number, end: number): void => {
    if (starts.has(start)) tokens.push("\n");
    tokens.push(text.slice(start, end));
  };
  let from = 0;
  for (const [start, end] of [...literals, [text.length, text.length]]) {
    scanner.setText(text, from, start - from);
    while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) {
      add(scanner.getTokenStart(), scanner.getTokenEnd());
    }
    if (end > start) add(start, end);
    from = end;
  }
  return hashTexts(tokens);
}
