import { expect, test } from "vitest";
import { type Completion } from "./complete.js";
import { LineEditor } from "./line-editor.js";

const nothing: Completion = { from: 0, words: [], texts: [] };

function editor(completions: (before: string) => Completion = () => nothing): LineEditor {
  return new LineEditor(completions);
}

/** The text with a bar where the cursor is. */
function shown(one: LineEditor): string {
  const { text, cursor } = one.present;
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

test("text goes in at the cursor, and Enter gives the whole line", () => {
  const one = editor();
  one.take("rn");
  one.take("\x1b[D");
  one.take("u");
  expect(shown(one)).toBe("ru|n");
  expect(one.take("\r")).toEqual([{ type: "enter", text: "run" }]);
  expect(shown(one)).toBe("|");
});

test("keys move by characters, words and to the ends", () => {
  const one = editor();
  one.take("run #lost-update");
  one.take("\x1bb");
  expect(shown(one)).toBe("run #lost-|update");
  one.take("\x1b[1;5D");
  expect(shown(one)).toBe("run #|lost-update");
  one.take("\x1b[H");
  expect(shown(one)).toBe("|run #lost-update");
  one.take("\x1bf");
  expect(shown(one)).toBe("run| #lost-update");
  one.take("\x1b[F");
  expect(shown(one)).toBe("run #lost-update|");
});

test("a character of several units is one step", () => {
  const one = editor();
  one.take("a\u{1F469}\u200D\u{1F692}b");
  one.take("\x1b[D\x1b[D");
  expect(shown(one)).toBe("a|\u{1F469}\u200D\u{1F692}b");
  one.take("\x1b[3~");
  expect(shown(one)).toBe("a|b");
});

test("words and halves of the line can be deleted", () => {
  const one = editor();
  one.take("export #a --mail");
  one.take("\x17");
  expect(shown(one)).toBe("export #a |");
  one.take("\x01\x1bd");
  expect(shown(one)).toBe("| #a ");
  one.take("\x05\x15");
  expect(shown(one)).toBe("|");
});

test("Up and Down walk through earlier lines and come back to the one being written", () => {
  const one = editor();
  one.take("run\rcheck\rgra");
  one.take("\x1b[A");
  expect(shown(one)).toBe("check|");
  one.take("\x1b[A\x1b[A");
  expect(shown(one)).toBe("run|");
  one.take("\x1b[B\x1b[B");
  expect(shown(one)).toBe("gra|");
});

test("a line entered twice in a row is kept once, and blank ones not at all", () => {
  const one = editor();
  one.take("run\rrun\r  \r");
  one.take("\x1b[A\x1b[A");
  expect(shown(one)).toBe("run|");
});

test("Ctrl+R searches backwards, again for earlier ones, and Escape gives up", () => {
  const one = editor();
  one.take("run #a\rcheck\rrun #b\rx");
  one.take("\x12");
  one.take("run");
  expect([one.prompt, shown(one)]).toEqual(["(search back)'run': ", "|run #b"]);
  one.take("\x12");
  expect(shown(one)).toBe("|run #a");
  one.take("\x12");
  expect(shown(one)).toBe("|run #a");
  one.take("\x1b");
  expect([one.prompt, shown(one)]).toEqual([null, "x|"]);
});

test("a search that finds nothing says so, and Enter takes what was found before", () => {
  const one = editor();
  one.take("run #a\r\x12ru");
  one.take("z");
  expect(one.prompt).toBe("(failed search back)'ruz': ");
  expect(one.take("\r")).toEqual([{ type: "enter", text: "run #a" }]);
});

test("Tab writes what all fitting words begin with, and shows them when pressed again", () => {
  const words = ["--max-states", "--memory"];
  const one = editor((before) => ({ from: before.lastIndexOf(" ") + 1, words, texts: words }));
  one.take("run -");
  expect(one.take("\t")).toEqual([]);
  expect(shown(one)).toBe("run --m|");
  expect(one.take("\t")).toEqual([]);
  expect(one.take("\t")).toEqual([{ type: "offer", words }]);
});

test("Tab writes the only fitting word whole, with a blank", () => {
  const one = editor(() => ({ from: 4, words: ["#lost-update"], texts: ["#lost-update"] }));
  one.take("run #l --seconds 1");
  one.take("\x01\x1bf\x1bf");
  one.take("\t");
  expect(shown(one)).toBe("run #lost-update |--seconds 1");
});

test("Ctrl+C gives the line up, Ctrl+L and Escape ask for what is not the line's business", () => {
  const one = editor();
  one.take("ru");
  expect(one.take("\x03")).toEqual([{ type: "interrupt", text: "ru" }]);
  expect(one.take("\x0c")).toEqual([{ type: "clear" }]);
  expect(one.take("\x1b")).toEqual([{ type: "leave" }]);
  one.take("run");
  expect(one.take("\x1b")).toEqual([]);
  expect(shown(one)).toBe("|");
});

test("Ctrl+D ends the input on an empty line, else it deletes", () => {
  const one = editor();
  expect(one.take("\x04")).toEqual([{ type: "end-of-input" }]);
  one.take("ab\x01");
  expect(one.take("\x04")).toEqual([]);
  expect(shown(one)).toBe("|b");
});

test("what is pasted stays one text: lines are kept, tabs are columns, controls are dropped", () => {
  const one = editor();
  one.take("\x1b[200~CPU0\tCPU1\r\na()\x07\tb()\x1b[201~");
  expect(one.present.text).toBe("CPU0    CPU1\na()     b()");
  expect(one.take("\r")).toEqual([{ type: "enter", text: "CPU0    CPU1\na()     b()" }]);
});

test("keys that mean nothing here do nothing", () => {
  const one = editor();
  one.take("run\x1b[15~\x1b[5~\x00");
  expect(shown(one)).toBe("run|");
});
