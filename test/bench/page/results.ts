/** How long running, stepping and scrolling take until the frame that shows them. */
import type { Locator, Page } from "playwright-core";
import { clickTime, type PageBench, scrollRate } from "./bench-page.js";
import { keyTime } from "./editing.js";
import type { PageMeasure } from "./page-measure.js";

const verdict = 'section[aria-label*=": HOLDS"], section[aria-label*=": VIOLATED"]';

/** See the head of this file. */
export const results: readonly PageMeasure[] = [
  {
    name: "first verdict of khugepaged-writers, from Run all on",
    unit: "ms",
    limit: 1000,
    most: true,
    run: async (bench) => {
      const page = await bench.open("khugepaged-writers");
      // Recorded verdicts are there at once: the first new one is what counts.
      const fresh = `:is(${verdict}):not([data-before])`;
      await page.evaluate(
        `document.querySelectorAll(${JSON.stringify(verdict)}).forEach((card) => card.setAttribute("data-before", ""))`,
      );
      const button = page.getByRole("button", { name: "Run all" });
      const ms = await clickTime(button, fresh);
      await page.context().close();
      return ms;
    },
  },
  {
    name: "one step of the-hole scrubbed, median",
    unit: "ms",
    limit: 16,
    most: true,
    run: (bench) => withTable(bench, "the-hole", scrubTime),
  },
  {
    name: "one step of 10,000 scrubbed, median",
    unit: "ms",
    limit: 16,
    most: true,
    run: (bench) => withTable(bench, "long-interleaving", scrubTime),
  },
  {
    name: "a table of 10,000 steps scrolled to its end",
    unit: "fps",
    limit: 50,
    most: false,
    run: (bench) => withTable(bench, "long-interleaving", (_, table) => scrollRate(table)),
  },
];

/** Runs a notebook and measures on its first interleaving table. */
async function withTable(
  bench: PageBench,
  name: string,
  measure: (page: Page, table: Locator) => Promise<number>,
): Promise<number> {
  const page = await bench.open(name);
  await page.getByRole("button", { name: "Run all" }).click();
  const table = page.getByRole("treegrid").first();
  await table.waitFor({ timeout: 120_000 });
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
  const value = await measure(page, table);
  await page.context().close();
  return value;
}

async function scrubTime(page: Page, table: Locator): Promise<number> {
  await table.focus();
  await page.keyboard.press("<");
  return keyTime(
    page,
    Array.from({ length: 20 }, () => "."),
  );
}
