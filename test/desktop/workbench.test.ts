/** The whole workbench through the built desktop bundles: windows, menus, dialogs, the system. */
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { cellOf, editCell, perform, raceNotebook, tabOf } from "../ui/workbench.js";
import { app } from "./electron/app.js";
import { BrowserWindow } from "./electron/browser-window.js";
import { endChromium } from "./electron/chromium.js";
import { answers, shown } from "./electron/dialogs.js";

/** Typed as text, so that the type checker does not look into what is built. */
const builtMain: string = "../../dist/desktop/main.js";
let folder = "";
let window: BrowserWindow;
let page: Page;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "heddle-desktop-")));
  process.env.HEDDLE_DATA = join(folder, "data");
  await writeFile(join(folder, "race.heddle.md"), raceNotebook);
  await import(builtMain);
}, 60_000);
beforeEach(async () => {
  if (BrowserWindow.all.size === 0 && window !== undefined) app.emit("activate");
  await shownPage();
});
afterEach(async () => {
  for (const each of BrowserWindow.all) each.close();
  await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(0), 10_000);
});
afterAll(async () => {
  await endChromium();
  await rm(folder, { recursive: true, force: true });
});

/** Waits for the window's page to show the workbench. */
async function shownPage(): Promise<void> {
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
}

/** Closes every tab, with what is unsaved in it. */
async function closeAll(): Promise<void> {
  const tabs = page.getByRole("tab");
  while ((await tabs.count()) > 1) {
    await tabs.nth(1).click();
    await perform(page, "Close the notebook");
    const discard = page.getByRole("button", { name: "Close without saving" });
    if (await discard.isVisible()) await discard.click();
  }
}

async function openRace(): Promise<void> {
  answers.open = join(folder, "race.heddle.md");
  await perform(page, "Open ...");
  await tabOf(page, "race").waitFor();
}

test("the bundled khugepaged notebook is opened, run and saved", async () => {
  const info = page.getByRole("button", { name: /^May khugepaged collapse a file/ });
  await info.first().click();
  const verdicts = page.getByRole("region", { name: /: (stale, )?(HOLDS|VIOLATED)$/ });
  await verdicts.first().waitFor();
  const recorded = await verdicts.count();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("treegrid").first().waitFor({ timeout: 60_000 });
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor({ timeout: 120_000 });
  expect(await verdicts.count()).toBe(recorded);
  answers.save = join(folder, "mine");
  await perform(page, "Save");
  await tabOf(page, "mine").waitFor();
  expect(await readFile(join(folder, "mine.heddle.md"), "utf8")).toContain("khugepaged");
  await vi.waitFor(() => readFile(join(folder, "mine.results.json"), "utf8"), 10_000);
  expect(app.recentDocuments).toContain(join(folder, "mine.heddle.md"));
  await closeAll();
}, 200_000);

test("the menu bar has every command, enabled as it can be used, and performs them", async () => {
  const item = (id: string) => window.menu?.items().find((each) => each.id === id);
  await vi.waitFor(() => expect(item("save")?.enabled).toBe(false), 5000);
  expect(item("save")?.accelerator).toBe("CmdOrCtrl+S");
  await openRace();
  await vi.waitFor(() => expect(item("save")?.enabled).toBe(true), 5000);
  window.menu?.choose("palette");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await page.keyboard.press("Escape");
  await closeAll();
});

test("a deep link opens its notebook at its cell and runs nothing", async () => {
  const query = new URLSearchParams({ file: join(folder, "race.heddle.md"), cell: "race" });
  app.emit("open-url", { preventDefault: () => undefined }, `heddle://open?${query.toString()}`);
  await tabOf(page, "race").waitFor();
  expect(await cellOf(page, "race").getAttribute("aria-current")).toBe("true");
  expect(await page.getByRole("region", { name: /^lost update/ }).count()).toBe(0);
  await closeAll();
});

test("a window that is closed with unsaved text brings it back", async () => {
  await openRace();
  await editCell(page, "times");
  await page.keyboard.type(" // unsaved");
  window.close();
  await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(0), 10_000);
  app.emit("activate");
  await shownPage();
  await cellOf(page, "times").getByText("// unsaved").waitFor();
  await tabOf(page, "race, edited").waitFor();
  expect(await readFile(join(folder, "race.heddle.md"), "utf8")).toBe(raceNotebook);
  await closeAll();
});

test("a page that crashes comes back with its unsaved text", async () => {
  await openRace();
  await editCell(page, "times");
  await page.keyboard.type(" // typed before the crash");
  await vi.waitFor(async () => {
    const backups = join(folder, "data", "backups");
    const [name] = await readdir(backups);
    expect(await readFile(join(backups, name), "utf8")).toContain("// typed before the crash");
  }, 10_000);
  answers.message = 0;
  const crashed = page;
  window.webContents.forcefullyCrashRenderer();
  await vi.waitFor(() => expect(shown.at(-1)?.kind).toBe("message"), 10_000);
  await vi.waitFor(() => expect(window.webContents.page).not.toBe(crashed), 10_000);
  await shownPage();
  await cellOf(page, "times").getByText("// typed before the crash").waitFor();
  await closeAll();
});

test("a change by another program is followed, or compared with unsaved text", async () => {
  await openRace();
  const path = join(folder, "race.heddle.md");
  await writeFile(path, raceNotebook.replace("# Can", "# How can"));
  await page.getByRole("heading", { name: "How can an update be lost?" }).waitFor();
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await writeFile(path, raceNotebook);
  await page.getByRole("button", { name: "Compare ..." }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Load theirs" }).click();
  await page.getByRole("heading", { name: "Can an update be lost?", exact: true }).waitFor();
  await closeAll();
});

test("a file that is dropped opens in its place", async () => {
  const data = await page.evaluateHandle(
    `(() => {
      const data = new DataTransfer();
      const file = new File(["x"], "race.heddle.md");
      data.items.add(file);
      for (const each of data.files) each.heddleTestPath = ${JSON.stringify(join(folder, "race.heddle.md"))};
      return data;
    })()`,
  );
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await tabOf(page, "race").waitFor();
  await page.getByRole("heading", { name: "Can an update be lost?" }).waitFor();
  await closeAll();
});
