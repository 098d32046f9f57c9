/** Where notebooks come from, and how commands are found without knowing their keys. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import { seriousFindings } from "./axe.js";
import {
  type BrowserMode,
  cellOf,
  newContext,
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

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await scratchFolder();
  await mkdir(join(folder, "deeper"));
  await writeFile(join(folder, "race.heddle.md"), raceNotebook);
  await writeFile(join(folder, "deeper", "other.heddle.md"), "# Other\n");
  server = await serveFolder(folder, await scratchFolder());
  ({ page, errors } = await openTab(await newContext(browser), server.address));
});
afterEach(async () => {
  await page.context().close();
  await server.end();
  expect(errors).toEqual([]);
});

const files = () => page.getByRole("region", { name: "Files" });

/** Drops a file on the page, as a file manager would. */
async function drop(name: string, content: string | Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    `(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(${JSON.stringify([...Buffer.from(content)])})], ${JSON.stringify(name)}));
      return data;
    })()`,
  );
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
}

test("the files panel walks through the folder that is served and opens what is in it", async () => {
  await files().getByRole("button", { name: "deeper/" }).click();
  await files().getByRole("button", { name: "other" }).click();
  await tabOf(page, "other").waitFor();
  await page.getByRole("heading", { name: "Other" }).waitFor();
  expect(await files().getByRole("button", { name: "other" }).getAttribute("aria-current")).toBe(
    "true",
  );
  await files().getByRole("button", { name: "Folder above" }).click();
  await files().getByRole("button", { name: "race" }).click();
  await tabOf(page, "race").waitFor();
  expect(await files().getByRole("button", { name: "Folder above" }).count()).toBe(0);
});

test("an empty folder says what to do", async () => {
  await mkdir(join(folder, "empty"));
  await page.reload();
  await files().getByRole("button", { name: "empty/" }).click();
  await files().getByText("No notebooks here.").waitFor();
});

test("a bundled notebook opens as a copy that is saved elsewhere", async () => {
  await page.getByRole("button", { name: /^What does the hole in collapse_file/ }).click();
  await tabOf(page, "the-hole").waitFor();
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog", { name: "Save the notebook" });
  expect(await dialog.getByLabel("File name").inputValue()).toBe("the-hole.heddle.md");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await files().getByRole("button", { name: "the-hole" }).waitFor();
  expect(await readFile(join(folder, "the-hole.heddle.md"), "utf8")).toBe(
    await readFile("notebooks/the-hole.heddle.md", "utf8"),
  );
});

test("a notebook begins with the message of a thread that is chosen", async () => {
  const mail = (subject: string) =>
    [
      "From a@x.example Wed Apr  1 15:15:00 2026",
      "From: A <a@x.example>",
      `Subject: ${subject}`,
      "",
      "Are we sure the race we allow is ok?",
      "",
    ].join("\n");
  await writeFile(join(folder, "thread.mbox"), `${mail("a race")}\n${mail("Re: a race")}`);
  const picking = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Start from a mail" }).click();
  await (await picking).setFiles(join(folder, "thread.mbox"));
  const dialog = page.getByRole("dialog", { name: "Begin with a mail" });
  await dialog.getByRole("searchbox").fill("re:");
  expect(await dialog.getByRole("listitem").count()).toBe(1);
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: /^Re: a race/ }).click();
  await page.getByRole("heading", { level: 1, name: "Re: a race" }).waitFor();
  await cellOf(page, "race").waitFor();
  await tabOf(page, "re-a-race").waitFor();
});

test("what is dropped is opened, or it is said why not", async () => {
  await drop("dropped.heddle.md", raceNotebook);
  await tabOf(page, "dropped").waitFor();
  await page.getByRole("button", { name: "Trust it" }).waitFor();
  await drop("mail.eml", "From: a@x.example\nSubject: Are we sure?\n\nThe race is ok.\n");
  await page.getByRole("heading", { level: 1, name: "Are we sure?" }).waitFor();
  await drop("picture.png", "x");
  await page.getByText("picture.png cannot be opened: it is no notebook").waitFor();
  await drop("broken.heddle.md", Uint8Array.of(0x23, 0xff, 0xfe));
  await page.getByText(/^broken.heddle.md cannot be opened/).waitFor();
});

test("a stranger's text that was dropped is still a stranger's after a reload", async () => {
  await drop("dropped.heddle.md", raceNotebook);
  await page.getByRole("button", { name: "Trust it" }).waitFor();
  await page.reload();
  await tabOf(page, "dropped, edited").waitFor();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("Nothing was run: say first that you trust this notebook.").waitFor();
});

test("a link leads to the notebook beside, to the web, or it is said that it leads nowhere", async () => {
  const text = [
    "[beside](deeper/other.heddle.md) [web](https://web.test/) [nowhere](nowhere.txt)",
    "![a <drawing>](https://web.test/a.png) [![badge](https://web.test/b.png)](https://web.test/)",
    "![sketch](c.png)\n",
  ].join("\n");
  await writeFile(join(folder, "links.heddle.md"), text);
  await page.reload();
  await files().getByRole("button", { name: "links" }).click();
  await page.context().route("https://web.test/", (route) => route.fulfill({ body: "web" }));
  const popup = page.waitForEvent("popup");
  await page.getByRole("link", { name: "web" }).click();
  expect((await popup).url()).toBe("https://web.test/");
  const drawing = page.getByRole("link", { name: "Picture: a <drawing>" });
  expect(await drawing.getAttribute("href")).toBe("https://web.test/a.png");
  const badge = page.getByRole("link", { name: "Picture: badge" });
  expect(await badge.getAttribute("href")).toBe("https://web.test/");
  await page.getByText("Picture: sketch").waitFor();
  await page.getByRole("link", { name: "nowhere" }).click();
  await page.getByText("The link nowhere.txt leads to no web page and no notebook.").waitFor();
  await page.getByRole("link", { name: "beside" }).click();
  await tabOf(page, "other").waitFor();
});

test("a recent notebook that is gone can be forgotten", async () => {
  await files().getByRole("button", { name: "race" }).click();
  await tabOf(page, "race").waitFor();
  await rm(join(folder, "race.heddle.md"));
  await page.getByText(/deleted this file/).waitFor();
  await perform(page, "Close the notebook");
  await page.getByRole("button", { name: "Close without saving" }).click();
  await page.reload();
  const recent = page.getByRole("region", { name: "Recent notebooks" });
  await recent.getByRole("button", { name: /^race/ }).click();
  await page.getByRole("button", { name: "Forget it" }).click();
  await recent.waitFor({ state: "detached" });
});

test("every command is in the menu, which works by keyboard", async () => {
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Menu" });
  await menu.getByRole("menuitem", { name: "New notebook" }).waitFor();
  expect(
    await menu.getByRole("menuitem", { name: /^Save/ }).first().getAttribute("aria-disabled"),
  ).toBe("true");
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.locator(":focus").innerText()).toContain("New notebook");
  await page.keyboard.press("ArrowLeft");
  expect(await page.locator(":focus").innerText()).toContain("Keyboard shortcuts");
  await page.keyboard.press("Enter");
  const help = page.getByRole("dialog");
  await help.getByText("Ctrl+Shift+P").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.press("F1");
  await help.waitFor();
});

test("the edge of a region is moved by keyboard, and stays where it was put", async () => {
  const edge = page.getByRole("separator", { name: "Size of Outline and files" });
  const before = Number(await edge.getAttribute("aria-valuenow"));
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const after = Number(await edge.getAttribute("aria-valuenow"));
  expect(after - before).toBe(32);
  await perform(page, "New notebook");
  await tabOf(page, "untitled").waitFor();
  await page.reload();
  await tabOf(page, "untitled, edited").waitFor();
  expect(Number(await edge.getAttribute("aria-valuenow"))).toBe(after);
});

test("in a narrow window one region at a time lies over the notebook until it is left", async () => {
  await files().getByRole("button", { name: "race" }).click();
  await tabOf(page, "race").waitFor();
  await page.setViewportSize({ width: 720, height: 500 });
  const outline = page.getByRole("navigation", { name: "Outline and files" });
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await outline.waitFor({ state: "detached" });
  await page.keyboard.press("Control+b");
  await outline.waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await outline.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Region: outline and files" }).click();
  await outline.getByRole("button", { name: "times", exact: true }).click();
  await outline.waitFor({ state: "detached" });
  expect(await cellOf(page, "times").getAttribute("aria-current")).toBe("true");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("Control+Alt+b");
  await inspector.waitFor();
  expect(await outline.count()).toBe(0);
  // What was shown in a wide window is there again in one.
  await page.setViewportSize({ width: 1440, height: 900 });
  await outline.waitFor();
  await inspector.waitFor();
});

test("the window is named after the notebook that is shown, and says what is unsaved", async () => {
  expect(await page.title()).toBe("Heddle");
  await files().getByRole("button", { name: "race" }).click();
  await expect.poll(() => page.title()).toBe("race - Heddle");
  await perform(page, "Insert prose below");
  await page.locator(".monaco-editor.focused").waitFor();
  await page.keyboard.type("x");
  await expect.poll(() => page.title()).toBe("\u25cf race - Heddle");
});

test("another window begins with the welcome page", async () => {
  await files().getByRole("button", { name: "race" }).click();
  await tabOf(page, "race").waitFor();
  const opening = page.context().waitForEvent("page");
  await perform(page, "New window");
  const other = await opening;
  await other.getByRole("button", { name: "New notebook" }).waitFor();
  expect(await other.getByRole("tab").count()).toBe(1);
});

test("a notebook begins with a template that is chosen", async () => {
  await page.getByRole("button", { name: "Start from a template" }).click();
  const dialog = page.getByRole("dialog", { name: "New from a template" });
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: /^Litmus test/ }).click();
  await tabOf(page, "untitled").waitFor();
  await page.getByRole("button", { name: "Run all" }).click();
  await cellOf(page, "models")
    .getByText(/as expected/)
    .first()
    .waitFor();
});

test("a link to a step needs a file: where there is none, saving is offered", async () => {
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Litmus test/ })
    .click();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("button", { name: "Copy link" }).first().click();
  await page.getByText(/^No link was copied/).waitFor();
  await page.getByRole("button", { name: "Save as ..." }).click();
  await page.getByRole("dialog", { name: "Save the notebook" }).waitFor();
});
