/** A built workbench in Chromium, over a folder of notebooks, for measuring what its user waits for. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { launchChromium } from "../../browser/chromium.js";
import { longInterleaving } from "./long-interleaving.js";
import { makeManyCells } from "./many-cells.js";
import { type BrowserMode, openNotebook, openTab, serveFolder } from "../../ui/workbench.js";

/** What a measure works with. */
export interface PageBench {
  readonly browser: Browser;
  /** A tab of its own, with nothing cached, at the welcome page. */
  fresh(): Promise<Page>;
  /** A tab of its own on a trusted notebook of the folder: a bundled one, `many-cells` or `long-interleaving`. */
  open(name: string): Promise<Page>;
}

/** The functions that measures call inside the page, as `bench.NAME(...)`. */
const inPage = `window.bench = {
  /** Waits until the selector finds something. */
  seen: (selector) => new Promise((resolve) => {
    const look = () => document.querySelector(selector) === null
      ? requestAnimationFrame(look)
      : resolve();
    look();
  }),
  /** Milliseconds from a click until the selectors, one after the other, have found something that is then in sight. */
  clicked: async (button, ...selectors) => {
    const begun = performance.now();
    button.click();
    for (const selector of selectors) {
      await bench.seen(selector);
      document.querySelector(selector).scrollIntoView({ block: "nearest" });
    }
    return performance.now() - begun;
  },
  /** Frames per second while an element is scrolled to its end by ten rows a frame. */
  scrolled: (element) => new Promise((resolve) => {
    const begun = performance.now();
    let frames = 0;
    const next = () => {
      const before = element.scrollTop;
      element.scrollTop += 220;
      if (element.scrollTop === before) resolve((frames * 1000) / (performance.now() - begun));
      else {
        frames++;
        requestAnimationFrame(next);
      }
    };
    element.scrollTop = 0;
    requestAnimationFrame(next);
  }),
  /** From now on: how long each key press took until the frame that shows what it did. */
  watchKeys: () => {
    bench.keys = [];
    addEventListener("keydown", () => {
      const begun = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => bench.keys.push(performance.now() - begun);
        port2.postMessage(null);
      });
    }, { capture: true });
  },
};`;

/** See `inPage`. */
interface InPage {
  readonly bench: {
    clicked(button: unknown, ...selectors: readonly string[]): Promise<number>;
    scrolled(element: unknown): Promise<number>;
  };
}

/** Milliseconds from clicking a button until the selectors, one after the other, are in sight. */
export function clickTime(button: Locator, ...selectors: readonly string[]): Promise<number> {
  return button.evaluate(
    (element, wanted) => (globalThis as unknown as InPage).bench.clicked(element, ...wanted),
    selectors,
  );
}

/** Frames per second while an element is scrolled from its beginning to its end. */
export function scrollRate(scroller: Locator): Promise<number> {
  return scroller.evaluate((element) => (globalThis as unknown as InPage).bench.scrolled(element));
}

/** Serves the bundled notebooks and two that are made, measures, and cleans up. */
export async function withPageBench<T>(measure: (bench: PageBench) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-bench-"));
  await cp("notebooks", folder, { recursive: true });
  await writeFile(join(folder, "many-cells.heddle.md"), makeManyCells(100));
  await writeFile(join(folder, "long-interleaving.heddle.md"), longInterleaving);
  const servers: BrowserMode[] = [];
  // A frame is drawn when it is ready: waiting for the screen is not the workbench's work.
  const browser = await launchChromium(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  const fresh = async (): Promise<Page> => {
    // A program of its own, which remembers no earlier session.
    const server = await serveFolder(folder, join(folder, `home-${servers.length}`));
    servers.push(server);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addInitScript(inPage);
    return (await openTab(context, server.address)).page;
  };
  const open = async (name: string): Promise<Page> => {
    const page = await fresh();
    await openNotebook(page, `${name}.heddle.md`);
    const trust = page.getByRole("button", { name: "Trust it" });
    if ((await trust.count()) > 0) await trust.click();
    return page;
  };
  try {
    return await measure({ browser, fresh, open });
  } finally {
    await browser.close();
    await Promise.all(servers.map((server) => server.end()));
    await rm(folder, { recursive: true, force: true });
  }
}
