/** How long running, stepping and scrolling take until the frame that shows them. */
import { clickTime } from "./bench-page.js";
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
    run: async (bench) => {
      const page = await bench.open("the-hole");
      await page.getByRole("button", { name: "Run all" }).click();
      const table = page.getByRole("treegrid").first();
      await table.waitFor();
      await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
      await table.focus();
      await page.keyboard.press("<");
      const ms = await keyTime(
        page,
        Array.from({ length: 20 }, () => "."),
      );
      await page.context().close();
      return ms;
    },
  },
];
