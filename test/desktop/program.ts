/** The desktop program on the stand-in for Electron: its one window, and what tests do with it. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { perform, tabOf } from "../ui/workbench.js";
import { app } from "./electron/app.js";
import { BrowserWindow } from "./electron/browser-window.js";
import { endChromium } from "./electron/chromium.js";
import { answers, shown } from "./electron/dialogs.js";

/** What a test finds running; its window shows what the one before has left open. */
export interface Program {
  /** For notebooks; the program keeps its data in `data`. */
  readonly folder: string;
  readonly window: BrowserWindow;
  readonly page: Page;
  /** Waits for a window that shows the workbench. */
  shown(): Promise<void>;
  /** Opens a notebook of the folder with the system's dialog. */
  open(name: string): Promise<void>;
  /** Closes every tab, with what is unsaved in it. */
  closeAll(): Promise<void>;
  /** Ends the page as a crash does; the user asks for it to be shown again. */
  crash(): Promise<void>;
}

/** Typed as text, so that the type checker does not look into what is built. */
const builtMain: string = "../../dist/desktop/main.js";

/**
 * Starts the built program before the tests of a file, and opens its window before each.
 *
 * @param prepare fills the folder
 */
export function startProgram(prepare: (folder: string) => Promise<void>): Program {
  let folder = "";
  let window: BrowserWindow;
  let page: Page;

  const program: Program = {
    get folder() {
      return folder;
    },
    get window() {
      return window;
    },
    get page() {
      return page;
    },
    shown: async () => {
      await vi.waitFor(() => {
        [window] = BrowserWindow.all;
        expect(window?.isShown).toBe(true);
        expect(window.webContents.page).not.toBeNull();
      }, 30_000);
      const { page: current } = window.webContents;
      if (current === null) throw new Error("a window that is shown has a page");
      page = current;
      page.setDefaultTimeout(12_000);
      await page.getByRole("tablist", { name: "Notebooks" }).waitFor();
    },
    open: async (name) => {
      answers.open = join(folder, name);
      await perform(page, "Open ...");
      await tabOf(page, name.replace(".heddle.md", "")).waitFor();
    },
    closeAll: async () => {
      const tabs = page.getByRole("tab");
      while ((await tabs.count()) > 1) {
        await tabs.nth(1).click();
        await perform(page, "Close the notebook");
        const discard = page.getByRole("button", { name: "Close without saving" });
        if (await discard.isVisible()) await discard.click();
      }
    },
    crash: async () => {
      answers.message = 0;
      const crashed = page;
      const before = shown.length;
      window.webContents.forcefullyCrashRenderer();
      await vi.waitFor(() => expect(shown[before]?.kind).toBe("message"), 10_000);
      await vi.waitFor(() => expect(window.webContents.page).not.toBe(crashed), 10_000);
      await program.shown();
    },
  };

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "heddle-desktop-")));
    process.env.HEDDLE_DATA = join(folder, "data");
    await prepare(folder);
    await import(builtMain);
  }, 60_000);
  beforeEach(async () => {
    if (BrowserWindow.all.size === 0 && window !== undefined) app.emit("activate");
    await program.shown();
  });
  afterEach(async () => {
    for (const each of BrowserWindow.all) each.close();
    await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(0), 10_000);
  });
  afterAll(async () => {
    await endChromium();
    await rm(folder, { recursive: true, force: true });
  });
  return program;
}
