/**
 * Writes a picture of every view in light, dark and high contrast into `screenshots/`:
 * `npm run screenshots [-- NAME ...]`. `readme` is made only when it is asked for: it writes the
 * picture that the README begins with.
 */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cwd } from "node:process";
import type { Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.js";
import { editingScreenshots } from "./editing-screenshots.js";
import { makeFixtures } from "./fixtures.js";
import { takeLookingPictures } from "./looking-pictures.js";
import { serveDevelopmentPage } from "./serve.js";
import { takeShellPictures, type Theme } from "./shell-pictures.js";
import { takeReadmePicture } from "./readme-picture.js";
import { openNotebook, openTab, serveFolder } from "./workbench.js";

const folder = join(cwd(), "screenshots");
const themes = [
  { name: "light", colorScheme: "light", contrast: "no-preference" },
  { name: "dark", colorScheme: "dark", contrast: "no-preference" },
  { name: "contrast", colorScheme: "dark", contrast: "more" },
] as const;

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  const others = ["workbench", "shell", "readme", "looking"];
  if (wanted.length === 0 || wanted.some((name) => !others.includes(name))) await views();
  if (isWanted("workbench")) await workbench();
  if (wanted.includes("readme")) await takeReadmePicture(browser, join(cwd(), "app/ui"));
  if (isWanted("shell")) await takeShellPictures(folder, shellThemes());
  if (isWanted("looking")) await takeLookingPictures(folder, shellThemes());
} finally {
  await browser.close();
}

function shellThemes(): Theme[] {
  return themes.map(({ name, colorScheme, contrast }) => ({
    name,
    newContext: () => contextIn(colorScheme, contrast),
  }));
}

/** A context in each theme. */
function contextIn(colorScheme: "light" | "dark", contrast: "no-preference" | "more") {
  return browser.newContext({
    colorScheme,
    contrast,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 2,
  });
}

/** Every view of the development page. */
async function views(): Promise<void> {
  const page = await serveDevelopmentPage(await makeFixtures());
  for (const { name: theme, colorScheme, contrast } of themes) {
    const context = await contextIn(colorScheme, contrast);
    const tab = await context.newPage();
    await tab.goto(page.address);
    await tab.locator("main li").first().waitFor();
    for (const name of (await tab.locator("main li a").allTextContents()).filter(isWanted)) {
      await tab.goto(`${page.address}?view=${name}`);
      await tab.locator("main > :nth-child(2)").waitFor();
      await tab.screenshot({ path: join(folder, `${name}-${theme}.png`), fullPage: true });
    }
    await context.close();
  }
  await page.close();
}

/** The workbench itself: its welcome page, and a bundled notebook after it has run. */
async function workbench(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "heddle-pictures-"));
  await cp("notebooks/the-hole.heddle.md", join(scratch, "the-hole.heddle.md"));
  for (const { name: theme, colorScheme, contrast } of themes) {
    // Each begins as a new user does.
    const server = await serveFolder(scratch, join(scratch, `home-${theme}`));
    try {
      const { page } = await openTab(await contextIn(colorScheme, contrast), server.address);
      await page.screenshot({ path: join(folder, `workbench-welcome-${theme}.png`) });
      await openNotebook(page, "the-hole.heddle.md");
      const trust = page.getByRole("button", { name: "Trust it" });
      if ((await trust.count()) > 0) await trust.click();
      await page.screenshot({ path: join(folder, `workbench-opened-${theme}.png`) });
      await editingScreenshots(page, folder, theme);
      await page.getByRole("button", { name: "Run all" }).click();
      await page.getByRole("treegrid").first().waitFor();
      await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
      await page.getByRole("treegrid").first().focus();
      await page.keyboard.press(",");
      await page.getByRole("region", { name: "State", exact: true }).first().waitFor();
      await page.screenshot({ path: join(folder, `workbench-run-${theme}.png`) });
      await findings(page, theme);
      await page.context().close();
    } finally {
      await server.end();
    }
  }
  await rm(scratch, { recursive: true, force: true });
}

/** The console, and what findings leave the page through. */
async function findings(page: Page, theme: string): Promise<void> {
  const picture = (name: string) =>
    page.screenshot({ path: join(folder, `workbench-${name}-${theme}.png`) });
  const card = page.getByRole("region", { name: /: VIOLATED$/ }).first();
  await card.getByRole("button", { name: "Copy as mail" }).click();
  await page.getByText(/^Copied as mail/).waitFor();
  await page.getByRole("button", { name: "Show the console" }).click();
  await page.getByRole("textbox", { name: "Console: heddle command" }).waitFor();
  await page.keyboard.type("graph\n");
  await page.locator(".xterm-rows").getByText("exit status 0").last().waitFor();
  await page.keyboard.type("run #the");
  await picture("console");
  await card.getByRole("button", { name: /^Export what/ }).click();
  const dialog = page.getByRole("dialog", { name: "Export findings" });
  await dialog.getByRole("group", { name: "Preview" }).waitFor();
  await picture("export");
  const mail = await dialog.locator("pre").last().textContent();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command" }).fill("table from a mail");
  await page.keyboard.press("Enter");
  const table = page.getByRole("dialog", { name: "Check a table from a mail" });
  await table.getByRole("textbox").fill(mail?.replaceAll(/^/gm, "> ") ?? "");
  await table.getByRole("button", { name: "Check" }).click();
  await table.getByRole("status").getByText("POSSIBLE").waitFor();
  await picture("table");
  await table.getByRole("button", { name: "Close" }).click();
}
