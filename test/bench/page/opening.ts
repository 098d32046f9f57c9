/** How long until there is something to read and to type into, and what it takes of memory. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { medianOf } from "../measure.js";
import { clickTime, type PageBench } from "./bench-page.js";
import type { PageMeasure } from "./page-measure.js";

const firstCell = '[aria-label^="cell 1,"]';
const editor = ".monaco-editor .view-line span span";

/** From choosing a notebook in the dialog until an editor shows code; with a cold cache. */
async function openIn(
  bench: PageBench,
  name: string,
  ...selectors: readonly string[]
): Promise<number> {
  const page = await bench.fresh();
  await page.getByRole("button", { name: "Open ..." }).click();
  const entry = page.getByRole("dialog").getByRole("button", { name: `${name}.heddle.md` });
  const ms = await clickTime(entry, ...selectors);
  await page.context().close();
  return ms;
}

async function medianOfThree(run: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < 3; i++) values.push(await run());
  return medianOf(values);
}

/** Proportional set size of the process that draws the page and runs its workers, in MB. */
async function rendererMemory(browser: Browser, page: Page): Promise<number> {
  const own = await page.context().newCDPSession(page);
  await own.send("HeapProfiler.collectGarbage");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === "renderer")
      .map(async ({ id }) => {
        const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8");
        return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
      }),
  );
  return Math.max(...sizes);
}

/** See the head of this file. */
export const opening: readonly PageMeasure[] = [
  {
    name: "welcome page, from the address on",
    unit: "ms",
    limit: 1500,
    most: true,
    run: (bench) =>
      medianOfThree(async () => {
        const page = await bench.fresh();
        const ms = await page.evaluate(
          "performance.timing.loadEventEnd - performance.timing.navigationStart",
        );
        await page.context().close();
        return Number(ms);
      }),
  },
  {
    name: "first editor, from choosing khugepaged-writers on",
    unit: "ms",
    limit: 1500,
    most: true,
    run: (bench) => medianOfThree(() => openIn(bench, "khugepaged-writers", firstCell, editor)),
  },
  {
    name: "100 cells, all on the page and the first editor",
    unit: "ms",
    limit: 2000,
    most: true,
    run: (bench) =>
      medianOfThree(() =>
        openIn(bench, "many-cells", '[aria-label^="cell 100"]', firstCell, editor),
      ),
  },
  {
    name: "memory of the renderer, khugepaged-writers scrolled",
    unit: "MB",
    limit: 350,
    most: true,
    run: async (bench) => {
      const page = await bench.open("khugepaged-writers");
      const cells = page.getByRole("region", { name: /^cell \d/ });
      for (const cell of await cells.all()) {
        await cell.scrollIntoViewIfNeeded();
        await page.waitForTimeout(100);
      }
      const size = await rendererMemory(bench.browser, page);
      await page.context().close();
      return size;
    },
  },
];
