/** Pictures of what editing shows: search, menu, heading, prose, a declaration, settings, keys. */
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Takes them in an open notebook, and leaves it as it was. */
export async function editingScreenshots(page: Page, folder: string, theme: string): Promise<void> {
  const picture = (name: string) =>
    page.screenshot({ path: join(folder, `editing-${name}-${theme}.png`) });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const cell = page.getByRole("region", { name: /^cell 1, / });
  await cell.scrollIntoViewIfNeeded();
  await cell.getByRole("button", { name: /^Name of the cell/ }).click();
  await picture("heading");
  await press("Escape", "Control+h");
  await page.getByRole("search").waitFor();
  await page.keyboard.type("folio");
  await picture("find");
  await press("Escape", "Escape");
  await cell.getByRole("button", { name: /^Commands for/ }).click();
  await picture("menu");
  await press("Escape", "Shift+ArrowDown", "Shift+ArrowDown");
  await picture("selection");
  await press("ArrowUp", "Shift+O");
  await picture("folded");
  await press("Shift+O", "Control+,");
  await page.getByRole("dialog", { name: "Settings" }).waitFor();
  await picture("settings");
  await press("Escape", "F1");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await picture("shortcuts");
  await press("Escape");
  await page.getByRole("region", { name: "prose" }).first().click();
  await press("Enter");
  await picture("prose");
  await press("Escape");
}
