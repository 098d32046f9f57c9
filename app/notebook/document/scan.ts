import { type CellInfo, parseInfo } from "../parse-info.js";
import { closesFence, opensFence } from "./fence.js";
import { splitLines, withoutEnd } from "./lines.js";

/** A cell's fence further in, where CommonMark sees an indented code block or a list item's content. */
const indentedCell = /^\s+(?:`{3,}|~{3,})\s*ts\s+#/;

/** Something that is wrong in a stretch of prose. */
export interface Fault {
  /** Line of the prose, from 0. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** A stretch of text that is no cell. */
export interface ScannedProse {
  readonly type: "prose";
  readonly text: string;
  readonly faults: readonly Fault[];
  /** The line that would end the fence or comment that is still open at the end, or null. */
  readonly closer: string | null;
}

/** A closed cell fence. The three parts are the lines as they stand, with their line ends. */
export interface ScannedCell {
  readonly type: "cell";
  readonly opening: string;
  readonly body: string;
  readonly closing: string;
  readonly info: CellInfo;
}

/**
 * Cuts Markdown into cells and the prose between them. Every character of the text is in exactly
 * one part. A fence that is never closed is prose to the end of the text.
 */
export function scan(text: string): (ScannedProse | ScannedCell)[] {
  const lines = splitLines(text);
  const parts: (ScannedProse | ScannedCell)[] = [];
  let begin = 0;
  let faults: Fault[] = [];
  let inComment = false;
  let closer: string | null = null;

  const endProse = (end: number): void => {
    if (end > begin) {
      parts.push({ type: "prose", text: lines.slice(begin, end).join(""), faults, closer });
    }
    faults = [];
  };

  for (let at = 0; at < lines.length; at += 1) {
    const line = withoutEnd(lines[at]);
    if (inComment || /^ {0,3}<!--/.test(line)) {
      // Markdown inside an HTML comment is not Markdown, so a commented-out cell is no cell.
      inComment = !line.slice(inComment ? 0 : line.indexOf("<!--") + 4).includes("-->");
      closer = inComment ? "-->" : null;
      continue;
    }
    const fence = opensFence(line);
    if (fence === null) {
      if (indentedCell.test(line)) faults.push(indented(at - begin, line));
      continue;
    }
    const close = findClose(lines, at + 1, fence.mark);
    if (close < 0) {
      faults.push(neverClosed(at - begin, fence.mark));
      closer = fence.mark;
      break;
    }
    const info = parseInfo(fence.info);
    if (info !== null && "options" in info) {
      endProse(at);
      const body = lines.slice(at + 1, close).join("");
      parts.push({ type: "cell", opening: lines[at], body, closing: lines[close], info });
      begin = close + 1;
    } else if (info !== null) faults.push({ line: at - begin, column: 1, ...info });
    at = close;
  }
  endProse(lines.length);
  return parts;
}

function findClose(lines: readonly string[], from: number, mark: string): number {
  for (let at = from; at < lines.length; at += 1) {
    if (closesFence(mark, lines[at])) return at;
  }
  return -1;
}

function indented(line: number, text: string): Fault {
  return {
    line,
    column: text.search(/\S/) + 1,
    message: "a cell's fence is indented, so it would not be run",
    hint: "Start the fence at the beginning of its line.",
  };
}

function neverClosed(line: number, mark: string): Fault {
  return {
    line,
    column: 1,
    message: "the code fence that opens here is never closed",
    hint: `Add a line ${mark} after the code.`,
  };
}
