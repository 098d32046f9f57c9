import type { Cell, Notebook } from "../notebook.js";
import type { Document } from "./block.js";
import { countLineEnds } from "./lines.js";
import { blockText } from "./serialize-document.js";

/**
 * A document's cells with their places in the file.
 *
 * @param path as shown in messages
 */
export function toNotebook(document: Document, path: string): Notebook {
  const cells: Cell[] = [];
  const starts = blockLines(document);
  document.blocks.forEach((block, at) => {
    if (block.type === "prose") return;
    const { id, name, options, code, body } = block;
    const fenceLine = starts[at];
    const firstLine = fenceLine + 1;
    const closingLine = firstLine + countLineEnds(body);
    cells.push({ block: id, name, options, fenceLine, firstLine, closingLine, code });
  });
  return { path, cells, lineCount: starts[document.blocks.length] };
}

/**
 * The file line, from 1, in which each block begins, and one number more: the line in which the
 * file ends.
 */
export function blockLines({ head, blocks }: Document): number[] {
  let line = 1 + countLineEnds(head);
  const lines: number[] = [];
  blocks.forEach((block, at) => {
    lines.push(line);
    line += countLineEnds(blockText(block, at === blocks.length - 1)) + countLineEnds(block.gap);
  });
  lines.push(line);
  return lines;
}
