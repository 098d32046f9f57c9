/** Tabs, and what of them survives: a reload, a new start, a crash. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import {
  type BrowserMode,
  cellOf,
  editCell,
  newContext,
  openNotebook,
  openTab,
  perform,
  raceNotebook,
  serveFolder,
  tabOf,
} from "./workbench.js";

let browser: Browser;
let folder: string;
let home: string;
let server: BrowserMode;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await scratchFolder();
  home = await scratchFolder();
  for (const name of ["one", "two"]) {
    await writeFile(
      join(folder, `${name}.heddle.md`),
      raceNotebook.replace("# Can", `# ${name}: can`),
    );
  }
  server = await serveFolder(folder, home);
  context = await newContext(browser);
  ({ page, errors } = await openTab(context, server.address));
});
afterEach(async () => {
  await context.close();
  await server.end();
  expect(errors).toEqual([]);
});

const tabs = () => page.getByRole("tab").allInnerTexts();
const heading = (name: string) =>
  page.getByRole("heading", { name: `${name}: can an update be lost?` });

async function openBoth(): Promise<void> {
  await openNotebook(page, "one.heddle.md");
  await openNotebook(page, "two.heddle.md");
}

test("notebooks stand in tabs that are stepped through, moved and closed by keyboard", async () => {
  await openBoth();
  expect(await tabs()).toEqual(["Heddle", "one", "two"]);
  await page.keyboard.press("Alt+PageUp");
  await heading("one").waitFor();
  await page.keyboard.press("Alt+Shift+PageDown");
  expect(await tabs()).toEqual(["Heddle", "two", "one"]);
  await page.keyboard.press("Alt+PageDown");
  await heading("two").waitFor();
  await page.keyboard.press("Alt+w");
  await heading("one").waitFor();
  expect(await tabs()).toEqual(["Heddle", "one"]);
});

test("a tab that is shown again is scrolled as it was", async () => {
  await writeFile(join(folder, "one.heddle.md"), `${raceNotebook}\n${"A line.\n\n".repeat(200)}`);
  await openNotebook(page, "one.heddle.md");
  const top = () => page.evaluate<number>(`Math.round(document.querySelector("main").scrollTop)`);
  // Editors that are made anew may be a scroll bar lower, and what is in sight stays where it is.
  const isNear = async () => Math.abs((await top()) - 1500) < 60;
  await page.getByRole("main").hover();
  await page.mouse.wheel(0, 1500);
  await expect.poll(isNear).toBe(true);
  await openNotebook(page, "two.heddle.md");
  expect(await top()).toBe(0);
  await page.keyboard.press("Alt+PageUp");
  await expect.poll(isNear).toBe(true);
});

test("a file is opened once", async () => {
  await openBoth();
  await openNotebook(page, "one.heddle.md");
  await heading("one").waitFor();
  expect(await tabs()).toEqual(["Heddle", "one", "two"]);
});

test("each tab keeps its kernel and what it found", async () => {
  await openBoth();
  await page.getByRole("button", { name: "Trust it" }).click();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await page.keyboard.press("Alt+PageUp");
  await heading("one").waitFor();
  expect(await page.getByRole("region", { name: /^lost update/ }).count()).toBe(0);
  await page.keyboard.press("Alt+PageDown");
  await page.getByRole("treegrid").waitFor();
});

test("closing unsaved text asks; it is saved, given up or kept", async () => {
  await openNotebook(page, "one.heddle.md");
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await tabOf(page, "one, edited").waitFor();
  await perform(page, "Close the notebook");
  const dialog = page.getByRole("dialog", { name: "Unsaved text" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await tabOf(page, "one, edited").waitFor();
  await perform(page, "Close the notebook");
  await dialog.getByRole("button", { name: "Save and close" }).click();
  await page.getByRole("button", { name: "New notebook" }).waitFor();
  await openNotebook(page, "one.heddle.md");
  await cellOf(page, "times").getByText("// mine").waitFor();
  await editCell(page, "times");
  await page.keyboard.type(" and more");
  await perform(page, "Close the notebook");
  await dialog.getByRole("button", { name: "Close without saving" }).click();
  await openNotebook(page, "one.heddle.md");
  await cellOf(page, "times").getByText("// mine").waitFor();
  expect(await cellOf(page, "times").getByText("and more").count()).toBe(0);
});

test("a reload brings tabs, unsaved text and folded regions back, and runs nothing", async () => {
  await openBoth();
  await page.getByRole("button", { name: "Trust it" }).click();
  await page.keyboard.press("Control+b");
  await page.getByRole("navigation", { name: "Outline" }).waitFor({ state: "detached" });
  await editCell(page, "times");
  await page.keyboard.type(" // unsaved");
  await page.keyboard.press("Alt+PageUp");
  await perform(page, "New notebook");
  await page.keyboard.press("Alt+PageDown");
  await tabOf(page, "two, edited").waitFor();
  await page.reload();
  await tabOf(page, "two, edited").waitFor();
  expect(await tabs()).toEqual(["Heddle", "one", "untitled", "two"]);
  await heading("two").waitFor();
  await cellOf(page, "times").getByText("// unsaved").waitFor();
  expect(await page.getByRole("navigation", { name: "Outline" }).count()).toBe(0);
  expect(await page.getByRole("region", { name: /^lost update/ }).count()).toBe(0);
});

test("text that could not be sent any more when the page was left comes back", async () => {
  await openNotebook(page, "two.heddle.md");
  await page.evaluate("WebSocket.prototype.send = () => undefined");
  await editCell(page, "times");
  await page.keyboard.type(" // unsent");
  await tabOf(page, "two, edited").waitFor();
  // The page in between is left before it has begun.
  await page.reload({ waitUntil: "commit" });
  await page.reload();
  await tabOf(page, "two, edited").waitFor();
  await cellOf(page, "times").getByText("// unsent").waitFor();
  expect(await page.getByRole("region", { name: "Unsaved notebooks" }).count()).toBe(0);
});

test("after the program and the browser have died, a new start brings everything back", async () => {
  await openBoth();
  await editCell(page, "times");
  await page.keyboard.type(" // unsaved");
  await tabOf(page, "two, edited").waitFor();
  // A backup is written one second after the last key.
  await page.waitForTimeout(1600);
  await server.end();
  await page.getByText(/nothing can be saved/).waitFor();
  await context.close();
  server = await serveFolder(folder, home);
  context = await newContext(browser);
  ({ page, errors } = await openRestored(server.address));
  await cellOf(page, "times").getByText("// unsaved").waitFor();
  expect(await tabs()).toEqual(["Heddle", "one", "two"]);
});

test("unsaved text of a window that is gone is offered, also after it was discarded", async () => {
  const second = await openTab(context, server.address);
  await second.page.getByRole("button", { name: "New notebook" }).click();
  await editCell(second.page, "race");
  await second.page.keyboard.type(" // unsaved");
  await tabOf(second.page, "untitled, edited").waitFor();
  // A backup is written one second after the last key.
  await second.page.waitForTimeout(1600);
  await second.page.close();
  const unsaved = page.getByRole("region", { name: "Unsaved notebooks" });
  const isOffered = async (): Promise<boolean> => {
    await page.reload();
    await page.getByRole("button", { name: "New notebook" }).waitFor();
    return unsaved.isVisible();
  };
  await expect.poll(isOffered, { timeout: 12_000 }).toBe(true);
  await page.getByRole("button", { name: "Discard untitled.heddle.md" }).click();
  await unsaved.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Bring it back" }).click();
  await tabOf(page, "untitled, edited").waitFor();
  await cellOf(page, "race").getByText("// unsaved").waitFor();
  expect(second.errors).toEqual([]);
});

test("a file that changed meanwhile is compared with the text that comes back", async () => {
  await openNotebook(page, "one.heddle.md");
  await editCell(page, "times");
  await page.keyboard.type(" // unsaved");
  await page.waitForTimeout(1600);
  await server.end();
  await context.close();
  await writeFile(join(folder, "one.heddle.md"), "# Theirs\n");
  server = await serveFolder(folder, home);
  context = await newContext(browser);
  ({ page, errors } = await openRestored(server.address));
  await cellOf(page, "times").getByText("// unsaved").waitFor();
  await page.getByRole("button", { name: "Compare ..." }).waitFor();
});

test("a second tab on one notebook is told, in both; it does not take the first one's session", async () => {
  await openNotebook(page, "one.heddle.md");
  await editCell(page, "times");
  await page.keyboard.type(" // unsaved");
  await page.waitForTimeout(1600);
  const second = await openTab(context, server.address);
  expect(await second.page.getByRole("tab").allInnerTexts()).toEqual(["Heddle"]);
  expect(await second.page.getByText("Not saved when the last session ended").count()).toBe(0);
  await openNotebook(second.page, "one.heddle.md");
  const told = "This notebook is open in another window or tab, too.";
  await second.page.getByText(told).waitFor();
  await page.getByText(told).waitFor();
  await second.page.close();
  await page.getByText(told).waitFor({ state: "detached" });
  expect(second.errors).toEqual([]);
});

test("an address leads to a cell and to a step, and runs nothing", async () => {
  const target = new URLSearchParams({
    file: join(folder, "one.heddle.md"),
    cell: "race",
    step: "3",
  });
  await page.goto(`${new URL(server.address).origin}/#${target.toString()}`);
  await heading("one").waitFor();
  await page
    .getByText("The link leads to step 3 of an interleaving of cell race, which has to be run")
    .waitFor();
  expect(await cellOf(page, "race").getAttribute("aria-current")).toBe("true");
  expect(await page.getByRole("treegrid").count()).toBe(0);
  expect(new URL(page.url()).hash).toBe("");
  await page.getByRole("button", { name: "Trust it" }).click();
  await page.getByRole("button", { name: "Run race", exact: true }).first().click();
  await page.getByRole("region", { name: "State" }).getByText("State after step 3").waitFor();
});

/** A page whose session may hide the welcome page. */
async function openRestored(address: string): Promise<{ page: Page; errors: string[] }> {
  const restored = await context.newPage();
  const found: string[] = [];
  restored.on("pageerror", (error) => found.push(error.message));
  await restored.goto(address);
  return { page: restored, errors: found };
}
