/** The prompt: what is being written, and what input makes of it. Knows neither terminal nor page. */
import { commonStart, type Completion } from "./complete.js";
import { LineHistory } from "./history.js";
import { type Key, readInput } from "./keys.js";
import {
  deleteTo,
  emptyLine,
  insert,
  type Line,
  lineOf,
  moveTo,
  nextCharacter,
  nextWord,
  previousBlankWord,
  previousCharacter,
  previousWord,
} from "./line.js";

/** Something that input asks for, beyond another line. */
export type Effect =
  /** A whole line was entered. */
  | { readonly type: "enter"; readonly text: string }
  /** Several words fit; they are to be shown. */
  | { readonly type: "offer"; readonly words: readonly string[] }
  /** Ctrl+C; `text` is what was being written and is given up. */
  | { readonly type: "interrupt"; readonly text: string }
  /** Ctrl+D on an empty line. */
  | { readonly type: "end-of-input" }
  /** Ctrl+L. */
  | { readonly type: "clear" }
  /** Escape with nothing to give up. */
  | { readonly type: "leave" };

/** A search backwards through the history. */
interface Search {
  readonly wanted: string;
  readonly skip: number;
  readonly before: Line;
}

/** See the head of this file. */
export class LineEditor {
  private line: Line = emptyLine;
  private search: Search | null = null;
  private readonly history = new LineHistory();
  /** What Tab was pressed on last without effect; pressed again it shows what fits. */
  private tabbed: string | null = null;

  /** @param completions what fits at the end of a text */
  constructor(private readonly completions: (before: string) => Completion) {}

  /** What is written, and where. */
  get present(): Line {
    return this.line;
  }

  /** Stands in place of the usual prompt; null for that. */
  get prompt(): string | null {
    if (this.search === null) return null;
    const missing = this.search.wanted !== "" && this.found(this.search) === null;
    return `(${missing ? "failed " : ""}search back)'${this.search.wanted}': `;
  }

  /** Takes what a terminal sent. */
  take(data: string): Effect[] {
    return readInput(data).flatMap((input): Effect[] => {
      if (input.type === "key") return this.press(input.key);
      if (this.search !== null && input.type === "text") {
        this.look({ ...this.search, wanted: this.search.wanted + input.text, skip: 0 });
        return [];
      }
      this.endSearch();
      this.line = insert(this.line, input.text);
      return [];
    });
  }

  /** Keeps a line for the history that was entered elsewhere, or in another way. */
  remember(text: string): void {
    this.history.add(text);
  }

  private press(key: Key): Effect[] {
    const { tabbed } = this;
    this.tabbed = null;
    if (this.search !== null) {
      const over = this.pressInSearch(key, this.search);
      if (over) return [];
    }
    switch (key) {
      case "enter": {
        const { text } = this.line;
        this.history.add(text);
        this.line = emptyLine;
        return [{ type: "enter", text }];
      }
      case "tab":
        return this.completeAt(tabbed);
      case "interrupt": {
        const { text } = this.line;
        this.history.leave();
        this.line = emptyLine;
        return [{ type: "interrupt", text }];
      }
      case "end-of-input":
        if (this.line.text === "") return [{ type: "end-of-input" }];
        this.line = deleteTo(this.line, nextCharacter(this.line));
        return [];
      case "clear":
        return [{ type: "clear" }];
      case "escape":
        if (this.line.text === "") return [{ type: "leave" }];
        this.history.leave();
        this.line = emptyLine;
        return [];
      case "search":
        this.search = { wanted: "", skip: 0, before: this.line };
        return [];
      case "up":
      case "down": {
        const entry = key === "up" ? this.history.previous(this.line.text) : this.history.next();
        if (entry !== null) this.line = lineOf(entry);
        return [];
      }
      default:
        this.line = edited(this.line, key);
        return [];
    }
  }

  /** True when the key is done with; others end the search and do what they always do. */
  private pressInSearch(key: Key, search: Search): boolean {
    switch (key) {
      case "search":
        this.look({ ...search, skip: search.skip + 1 });
        return true;
      case "backspace":
        this.look({ ...search, wanted: search.wanted.slice(0, -1), skip: 0 });
        return true;
      case "escape":
      case "interrupt":
        this.line = search.before;
        this.endSearch();
        return true;
      default:
        this.endSearch();
        return key === "tab";
    }
  }

  private look(search: Search): void {
    const found = this.found(search);
    // Past the earliest one nothing changes.
    if (found === null && search.skip > 0) return;
    this.search = search;
    if (found === null) this.line = search.wanted === "" ? search.before : this.line;
    else this.line = { text: found, cursor: found.indexOf(search.wanted) };
  }

  private found({ wanted, skip }: Search): string | null {
    return this.history.search(wanted, skip);
  }

  private endSearch(): void {
    this.search = null;
  }

  private completeAt(tabbed: string | null): Effect[] {
    const { text, cursor } = this.line;
    const before = text.slice(0, cursor);
    const { from, words, texts } = this.completions(before);
    if (texts.length === 0) return [];
    const common = texts.length === 1 ? `${texts[0]} ` : commonStart(texts);
    if (common.length > before.length - from || texts.length === 1) {
      const rest = text.slice(cursor).replace(/^ /, texts.length === 1 ? "" : " ");
      this.line = { text: text.slice(0, from) + common + rest, cursor: from + common.length };
      return [];
    }
    this.tabbed = before;
    return tabbed === before ? [{ type: "offer", words }] : [];
  }
}

/** A line after a key that only moves or deletes. */
function edited(line: Line, key: Key): Line {
  switch (key) {
    case "left":
      return moveTo(line, previousCharacter(line));
    case "right":
      return moveTo(line, nextCharacter(line));
    case "home":
      return moveTo(line, 0);
    case "end":
      return moveTo(line, line.text.length);
    case "word-left":
      return moveTo(line, previousWord(line));
    case "word-right":
      return moveTo(line, nextWord(line));
    case "backspace":
      return deleteTo(line, previousCharacter(line));
    case "delete":
      return deleteTo(line, nextCharacter(line));
    case "delete-word":
      return deleteTo(line, previousWord(line));
    case "delete-blank-word":
      return deleteTo(line, previousBlankWord(line));
    case "delete-word-right":
      return deleteTo(line, nextWord(line));
    case "delete-to-start":
      return deleteTo(line, 0);
    case "delete-to-end":
      return deleteTo(line, line.text.length);
    default:
      return line;
  }
}
