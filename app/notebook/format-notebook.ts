import ts from "typescript";
import { parseCode } from "./analysis/parse-cell.js";
import type { Block, CellBlock } from "./document/block.js";
import { markAround, newOpening } from "./document/fence.js";
import { isBlank, toLf } from "./document/lines.js";
import { parseDocument } from "./document/parse-document.js";

/**
 * A notebook's text in its usual form: fences as ` ```ts #name key=value `, one blank line between
 * blocks, no trailing white space (but for the two spaces that break a line in Markdown, and inside
 * of template literals), no blank lines at the ends of cells, one line end at the end, and one kind
 * of line ends: CR LF if most are, else LF. Everything else stays, the layout of code included.
 * Doing it twice does nothing more; keys of cells stay.
 */
export function formatNotebook(text: string): string {
  const { head, blocks } = parseDocument(toLf(text));
  const mark = head.startsWith("\uFEFF") ? "\uFEFF" : "";
  const lines = blocks.map((block) => `${formatBlock(block)}\n`).join("\n");
  const windows = text.split("\r\n").length * 2 > text.split(/\r\n|\r|\n/).length + 1;
  return mark + (windows ? lines.replaceAll("\n", "\r\n") : lines);
}

function formatBlock(block: Block): string {
  return block.type === "cell" ? formatCell(block) : formatProse(block.source);
}

function formatProse(source: string): string {
  return source
    .split("\n")
    .map((line) => (isBlank(line) || !line.endsWith("  ") ? line.trimEnd() : line))
    .join("\n");
}

function formatCell(cell: CellBlock): string {
  const { opening, closing, name, options, problem } = cell;
  const lines = formatCode(cell);
  const body = lines.map((line) => `${line}\n`).join("");
  if (problem !== null) return opening + body + closing;
  const mark = markAround("```", lines);
  return `${newOpening(mark, name, options)}\n${body}${mark}`;
}

/** The lines of a cell without white space at their ends and blank lines around them. */
function formatCode({ body, code }: CellBlock): readonly string[] {
  const lines = body.split("\n").slice(0, -1);
  const { tree, syntaxError } = parseCode(code);
  // What is a template literal cannot be told then.
  if (syntaxError !== null) return lines;
  const kept = linesEndingInTemplates(tree);
  const trimmed = lines.map((line, at) => (kept.has(at) ? line : line.trimEnd()));
  const first = trimmed.findIndex((line) => line !== "");
  const last = trimmed.findLastIndex((line) => line !== "");
  return trimmed.slice(Math.max(0, first), last + 1);
}

/** Lines, from 0, whose ends are inside of a template literal. */
function linesEndingInTemplates(tree: ts.SourceFile): ReadonlySet<number> {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteralToken(node)) {
      const { line: from } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      const { line: to } = tree.getLineAndCharacterOfPosition(node.end);
      for (let line = from; line < to; line += 1) lines.add(line);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return lines;
}
