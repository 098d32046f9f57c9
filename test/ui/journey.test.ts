/** The way from a bundled notebook to a mail, in browser mode. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import { prepare, testJourney } from "./journey.js";
import { type BrowserMode, newContext, openNotebook, openTab, serveFolder } from "./workbench.js";

let browser: Browser;
let folder: string;
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
  await prepare(folder);
  server = await serveFolder(folder, await scratchFolder());
  context = await newContext(browser);
  ({ page, errors } = await openTab(context, server.address));
});
afterEach(async () => {
  await context.close();
  await server.end();
  expect(errors).toEqual([]);
});

testJourney({
  get page() {
    return page;
  },
  get folder() {
    return folder;
  },
  open: (name) => openNotebook(page, name),
  crash: async () => {
    const crashed = new Promise((gone) => page.once("crash", gone));
    void page.goto("chrome://crash").catch(() => undefined);
    await crashed;
    const address = server.address;
    await page.close();
    page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(address);
  },
});
