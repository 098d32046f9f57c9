/** How long a key press takes until the frame that shows what it did. */
import type { Page } from "playwright-core";
import { medianOf } from "../measure.js";
import type { PageMeasure } from "./page-measure.js";

/** Median over key presses that come one after the other's frame, in milliseconds. */
export async function keyTime(page: Page, keys: readonly string[]): Promise<number> {
  await page.evaluate("bench.watchKeys()");
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
  }
  return medianOf(await page.evaluate<number[]>("bench.keys"));
}

/** See the head of this file. */
export const editing: readonly PageMeasure[] = [
  {
    name: "one key typed in a notebook of 100 cells, median",
    unit: "ms",
    limit: 16,
    most: true,
    run: async (bench) => {
      const page = await bench.open("many-cells");
      await page.locator(".view-lines").first().click();
      await page.keyboard.press("Control+End");
      // Until the language service has read all cells.
      await page.waitForTimeout(3000);
      const text = "\n// what is typed while the language service reads every cell again";
      const ms = await keyTime(
        page,
        Array.from(text, (c) => (c === "\n" ? "Enter" : c)),
      );
      await page.context().close();
      return ms;
    },
  },
];
