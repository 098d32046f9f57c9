/** The workbench in browser mode, in a real browser: from a notebook to its verdicts and back. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import { seriousFindings } from "./axe.js";
import {
  type BrowserMode,
  cellOf,
  editCell,
  newContext,
  openNotebook,
  openTab,
  raceNotebook as notebook,
  serveFolder,
} from "./workbench.js";

let browser: Browser;
let folder: string;
let server: BrowserMode;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await scratchFolder();
  const home = await scratchFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "race.heddle.md"), notebook);
  server = await serveFolder(folder, home);
  ({ page, errors } = await openTab(await newContext(browser), server.address));
  await openNotebook(page, "race.heddle.md");
  const trust = page.getByRole("button", { name: "Trust it" });
  await trust.click();
});
afterEach(async () => {
  await page.context().close();
  await server.end();
  expect(errors).toEqual([]);
});

const cell = (name: string) => cellOf(page, name);
const card = () => page.getByRole("region", { name: /^lost update: / });
const edit = (name: string) => editCell(page, name);

test("opening runs nothing; running all shows the verdict and its interleaving", async () => {
  expect(await card().count()).toBe(0);
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await cell("race").getByText("1 violation").waitFor();
  await card().getByText("4 of 6 interleavings fail").waitFor();
});

test("a step lights up in its cell, and the inspector shows the state after it", async () => {
  await page.getByRole("button", { name: "Run race" }).click();
  await card().getByRole("treegrid").focus();
  await page.keyboard.press(",");
  const state = page.getByRole("region", { name: "State" });
  await state.getByText("State after step 3").waitFor();
  expect(await state.getByTitle(/^x = /).textContent()).toBe("x0\u202f\u2192\u202f1");
  await page.keyboard.press("<");
  await state.getByText("Initial state").waitFor();
});

test("an edit makes the verdict stale, and its undo makes it current again", async () => {
  await page.getByRole("button", { name: "Run race" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await edit("times");
  await page.keyboard.type(" + 1;");
  await page.getByRole("region", { name: "lost update: stale, VIOLATED" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
});

test("after an edit the known interleaving is tried first", async () => {
  await page.getByRole("button", { name: "Run race" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await edit("times");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await page.getByRole("region", { name: "lost update: stale, VIOLATED" }).waitFor();
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByRole("region", { name: "lost update: HOLDS" }).waitFor();
  await cell("race")
    .getByText(/nothing is lost: the recorded interleaving is no longer possible/)
    .waitFor();
});

test("a cell that never ends is interrupted, and the page lives on", async () => {
  await edit("times");
  await page.keyboard.press("Enter");
  await page.keyboard.type("for (;;) {}");
  await page.getByRole("button", { name: "Run all" }).click();
  await cell("times").getByText("running").waitFor();
  await page.getByRole("button", { name: "Interrupt", exact: true }).click();
  await cell("times").getByText("Interrupted.").waitFor();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
});

test("by keyboard alone: select, insert, run, undo, palette", async () => {
  await page.getByRole("main").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("b");
  await page.keyboard.type("6 * 7");
  await page.keyboard.press("Control+Enter");
  await page
    .getByRole("region", { name: /^cell 2, cell/ })
    .getByText("42", { exact: true })
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  expect(await page.getByRole("region", { name: /^cell \d/ }).count()).toBe(2);
  await page.keyboard.press("z");
  expect(await page.getByRole("region", { name: /^cell \d/ }).count()).toBe(3);
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("run all");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
});

test("saving writes the file and what was found, which is there when it is opened again", async () => {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
  await edit("times");
  await page.keyboard.type(" // two");
  await page.getByRole("tab", { name: "race, edited" }).waitFor();
  await page.keyboard.press("Control+s");
  await page.getByRole("tab", { name: "race", exact: true }).waitFor();
  expect(await readFile(join(folder, "race.heddle.md"), "utf8")).toBe(
    notebook.replace("times = 2;", "times = 2; // two"),
  );
  await page.reload();
  await cell("race")
    .getByText(/^Recorded 20/)
    .waitFor();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
});

test("axe finds nothing serious in the page, in any theme", async () => {
  await page.getByRole("button", { name: "Run all" }).click();
  await card().getByRole("treegrid").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("code is readable where the system forces its colours on the page", async () => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.reload();
  await page.locator(".monaco-editor .view-line span span").first().waitFor();
  const differ = `(() => {
    const editor = document.querySelector(".monaco-editor");
    const word = editor?.querySelector(".view-line span span");
    return word != null && getComputedStyle(word).color !== getComputedStyle(editor).backgroundColor;
  })()`;
  await expect.poll(() => page.evaluate(differ)).toBe(true);
});
