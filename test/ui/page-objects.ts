/** The parts of the workbench that tests look at and press, and a notebook to try them on. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { scratchFolder } from "../scratch-folder.js";
import { openNotebook, openTab, serveFolder } from "./workbench.js";

/** Waits until something is so: the machine may be busy. */
export const eventually = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 15_000 });

/** An open notebook in a tab of its own. */
export interface OpenPage {
  readonly page: Page;
  readonly folder: string;
  /** A cell by its name. */
  cell(name: string): Locator;
  /** Names of the cells in order. */
  names(): Promise<string[]>;
  /** Text of all blocks in order, as the editors and the prose show it. */
  texts(): Promise<string[]>;
  /** Selects a cell, so that keys are commands. */
  select(name: string): Promise<void>;
  /** Puts the caret at the end of a cell's code. */
  edit(name: string): Promise<void>;
  /** Closes everything; fails when the page threw something. */
  close(): Promise<void>;
}

const namesInPage = `[...document.querySelectorAll('section[aria-label^="cell "]')].map(
  (each) => each.getAttribute("aria-label").split(", ")[1],
)`;
const textsInPage = `[...document.querySelectorAll("[data-block]")].map((block) => {
  const lines = [...block.querySelectorAll(".view-line")];
  if (lines.length === 0) return block.textContent;
  return lines
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map((line) => line.textContent.replaceAll("\\u00a0", " "))
    .join("\\n");
})`;

/** Serves a notebook's text, opens it and trusts it. */
export async function openText(browser: Browser, text: string): Promise<OpenPage> {
  const folder = await scratchFolder();
  await writeFile(join(folder, "test.heddle.md"), text);
  const server = await serveFolder(folder, await scratchFolder());
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const { page, errors } = await openTab(context, server.address);
  await openNotebook(page, "test.heddle.md");
  await page.getByRole("button", { name: "Trust it" }).click();

  const cell = (name: string): Locator =>
    page.getByRole("region", { name: new RegExp(`^cell \\d+, ${name}(,|$)`) });
  return {
    page,
    folder,
    cell,
    names: () => page.evaluate<string[]>(namesInPage),
    texts: () => page.evaluate<string[]>(textsInPage),
    select: async (name) => {
      await cell(name)
        .getByRole("button", { name: `Name of the cell: ${name}` })
        .click();
      await page.keyboard.press("Escape");
    },
    edit: async (name) => {
      await cell(name).locator(".view-lines").click();
      await page.keyboard.press("Control+End");
    },
    close: async () => {
      await context.close();
      await server.end();
      // Monaco says so of every question that nobody waits for any more.
      const bad = errors.filter((message) => message !== "Canceled");
      if (bad.length > 0) throw new Error(bad.join("\n"));
    },
  };
}
