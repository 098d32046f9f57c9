/** Every view in a real browser: what can be reached by keyboard, and what a screen reader is told. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailTable } from "../../app/export/mail-table.js";
import { tableOf } from "../../engine/report/table.js";
import { launchChromium } from "../browser/chromium.js";
import { seriousFindings } from "./axe.js";
import { makeFixtures } from "./fixtures.js";
import type { Fixtures } from "./page/fixtures.js";
import { type DevelopmentPage, serveDevelopmentPage } from "./serve.js";

let fixtures: Fixtures;
let site: DevelopmentPage;
let browser: Browser;

beforeAll(async () => {
  fixtures = await makeFixtures();
  site = await serveDevelopmentPage(fixtures);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Shows one view; errors of the page fail the test at its end. */
async function show(view: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    // Colours on their way from one theme to another have no contrast to speak of.
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${site.address}?view=${view}`);
  await page.locator("main > :nth-child(2)").waitFor();
  return page;
}

const current = (page: Page) => page.locator('[role=row][aria-selected="true"]');
const status = (page: Page) => page.getByRole("group", { name: "Scrubber" }).getByRole("status");

describe("axe finds nothing serious in any theme", () => {
  const source = readFileSync("test/ui/page/stories.tsx", "utf8");
  const views = [...source.matchAll(/^ {2}"?([a-z-]+)"?: \(/gm)].map(([, name]) => name);
  test("of any view", () => expect(views.length).toBeGreaterThan(12));

  test.for(views)("%s", async (view) => {
    const page = await show(view);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
});

describe("an interleaving", () => {
  test("is scrubbed with comma and full stop, and says where it is", async () => {
    const page = await show("interleaving");
    await page.getByRole("treegrid").focus();
    expect(await status(page).textContent()).toMatch(/^step 25 of 29, khugepaged/);
    await page.keyboard.press(".");
    expect(await status(page).textContent()).toMatch(/^step 26 of 29/);
    await page.keyboard.press(",");
    await page.keyboard.press(",");
    expect(await status(page).textContent()).toMatch(/^step 24 of 29/);
    expect(await current(page).locator("[role=gridcell]").first().textContent()).toBe("24");
    await page.keyboard.press(">");
    expect(await status(page).textContent()).toMatch(/^step 29 of 29/);
    await page.keyboard.press("<");
    expect(await status(page).textContent()).toMatch(/^initial state of 29 steps/);
    expect(await current(page).count()).toBe(0);
    await page.context().close();
  });

  test("goes to the row that is clicked, and the state goes with it", async () => {
    const page = await show("interleaving");
    await page.getByRole("row").filter({ hasText: "folio_mark_dirty(A)" }).click();
    expect(await status(page).textContent()).toMatch(/^step 17 of 29/);
    const state = page.getByRole("region", { name: "State" });
    expect(
      await state
        .getByRole("button", { name: /^dirty false/ })
        .first()
        .textContent(),
    ).toBe("dirtyfalse\u202f\u2192\u202ftrue");
    await page.context().close();
  });

  test("plays from a press of space to its end", async () => {
    const page = await show("interleaving");
    await page.getByRole("treegrid").focus();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await status(page).filter({ hasText: "step 29 of 29" }).waitFor();
    await page.getByRole("button", { name: "Play" }).waitFor();
    await page.context().close();
  });

  test("folds the call around the cursor and keeps the cursor in sight", async () => {
    const page = await show("interleaving");
    await page.getByRole("treegrid").focus();
    await page.keyboard.press("ArrowLeft");
    expect(await current(page).textContent()).toContain("collapse_file()18 steps");
    expect(await current(page).getAttribute("aria-expanded")).toBe("false");
    await page.keyboard.press("ArrowRight");
    expect(await current(page).textContent()).toContain("copy_mc_highpage(N, A)");
    await page.context().close();
  });

  test("shows only the steps that touch a location when that is asked for", async () => {
    const page = await show("interleaving");
    await page.getByTitle(/^N\.data\[0\] = /).click();
    const rows = page.getByRole("treegrid").getByRole("row").filter({ hasText: /\(|=/ });
    await rows.filter({ hasText: "copy_mc_highpage(N, A)" }).waitFor();
    expect(await rows.count()).toBeLessThan(8);
    await page.getByRole("button", { name: "Show all steps" }).click();
    await rows.nth(15).waitFor();
    await page.context().close();
  });

  test("goes among the steps that touch what a clicked value touches, until Escape", async () => {
    const page = await show("interleaving");
    const grid = page.getByRole("treegrid");
    const all = Number(await grid.getAttribute("aria-rowcount"));
    const row = grid.getByRole("row").filter({ hasText: "folio_trylock(A)" });
    await row.getByRole("button").click();
    expect(await current(page).textContent()).toContain("folio_trylock(A)");
    expect(Number(await grid.getAttribute("aria-rowcount"))).toBeLessThan(all);
    await grid.focus();
    await page.keyboard.press(".");
    expect(await current(page).count()).toBe(1);
    expect(await status(page).textContent()).not.toMatch(/^step 4 /);
    await page.keyboard.press("Escape");
    expect(Number(await grid.getAttribute("aria-rowcount"))).toBe(all);
    await page.context().close();
  });

  test("keeps its own text in sight beside what it conflicts on", async () => {
    const page = await show("interleaving");
    const row = page.getByRole("row").filter({ hasText: "folio_mark_dirty(A)" });
    await row.click();
    expect(await page.locator("[class*=conflict]").count()).toBeGreaterThan(0);
    const cut = await page.evaluate<string[]>(
      `[...document.querySelectorAll("[role=row] [class*=label]")]
        .filter((each) => each.scrollWidth > each.clientWidth)
        .map((each) => each.textContent)`,
    );
    expect(cut).toEqual([]);
    await page.context().close();
  });

  test("reads as text exactly as in a mail", async () => {
    const page = await show("interleaving");
    await page.getByRole("button", { name: "Text", exact: true }).click();
    const trace = fixtures.violated.properties[0].trace;
    const text = await page.getByLabel("Interleaving as text").textContent();
    expect(text).toBe(trace === null ? null : mailTable(tableOf(trace)));
    await page.context().close();
  });

  test("of ten thousand steps draws only the rows that can be seen", async () => {
    const page = await show("interleaving-long");
    await page.getByRole("treegrid").focus();
    await page.keyboard.press(">");
    await status(page)
      .filter({ hasText: /^step 10\u202f001 of 10\u202f001/ })
      .waitFor();
    await current(page).filter({ hasText: "10\u202f001" }).waitFor();
    expect(await page.getByRole("treegrid").getAttribute("aria-rowcount")).toBe("10002");
    expect(await page.getByRole("row").count()).toBeLessThan(80);
    await page.context().close();
  });

  test("of many threads follows the cursor sideways, and step numbers stay in sight", async () => {
    const page = await show("interleaving-crowd");
    const inSight = async (text: string): Promise<boolean> => {
      const grid = await page.getByRole("treegrid").boundingBox();
      const cell = await current(page).getByText(text).boundingBox();
      if (grid === null || cell === null) return false;
      return cell.x >= grid.x + 40 && cell.x + cell.width <= grid.x + grid.width;
    };
    await page.getByRole("treegrid").focus();
    expect(await inSight("number_of_readers = 9")).toBe(true);
    await page.keyboard.press("<");
    await status(page).filter({ hasText: "initial state" }).waitFor();
    await page.keyboard.press(".");
    expect(await inSight("await number_of_readers")).toBe(true);
    await page.keyboard.press(">");
    expect(await inSight("number_of_readers = 9")).toBe(true);
    const number = await current(page).getByText("18", { exact: true }).boundingBox();
    const grid = await page.getByRole("treegrid").boundingBox();
    expect(number?.x).toBeLessThan((grid?.x ?? 0) + 40);
    await page.context().close();
  });

  test("takes a watch, and says what is wrong with one", async () => {
    const page = await show("interleaving");
    const input = page.getByLabel("Expression to watch");
    await input.fill("A.drity");
    await input.press("Enter");
    expect(await page.getByRole("alert").textContent()).toContain("did you mean A.dirty?");
    await input.fill("A.dirty && i_pages[0] == A");
    await input.press("Enter");
    await page.getByRole("columnheader", { name: "A.dirty && i_pages[0] == A" }).waitFor();
    expect(await current(page).getByRole("gridcell").last().textContent()).toBe("true");
    await page.context().close();
  });
});

test("the boxes of a matrix are reached with arrows and open their check", async () => {
  const page = await show("matrix");
  const first = page.getByRole("button", { name: /^all assumptions, sc, I1/ });
  await page.getByRole("button", { name: /^without write-notify, sc, I3/ }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  expect(await page.locator(":focus").textContent()).toMatch(/^all assumptions, sc, I1/);
  await page.keyboard.press("Enter");
  expect(await first.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("region", { name: /: all assumptions: HOLDS/ }).waitFor();
  await page.context().close();
});

test("a verdict is named by its word, and its interleaving opens and closes", async () => {
  const page = await show("verdict-stale");
  const card = page.getByRole("region", { name: /forgets folio_mkclean\(\): stale, VIOLATED$/ });
  await card.getByRole("button", { name: /^Hide interleaving of I3/ }).click();
  expect(await card.getByRole("treegrid").count()).toBe(0);
  await card.getByRole("button", { name: /^Show interleaving of I3/ }).press("Enter");
  await card.getByRole("treegrid").waitFor();
  await page.context().close();
});
