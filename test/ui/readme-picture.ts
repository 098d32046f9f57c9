/** The picture that the README begins with. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openTab, serveFolder } from "./workbench.js";

const scenario = "S10 early dirty test only: the store comes after the test";

/**
 * Writes `screenshot.png` into a folder: the hole of the khugepaged notebook, at the step that puts a
 * clean folio with new data into the page cache.
 */
export async function takeReadmePicture(browser: Browser, folder: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "heddle-pictures-"));
  const served = join(scratch, "races");
  await mkdir(served);
  const server = await serveFolder(served, join(scratch, "home"));
  const context = await browser.newContext({
    colorScheme: "light",
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1.4,
    reducedMotion: "reduce",
  });
  const { page } = await openTab(context, server.address);
  await page.getByRole("button", { name: /^May khugepaged collapse a file/ }).click();
  await page.getByRole("button", { name: "Run all" }).click();
  const card = page.getByRole("region", { name: `${scenario}: VIOLATED` });
  const table = card.getByRole("treegrid");
  await table.waitFor();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
  const outline = page.getByRole("navigation", { name: "Outline and files" });
  await outline.getByRole("button", { name: /^hole / }).click();
  await table.focus();
  // From the last step back to the one that puts the new folio into its slots.
  for (const key of [">", ",", ","]) await page.keyboard.press(key);
  await page
    .getByRole("region", { name: "State", exact: true })
    .getByText("State after step 18")
    .waitFor();
  await card.evaluate((element) => {
    (element as unknown as { scrollIntoView(): void }).scrollIntoView();
  });
  await page.screenshot({ path: join(folder, "screenshot.png") });
  await context.close();
  await server.end();
  await rm(scratch, { recursive: true, force: true });
}
