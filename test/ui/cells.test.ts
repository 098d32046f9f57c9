/** Editing cells in a real browser: by keyboard, by pointer, and back again. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { seriousFindings } from "./axe.js";
import { eventually, type OpenPage, openText } from "./page-objects.js";

const text = [
  "# Numbers\n",
  "See [the second](#two).\n",
  "```ts #one",
  "const one = 1;",
  "const uno = one;",
  "```\n",
  "```ts #two memory=tso",
  "const two = one + 1;",
  "```\n",
  "```ts #three",
  "two + one",
  "```",
  "",
].join("\n");

let browser: Browser;
let open: OpenPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  open = await openText(browser, text);
});
afterEach(() => open.close());

const keys = async (...pressed: readonly string[]) => {
  for (const key of pressed) await open.page.keyboard.press(key);
};
const selected = () => open.page.locator('[aria-current="true"][data-block]');

test("a cell is renamed in its heading, links follow, and one undo takes all back", async () => {
  await open.select("two");
  await keys("F2");
  const name = open.page.getByRole("textbox", { name: "Name of the cell" });
  await name.fill("one");
  await open.page.getByText("Another cell is called one; one-2 is free.").waitFor();
  await name.fill("second");
  await open.page.getByText("1 link will follow").waitFor();
  await keys("Enter");
  await open.cell("second").waitFor();
  await keys("Control+s");
  const saved = () => readFile(join(open.folder, "test.heddle.md"), "utf8");
  await eventually(saved).toContain("[the second](#second)");
  expect(await saved()).toContain("```ts #second memory=tso\n");
  await keys("z", "Control+s");
  await eventually(saved).toBe(text);
});

test("options are edited beside the name, and what is no option is refused", async () => {
  await open.select("three");
  await keys("F2", "Tab");
  await open.page.keyboard.type("memory");
  await open.page.getByText(/^memory is not key=value/).waitFor();
  await open.page.keyboard.type("=weak");
  await keys("Enter");
  await open.cell("three").getByText("memory=weak").waitFor();
});

test("a cell is split at the caret and merged again", async () => {
  await open.edit("one");
  await keys("Home", "Control+Shift+Minus");
  await eventually(open.names).toEqual(["one", "one-2", "two", "three"]);
  await open.page.keyboard.type("// here\n");
  expect((await open.texts())[2]).toBe("// here\nconst uno = one;");
  await keys("Escape", "ArrowUp", "Shift+M");
  await eventually(open.names).toEqual(["one", "two", "three"]);
  expect((await open.texts())[1]).toBe("const one = 1;\n// here\nconst uno = one;");
});

test("several cells are cut, pasted, duplicated and deleted, each with one undo", async () => {
  await open.select("one");
  await keys("Shift+J", "x");
  await eventually(open.names).toEqual(["three"]);
  await keys("v");
  await eventually(open.names).toEqual(["three", "one", "two"]);
  await keys("Alt+Shift+ArrowDown");
  await eventually(open.names).toEqual(["three", "one", "two", "one-2", "two-2"]);
  await keys("d", "d");
  await eventually(open.names).toEqual(["three", "one", "two"]);
  await keys("z", "z", "z", "z");
  await eventually(open.names).toEqual(["one", "two", "three"]);
  await keys("Shift+Z");
  await eventually(open.names).toEqual(["three"]);
});

test("undo selects what was selected before", async () => {
  await open.select("two");
  await keys("d", "d", "ArrowUp", "ArrowUp");
  await keys("z");
  await eventually(() => selected().getAttribute("aria-label")).toMatch(/^cell 2, two/);
});

test("cells are Markdown on the system's clipboard, and any text becomes prose", async () => {
  await open.select("three");
  await keys("Control+c");
  const clip = () => open.page.evaluate<string>("navigator.clipboard.readText()");
  expect(await clip()).toBe("```ts #three\ntwo + one\n```\n");
  await open.page.evaluate("navigator.clipboard.writeText('*hello*')");
  await keys("Control+v");
  await open.page.getByText("hello", { exact: true }).waitFor();
  await keys("Control+x");
  expect(await clip()).toBe("*hello*\n");
  await eventually(async () => (await open.texts()).length).toBe(4);
});

test("pasting nothing says so", async () => {
  await open.select("three");
  await open.page.evaluate("navigator.clipboard.writeText('')");
  await keys("v");
  await open.page.getByText("There is nothing to paste.").waitFor();
  await open.page.context().clearPermissions();
  await keys("v");
  await open.page.getByText(/clipboard: press Ctrl\+V instead/).waitFor();
  expect(await open.names()).toEqual(["one", "two", "three"]);
});

test("blocks move by keys and by dragging, several at once", async () => {
  await open.select("one");
  await keys("Shift+J", "Alt+ArrowDown");
  await eventually(open.names).toEqual(["three", "one", "two"]);
  const grip = open.cell("three").locator('[draggable="true"]');
  await open.cell("three").hover();
  await grip.dragTo(open.cell("two"), { targetPosition: { x: 200, y: 60 } });
  await eventually(open.names).toEqual(["one", "two", "three"]);
  await keys("z");
  await eventually(open.names).toEqual(["three", "one", "two"]);
});

test("code and output are folded away and shown again", async () => {
  await open.page.getByRole("button", { name: "Run three" }).click();
  await open.cell("three").getByText("3", { exact: true }).waitFor();
  await open.select("three");
  await keys("o");
  await open.page.getByRole("button", { name: "Show the output of three" }).waitFor();
  await keys("Shift+O");
  const folded = open.page.getByRole("button", { name: "Show the code of three" });
  expect(await folded.textContent()).toBe("two + one1 line");
  await folded.click();
  await open.cell("three").locator(".view-line").waitFor();
  await open.select("three");
  await keys("o");
  await open.cell("three").getByText("3", { exact: true }).waitFor();
});

test("the menu of a cell has its commands, by pointer and by keyboard", async () => {
  await open.page.getByRole("button", { name: "Commands for two" }).click();
  const menu = open.page.getByRole("menu");
  await menu.getByRole("menuitem", { name: "Duplicate the block" }).waitFor();
  expect(await seriousFindings(open.page)).toEqual([]);
  await open.page.keyboard.type("dup");
  await keys("Escape");
  await menu.waitFor({ state: "detached" });
  await open.cell("two").locator("header").click({ button: "right" });
  await menu.getByRole("menuitem", { name: "Delete the block" }).click();
  await eventually(open.names).toEqual(["one", "three"]);
});

test("a place between two blocks inserts there", async () => {
  const places = open.page.getByRole("button", { name: "Prose", exact: true });
  await places.nth(2).click({ force: true });
  await open.page.keyboard.type("Between.");
  await keys("Escape");
  await open.page.getByText("Between.").waitFor();
  expect((await open.texts()).findIndex((each) => each.includes("Between."))).toBe(2);
});

test("letters that come before the editor they are meant for are no commands", async () => {
  let letItCome = (): void => undefined;
  const awaited = new Promise<void>((done) => (letItCome = done));
  await open.page.route("**/assets/editor-*.js", async (route) => {
    await awaited;
    await route.continue();
  });
  await open.page.reload();
  await open.cell("two").waitFor();
  await open.select("two");
  await keys("Enter", "x", "d", "d");
  letItCome();
  await open.page.locator(".monaco-editor.focused").waitFor();
  expect(await open.names()).toEqual(["one", "two", "three"]);
  await keys("Escape", "x");
  await eventually(open.names).toEqual(["one", "three"]);
});
