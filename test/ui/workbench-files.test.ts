/** Files in the workbench: what others do to them, and what happens when they cannot be written. */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
  perform,
  raceNotebook,
  serveFolder,
  tabOf,
} from "./workbench.js";

let browser: Browser;
let folder: string;
let server: BrowserMode;
let page: Page;
let errors: string[];

const file = () => join(folder, "race.heddle.md");
const button = (name: string) => page.getByRole("button", { name, exact: true });

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await scratchFolder();
  await writeFile(file(), raceNotebook);
  server = await serveFolder(folder, await scratchFolder());
  ({ page, errors } = await openTab(await newContext(browser), server.address));
  await openNotebook(page, "race.heddle.md");
});
afterEach(async () => {
  await page.context().close();
  await server.end();
  expect(errors).toEqual([]);
});

test("a notebook without unsaved text follows its file and keeps what was found", async () => {
  await button("Trust it").click();
  await button("Run all").click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await writeFile(file(), raceNotebook.replace("# Can", "# How can"));
  await page.getByRole("heading", { name: "How can an update be lost?" }).waitFor();
  expect(await page.getByRole("region", { name: "lost update: VIOLATED" }).count()).toBe(1);
  await tabOf(page, "race").waitFor();
  await page.getByRole("main").focus();
  await page.keyboard.press("z");
  await page.getByRole("heading", { name: "Can an update be lost?", exact: true }).waitFor();
});

test("a change under unsaved text is compared, and theirs is loaded so that undo leads back", async () => {
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await writeFile(file(), raceNotebook.replace("times = 2", "times = 3"));
  await button("Compare ...").click();
  const dialog = page.getByRole("dialog", { name: "race.heddle.md here and on disk" });
  const rows = await dialog.getByRole("row").allInnerTexts();
  expect(
    rows.filter((row) => /[-+]\s*const/.test(row)).map((row) => row.replace(/\s+/g, " ")),
  ).toEqual(["6 - const times = 2; // mine", " 6 + const times = 3;"]);
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Load theirs" }).click();
  await cellOf(page, "times").getByText("times = 3").waitFor();
  await tabOf(page, "race").waitFor();
  await page.getByRole("main").focus();
  await page.keyboard.press("z");
  await cellOf(page, "times").getByText("times = 2; // mine").waitFor();
  await tabOf(page, "race, edited").waitFor();
});

test("a save over a change that was not seen asks; keeping mine overwrites it", async () => {
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await writeFile(file(), raceNotebook.replace("times = 2", "times = 3"));
  await button("Compare ...").waitFor();
  await page.keyboard.press("Control+s");
  await page.getByRole("dialog", { name: /here and on disk/ }).waitFor();
  expect(await readFile(file(), "utf8")).toContain("times = 3");
  await page.getByRole("dialog").getByRole("button", { name: "Keep mine" }).click();
  await page.keyboard.press("Control+s");
  await tabOf(page, "race").waitFor();
  expect(await readFile(file(), "utf8")).toContain("times = 2; // mine");
});

test("a file that was deleted is told and can be saved again", async () => {
  await rm(file());
  await page.getByRole("alert").filter({ hasText: "deleted this file" }).waitFor();
  await button("Save it again").click();
  await button("Save it again").waitFor({ state: "detached" });
  expect(await readFile(file(), "utf8")).toBe(raceNotebook);
});

test("the text of a file that was deleted is unsaved: it is asked about, and comes back", async () => {
  await rm(file());
  await button("Save it again").waitFor();
  await tabOf(page, "race, edited").waitFor();
  await perform(page, "Close the notebook");
  const dialog = page.getByRole("dialog", { name: "Unsaved text" });
  await dialog.getByText("race.heddle.md has text that is not saved.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await tabOf(page, "race, edited").waitFor();
  await page.getByRole("heading", { name: "Can an update be lost?" }).waitFor();
  await button("Save it again").click();
  await tabOf(page, "race").waitFor();
  expect(await readFile(file(), "utf8")).toBe(raceNotebook);
});

test("a file that is deleted and written anew is followed", async () => {
  await rm(file());
  await button("Save it again").waitFor();
  await writeFile(file(), raceNotebook.replace("# Can", "# How can"));
  await page.getByRole("heading", { name: "How can an update be lost?" }).waitFor();
  await tabOf(page, "race").waitFor();
});

test("saves that follow each other at once do not meet each other's file", async () => {
  await editCell(page, "times");
  for (const letter of "abcdefgh") {
    await page.keyboard.type(letter === "a" ? " // a" : letter);
    await page.keyboard.press("Control+s");
  }
  await tabOf(page, "race").waitFor();
  await expect.poll(() => readFile(file(), "utf8")).toContain("// abcdefgh\n");
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("a notebook that was opened or saved is among the recent ones at once", async () => {
  await perform(page, "Welcome page");
  const recent = page.getByRole("region", { name: "Recent notebooks" });
  await recent.getByRole("button", { name: `race.heddle.md ${folder}` }).waitFor();
});

test("a record that cannot be read is told when the notebook is opened", async () => {
  await writeFile(join(folder, "race.results.json"), "{");
  await perform(page, "Close the notebook");
  await openNotebook(page, "race.heddle.md");
  const damaged = page.getByRole("alert").filter({ hasText: "race.results.json is damaged" });
  await damaged.getByText("Bring it back from version control, or run the cells again.").waitFor();
  await writeFile(join(folder, "race.results.json"), '{ "heddleResults": 99, "cells": [] }');
  await perform(page, "Close the notebook");
  await openNotebook(page, "race.heddle.md");
  await page
    .getByRole("alert")
    .getByText(/written by a newer Heddle.*update Heddle/)
    .waitFor();
  expect(await readFile(join(folder, "race.results.json"), "utf8")).toContain("99");
});

test("a record that cannot be read is kept, and its new name stays in sight", async () => {
  await writeFile(join(folder, "race.results.json"), "{");
  await button("Trust it").click();
  await button("Run all").click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await perform(page, "Save");
  await page.getByText("they are kept as race.results.json.damaged-1.").waitFor();
  expect(await readFile(join(folder, "race.results.json.damaged-1"), "utf8")).toBe("{");
});

test("a save that fails stays in sight with the ways out", async () => {
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  // A folder in the way of the file cannot be replaced by it, whoever asks.
  await rm(file());
  await button("Save it again").waitFor();
  await mkdir(file());
  await writeFile(join(file(), "x"), "");
  await button("Save it again").click();
  const failure = page
    .getByRole("alert")
    .filter({ hasText: "Not saved: cannot save race.heddle.md" });
  await failure.waitFor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await failure.getByRole("button", { name: "Copy text" }).click();
  await failure.waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toContain("times = 2; // mine");
  await failure.getByRole("button", { name: "Save as ..." }).click();
  const dialog = page.getByRole("dialog", { name: "Save the notebook" });
  await dialog.getByLabel("File name").fill("rescued");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await tabOf(page, "rescued").waitFor();
  expect(await readFile(join(folder, "rescued.heddle.md"), "utf8")).toContain("// mine");
});

const mayWriteAll = process.getuid?.() === 0;
const unless = mayWriteAll ? " (skipped: to root no file is read-only)" : "";
test.skipIf(mayWriteAll)(`a read-only file says so${unless}`, async () => {
  await chmod(file(), 0o444);
  await perform(page, "Close the notebook");
  await openNotebook(page, "race.heddle.md");
  await page.getByText("This file is read-only").waitFor();
  await tabOf(page, "race, read-only").waitFor();
});

test("a name that is taken is replaced only by saying so", async () => {
  await writeFile(join(folder, "other.heddle.md"), "# Other\n");
  await perform(page, "Save as ...");
  const dialog = page.getByRole("dialog", { name: "Save the notebook" });
  await dialog.getByLabel("File name").fill("other");
  await dialog.getByRole("button", { name: "Replace" }).click();
  await tabOf(page, "other").waitFor();
  expect(await readFile(join(folder, "other.heddle.md"), "utf8")).toBe(raceNotebook);
});

test("what is wrong with the file itself is said above it, and leads to the place", async () => {
  await writeFile(
    file(),
    "# T\n\n```ts #a\n1\n```\n\n```ts #a\n2\n```\n\n```ts #b\nnever closed\n",
  );
  const problems = page.getByRole("list", { name: "Problems of the file" });
  const second = problems.getByRole("listitem").filter({ hasText: "Line 7: the name #a is" });
  await second.getByText("Give each cell its own name, for example #a-2.").waitFor();
  await problems.getByText(/^Line 11: /).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await second.getByRole("button", { name: "Show" }).click();
  const selected = page.locator('[aria-current="true"][data-block]');
  expect(await selected.getAttribute("aria-label")).toMatch(/^cell 2, a/);
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Name of the cell" }).fill("a-2");
  await page.keyboard.press("Enter");
  await second.waitFor({ state: "detached" });
});

test("saving begins in the notebook's own folder, and an ending is given once", async () => {
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "sub", "in.heddle.md"), "# In\n");
  await perform(page, "Open ...");
  const opening = page.getByRole("dialog", { name: "Open a notebook" });
  await opening.getByRole("button", { name: "sub/" }).click();
  await opening.getByRole("button", { name: "in.heddle.md" }).click();
  await tabOf(page, "in").waitFor();
  await perform(page, "Save as ...");
  const dialog = page.getByRole("dialog", { name: "Save the notebook" });
  await dialog.getByText(join(folder, "sub"), { exact: true }).waitFor();
  await dialog.getByLabel("File name").fill(" .md");
  expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await dialog.getByLabel("File name").fill(" out.md ");
  await page.keyboard.press("Enter");
  await tabOf(page, "out").waitFor();
  expect(await readFile(join(folder, "sub", "out.heddle.md"), "utf8")).toBe("# In\n");
});

test("a notebook saves itself when that is wanted, but never over another program's change", async () => {
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await tabOf(page, "race, edited").waitFor();
  expect(await readFile(file(), "utf8")).toBe(raceNotebook);
  await perform(page, "Settings");
  await page.getByLabel(/^Save a second after typing stops/).check();
  await page.keyboard.press("Escape");
  await editCell(page, "times");
  await page.keyboard.type(" too");
  await tabOf(page, "race").waitFor();
  const saved = await readFile(file(), "utf8");
  expect(saved).toContain("times = 2; // mine too\n");
  await page.keyboard.type("!");
  await writeFile(file(), saved.replace("times = 2", "times = 3"));
  await button("Compare ...").waitFor();
  await page.keyboard.type("!");
  await tabOf(page, "race, edited").waitFor();
  // The backup of the second change is there when the page is shown again: it was not saved.
  await page.reload();
  await button("Compare ...").waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await readFile(file(), "utf8")).toContain("times = 3");
  await cellOf(page, "times").getByText("// mine too!!").waitFor();
});
