import { parseInfo } from "./parse-info.js";
import { type Problem, NotebookError } from "./place.js";
import type { Cell, Notebook } from "./notebook.js";

/** An opening code fence as CommonMark defines it: at most three spaces, three or more marks. */
const opening = /^( {0,3})(`{3,}|~{3,})(.*)$/;
/** The same further in, where CommonMark sees an indented code block or a list item's content. */
const indentedCell = /^\s+(?:`{3,}|~{3,})\s*ts\s+#/;

interface Fence {
  readonly line: number;
  readonly mark: string;
  readonly info: string;
}

/**
 * Splits a notebook file into its cells. Everything else is prose, including code fences without a
 * `#name`.
 *
 * @param text the file; lines end in LF or CRLF
 * @param path as shown in messages
 * @throws NotebookError for an unclosed fence, a bad or repeated cell name, malformed options
 */
export function parseNotebook(text: string, path: string): Notebook {
  const lines = text.split(/\r\n|\n|\r/);
  const problems: Problem[] = [];
  const cells: Cell[] = [];
  let fence: Fence | null = null;
  let inComment = false;

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (fence !== null) {
      if (!closes(fence, line)) continue;
      addCell(fence, index + 1, lines.slice(fence.line, index).join("\n"));
      fence = null;
    } else if (inComment || /^ {0,3}<!--/.test(line)) {
      // Markdown inside an HTML comment is not Markdown, so a commented-out cell is no cell.
      inComment = !line.slice(inComment ? 0 : line.indexOf("<!--") + 4).includes("-->");
    } else {
      fence = opens(line, index + 1);
      if (fence === null && indentedCell.test(line)) {
        problems.push({
          place: { line: index + 1, column: line.search(/\S/) + 1 },
          message: "a cell's fence is indented, so it would not be run",
          hint: "Start the fence at the beginning of its line.",
        });
      }
    }
  }

  if (fence !== null) {
    problems.push({
      place: { line: fence.line, column: 1 },
      message: `the code fence that opens here is never closed`,
      hint: `Add a line ${fence.mark} after the code.`,
    });
  }
  if (problems.length > 0) throw new NotebookError(problems);
  return { path, cells, lineCount: lines.length };

  function addCell(from: Fence, closingLine: number, code: string): void {
    const info = parseInfo(from.info);
    if (info === null) return;
    const place = { line: from.line, column: 1 };
    if ("message" in info) {
      problems.push({ place, ...info });
      return;
    }
    const earlier = cells.find((cell) => cell.name === info.name);
    if (earlier !== undefined) {
      problems.push({
        place,
        message: `the name #${info.name} is already used by the cell in line ${earlier.fenceLine}`,
        hint: "Give each cell its own name.",
      });
      return;
    }
    const { name, options } = info;
    const firstLine = from.line + 1;
    cells.push({ name, options, fenceLine: from.line, firstLine, closingLine, code });
  }
}

function opens(line: string, number: number): Fence | null {
  const match = opening.exec(line);
  if (match === null) return null;
  const mark = match[2];
  const info = match[3];
  // `` ```code``` `` in running text is inline code.
  if (mark.startsWith("`") && info.includes("`")) return null;
  return { line: number, mark, info: info.trim() };
}

function closes(fence: Fence, line: string): boolean {
  const match = opening.exec(line);
  return match !== null && match[2].startsWith(fence.mark) && match[3].trim() === "";
}
