import { formatValue } from "../format-value.js";
import { type CellEvent, consoleLimit } from "../protocol.js";

type Line = Extract<CellEvent, { type: "console" }>;
export type Level = Line["level"];

/** What one evaluation of a cell has printed, and what it may still print. */
export class ConsoleBudget {
  private characters = 0;
  private lines = 0;
  private droppedCharacters = 0;
  private droppedLines = 0;

  /** The text to show for one call of a console method, or null when there is no room any more. */
  admit(values: readonly unknown[]): string | null {
    const room = Math.min(consoleLimit.line, consoleLimit.characters - this.characters);
    if (this.lines >= consoleLimit.lines || room <= 0) {
      this.droppedLines++;
      this.droppedCharacters += roughLength(values);
      return null;
    }
    let text = "";
    for (const value of values) {
      if (text.length > room) break;
      text += (text === "" ? "" : " ") + formatValue(value, room + 1);
    }
    if (text.length > room) {
      const more = Math.max(0, roughLength(values) - room);
      this.droppedCharacters += more;
      text = `${text.slice(0, room)}...`;
    }
    this.lines++;
    this.characters += text.length;
    return text;
  }

  /** A remark on what was left out, or null when nothing was. */
  get remark(): string | null {
    const { droppedLines, droppedCharacters } = this;
    if (droppedLines === 0 && droppedCharacters === 0) return null;
    const what = droppedLines === 0 ? "" : `${grouped(droppedLines)} more lines, `;
    return `(output cut: ${what}at least ${grouped(droppedCharacters)} more characters were not kept)`;
  }
}

/** A lower bound of how long values are as text, without making the text. */
function roughLength(values: readonly unknown[]): number {
  return values.reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : 1),
    0,
  );
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A `console` that hands what is printed to `print`. */
export function makeConsole(print: (level: Level, values: readonly unknown[]) => void): object {
  const method =
    (level: Level) =>
    (...values: unknown[]): void =>
      print(level, values);
  return {
    log: method("log"),
    info: method("info"),
    debug: method("debug"),
    warn: method("warn"),
    error: method("error"),
  };
}
