import { Terminal } from "@xterm/headless";
import { afterEach, expect, test } from "vitest";
import { Display, type PromptLine } from "./display.js";

const open: Terminal[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.dispose();
});

/** A display on a small terminal, and what the terminal shows. */
function display(cols = 20, rows = 12) {
  const terminal = new Terminal({ cols, rows, convertEol: true, allowProposedApi: true });
  open.push(terminal);
  const one = new Display({ write: (text) => terminal.write(text), columns: cols });
  const lines = async (): Promise<string[]> => {
    await new Promise<void>((resolve) => terminal.write("", resolve));
    const { active } = terminal.buffer;
    const all = Array.from({ length: active.length }, (_, at) =>
      (active.getLine(at)?.translateToString(true) ?? "").trimEnd(),
    );
    while (all.at(-1) === "") all.pop();
    return all;
  };
  const cursor = () => [terminal.buffer.active.cursorY, terminal.buffer.active.cursorX];
  return { one, lines, cursor };
}

const at = (text: string, cursor = text.length): PromptLine => ({ prompt: "> ", text, cursor });

test("the log grows above the prompt", async () => {
  const { one, lines, cursor } = display();
  one.setPrompt(at("ru"));
  one.print("first\n");
  one.print("second");
  expect(await lines()).toEqual(["first", "second", "> ru"]);
  expect(cursor()).toEqual([2, 4]);
});

test("progress is rewritten in place between the log and the prompt, and leaves no trace", async () => {
  const { one, lines } = display();
  one.setPrompt(at(""));
  one.setProgress("10 states");
  one.print("a line");
  one.setProgress("20 states and more than fits");
  expect(await lines()).toEqual(["a line", "20 states and mo...", ">"]);
  one.setProgress(null);
  expect(await lines()).toEqual(["a line", ">"]);
});

test("a line longer than the terminal wraps, and the cursor stands where it belongs", async () => {
  const { one, lines, cursor } = display(10);
  one.setPrompt(at("abcdefghijkl", 2));
  expect(await lines()).toEqual(["> abcdefgh", "ijkl"]);
  expect(cursor()).toEqual([0, 4]);
  one.setPrompt(at("abcdefghijkl", 10));
  await lines();
  expect(cursor()).toEqual([1, 2]);
  one.print("log");
  expect(await lines()).toEqual(["log", "> abcdefgh", "ijkl"]);
});

test("a line that just fills the terminal has its cursor in the next row", async () => {
  const { one, lines, cursor } = display(10);
  one.setPrompt(at("abcdefgh"));
  await lines();
  expect(cursor()).toEqual([1, 0]);
  one.setPrompt(at("abcdefgh", 7));
  await lines();
  expect(cursor()).toEqual([0, 9]);
  one.setPrompt(at("a"));
  expect(await lines()).toEqual(["> a"]);
});

test("lines of a pasted text stand below each other, wide characters take two columns", async () => {
  const { one, lines, cursor } = display();
  one.setPrompt(at("CPU0\n漢字 x"));
  expect(await lines()).toEqual(["> CPU0", "漢字 x"]);
  expect(cursor()).toEqual([1, 6]);
  one.setPrompt(null);
  expect(await lines()).toEqual([]);
});

test("control characters in what is typed do not move the cursor", async () => {
  const { one, lines } = display();
  one.setPrompt(at("a\x1b[2Jb"));
  expect(await lines()).toEqual(["> a?[2Jb"]);
});

test("a log longer than the terminal scrolls, the prompt stays last", async () => {
  const { one, lines } = display(20, 4);
  one.setPrompt(at("x"));
  for (let line = 0; line < 8; line++) one.print(`line ${line}`);
  expect((await lines()).slice(-4)).toEqual(["line 5", "line 6", "line 7", "> x"]);
  expect(await lines()).toHaveLength(9);
});
