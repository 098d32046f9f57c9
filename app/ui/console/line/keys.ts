/** What a terminal sends, as keys and text. */

/** A key that does something to a line. */
export type Key =
  | "enter"
  | "tab"
  | "up"
  | "down"
  | "left"
  | "right"
  | "home"
  | "end"
  | "word-left"
  | "word-right"
  | "backspace"
  | "delete"
  | "delete-word"
  | "delete-blank-word"
  | "delete-word-right"
  | "delete-to-start"
  | "delete-to-end"
  | "interrupt"
  | "end-of-input"
  | "clear"
  | "search"
  | "escape";

/** One piece of input. */
export type Input =
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "text"; readonly text: string }
  /** Pasted, with `\n` between lines. */
  | { readonly type: "paste"; readonly text: string };

const SEQUENCES: Readonly<Record<string, Key>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x01": "home",
  "\x02": "left",
  "\x03": "interrupt",
  "\x04": "end-of-input",
  "\x05": "end",
  "\x06": "right",
  "\x0b": "delete-to-end",
  "\x0c": "clear",
  "\x0e": "down",
  "\x10": "up",
  "\x12": "search",
  "\x15": "delete-to-start",
  "\x17": "delete-blank-word",
  "\x1b": "escape",
  "\x1b[A": "up",
  "\x1b[B": "down",
  "\x1b[C": "right",
  "\x1b[D": "left",
  "\x1bOA": "up",
  "\x1bOB": "down",
  "\x1bOC": "right",
  "\x1bOD": "left",
  "\x1b[H": "home",
  "\x1b[F": "end",
  "\x1bOH": "home",
  "\x1bOF": "end",
  "\x1b[1~": "home",
  "\x1b[4~": "end",
  "\x1b[3~": "delete",
  "\x1b[3;5~": "delete-word-right",
  "\x1b[1;5C": "word-right",
  "\x1b[1;5D": "word-left",
  "\x1b[1;3C": "word-right",
  "\x1b[1;3D": "word-left",
  "\x1bf": "word-right",
  "\x1bb": "word-left",
  "\x1bd": "delete-word-right",
  "\x1b\x7f": "delete-word",
  "\x1b\b": "delete-word",
};

const PASTE = { begin: "\x1b[200~", end: "\x1b[201~" } as const;

const TOKEN =
  /\x1b\[200~[^]*?(?:\x1b\[201~|$)|\x1b\[[\d;?]*[A-Za-z~]|\x1bO[A-Z]|\x1b[^[O]?|[\0-\x1f\x7f]|[^\0-\x1f\x7f]+/g;

/** Cuts what a terminal sent into keys and text; sequences that mean nothing here are dropped. */
export function readInput(data: string): Input[] {
  return (data.match(TOKEN) ?? []).flatMap((token): Input[] => {
    if (token.startsWith(PASTE.begin)) {
      const pasted = token.slice(PASTE.begin.length).replace(PASTE.end, "");
      return [{ type: "paste", text: cleanPaste(pasted) }];
    }
    const key = SEQUENCES[token];
    if (key !== undefined) return [{ type: "key", key }];
    return token.charCodeAt(0) < 0x20 ? [] : [{ type: "text", text: token }];
  });
}

/** Tabs as blanks, one kind of line end, no other control characters. */
function cleanPaste(text: string): string {
  return expandTabs(text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, ""));
}

/** Tabs stand for columns in a table of a mail: every eighth. */
function expandTabs(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      let column = 0;
      return line
        .split("\t")
        .map((part, index, parts) => {
          column += part.length;
          const blanks = index < parts.length - 1 ? 8 - (column % 8) : 0;
          column += blanks;
          return part + " ".repeat(blanks);
        })
        .join("");
    })
    .join("\n");
}
