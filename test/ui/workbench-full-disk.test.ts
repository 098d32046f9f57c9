/** A disk that takes no more: nothing is lost, and it is said until there is room. */
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { scratchFolder } from "../scratch-folder.js";
import {
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

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function openWithLittleRoom(): Promise<{ page: Page; file: string }> {
  const folder = await scratchFolder();
  const file = join(folder, "race.heddle.md");
  await writeFile(file, raceNotebook);
  const server = await serveFolder(folder, await scratchFolder(), 64);
  const context = await newContext(browser);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  onTestFinished(async () => {
    await context.close();
    await server.end();
  });
  const { page } = await openTab(context, server.address);
  await openNotebook(page, "race.heddle.md");
  return { page, file };
}

test.runIf(process.platform !== "win32")(
  "neither the file nor a backup gets half of a text, and both failures stay in sight",
  async () => {
    const { page, file } = await openWithLittleRoom();
    const long = `\n${"// a line that needs room\n".repeat(8000)}`;
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(long)})`);
    await editCell(page, "times");
    await page.keyboard.press("Control+v");
    const unsafe = page.getByRole("alert").filter({ hasText: "is only in this window" });
    await unsafe
      .getByText(/cannot keep a backup of race.heddle.md: the file is too large/)
      .waitFor();
    await page.keyboard.press("Control+s");
    const unsaved = page.getByRole("alert").filter({ hasText: "Not saved: cannot save" });
    await unsaved.waitFor();
    expect(await readFile(file, "utf8")).toBe(raceNotebook);
    expect(await readdir(join(file, ".."))).toEqual(["race.heddle.md"]);
    // Text that may be lost concerns every page of the workbench; the save, its notebook's.
    await perform(page, "Welcome page");
    await unsafe.waitFor();
    await tabOf(page, "race, edited").click();
    await unsaved.waitFor();
    await page.getByRole("main").focus();
    await page.keyboard.press("z");
    await tabOf(page, "race").waitFor();
    await page.keyboard.press("Control+s");
    await unsaved.waitFor({ state: "detached" });
    await unsafe.waitFor({ state: "detached" });
  },
);
