/**
 * Writes to a terminal: a log that only grows, and below it what is rewritten in place, the progress
 * of what runs and the prompt. Knows terminals by what they are sent, not by name.
 */
import type { Line } from "./line/line.js";

/** The prompt with what is written at it. */
export interface PromptLine extends Line {
  /** Stands before the text; printable ASCII. */
  readonly prompt: string;
}

/** What a display needs of a terminal. */
export interface DisplayTarget {
  write(text: string): void;
  /** Columns at present. */
  readonly columns: number;
}

/** Styles as a terminal understands them. */
export const styled = {
  /** Less important: the theme has a colour for it that is still read easily. */
  dim: (text: string) => `\x1b[90m${text}\x1b[39m`,
  bold: (text: string) => `\x1b[1m${text}\x1b[22m`,
  accent: (text: string) => `\x1b[34m${text}\x1b[39m`,
} as const;

/** See the head of this file. */
export class Display {
  private progress: string | null = null;
  private prompt: PromptLine | null = null;
  /** Rows between the first transient row and the cursor; null when nothing transient is drawn. */
  private above: number | null = null;

  constructor(private readonly target: DisplayTarget) {}

  /** Adds whole lines to the log. */
  print(text: string): void {
    this.redraw(text === "" || text.endsWith("\n") ? text : `${text}\n`);
  }

  /** Shows how far something is; null for nothing. */
  setProgress(progress: string | null): void {
    if (progress === this.progress) return;
    this.progress = progress;
    this.redraw("");
  }

  /** Shows the prompt; null for none. */
  setPrompt(prompt: PromptLine | null): void {
    this.prompt = prompt;
    this.redraw("");
  }

  /** Draws what is transient again, on a terminal that is empty. */
  begin(): void {
    this.above = null;
    this.redraw("");
  }

  private redraw(text: string): void {
    const { columns } = this.target;
    const erase = this.above === null ? "" : `\r${up(this.above)}\x1b[J`;
    const progress = this.progress === null ? "" : `${fitted(this.progress, columns - 1)}\n`;
    const { prompt } = this;
    if (prompt === null) {
      this.above = progress === "" ? null : 1;
      this.target.write(erase + text + progress);
      return;
    }
    const whole = prompt.prompt + shown(prompt.text);
    const before = prompt.prompt + shown(prompt.text.slice(0, prompt.cursor));
    const last = position(whole, columns);
    const cursor = position(before, columns);
    // A terminal stays in the last column until there is more to write; this takes it to the next.
    const wrap = last.column === 0 && last.row > 0 && !whole.endsWith("\n") ? " \b" : "";
    const back = `\r${up(last.row - cursor.row)}${cursor.column > 0 ? `\x1b[${cursor.column}C` : ""}`;
    this.above = cursor.row + (progress === "" ? 0 : 1);
    this.target.write(erase + text + progress + whole + wrap + back);
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function fitted(text: string, columns: number): string {
  return text.length > columns ? `${text.slice(0, columns - 3)}...` : text;
}

/** Control characters would move the cursor where nobody expects it. */
function shown(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "?");
}

/** Where a text ends that begins at the left edge. */
function position(text: string, columns: number): { row: number; column: number } {
  let row = 0;
  let column = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (segment === "\n") {
      row += 1;
      column = 0;
      continue;
    }
    const width = widthOf(segment);
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    column += width;
  }
  return column >= columns ? { row: row + 1, column: 0 } : { row, column };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns of a character: 2 for the wide ones of East Asian scripts, as xterm has it. */
function widthOf(segment: string): number {
  const code = segment.codePointAt(0) ?? 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
