/** The workbench on one notebook in a real browser, for the tests of a file. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import {
  type BrowserMode,
  cellOf,
  editCell,
  newContext,
  openNotebook,
  openTab,
  serveFolder,
} from "./workbench.js";

/** What a test finds open. */
export interface OpenWorkbench {
  readonly page: Page;
  /** The region of a cell. */
  cell(name: string): Locator;
  /** The card of a check, by its scenario. */
  card(scenario: string): Locator;
  /** Puts the caret at the end of a cell's code. */
  edit(name: string): Promise<void>;
}

/** A cell in a notebook's text. */
export function cellText(name: string, ...lines: string[]): string {
  return ["```ts #" + name, ...lines, "```", "", ""].join("\n");
}

/** Opens the notebook, trusted, before each test; an error of the page fails the test. */
export function openBeforeEach(text: string): OpenWorkbench {
  let browser: Browser;
  let server: BrowserMode;
  let page: Page;
  let errors: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, "n.heddle.md"), text);
    server = await serveFolder(folder, await scratchFolder());
    ({ page, errors } = await openTab(await newContext(browser), server.address));
    await openNotebook(page, "n.heddle.md");
    await page.getByRole("button", { name: "Trust it" }).click();
  });
  afterEach(async () => {
    await page.context().close();
    await server.end();
    expect(errors).toEqual([]);
  });
  return {
    get page() {
      return page;
    },
    cell: (name) => cellOf(page, name),
    card: (scenario) => page.getByRole("region", { name: new RegExp(`^${scenario}: `) }),
    edit: async (name) => {
      await cellOf(page, name).scrollIntoViewIfNeeded();
      await editCell(page, name);
    },
  };
}
