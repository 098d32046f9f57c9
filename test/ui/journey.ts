/**
 * The way through the workbench, from a bundled notebook to a mail, as tests that hold wherever the
 * workbench is: `journey.test.ts` here walks it in browser mode, that of `test/desktop` in the
 * desktop program.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { heddle } from "../cli/heddle.js";
import { attempts, attemptsNotebook } from "./attempts.js";
import { cardOf, cellOf, editCell, perform, raceNotebook, tabOf } from "./workbench.js";
import { recordedVerdicts, shownVerdicts } from "./verdicts.js";

/** A workbench at its welcome page, over a folder with `race.heddle.md` and `attempts.heddle.md`. */
export interface Place {
  readonly page: Page;
  readonly folder: string;
  /** Opens a notebook of the folder, by its file name. */
  open(name: string): Promise<void>;
  /** Ends the page as a crash of its process does, and waits for the one that takes its place. */
  crash(): Promise<void>;
}

const khugepaged = "May khugepaged collapse a file that is open for write?";
const window = "S10 early dirty test only: the store comes after the test";

/** For what takes a while on a busy machine. */
const patiently = { timeout: 120_000 };

/** Writes what a place needs into its folder. */
export async function prepare(folder: string): Promise<void> {
  await writeFile(join(folder, "race.heddle.md"), raceNotebook);
  await writeFile(join(folder, "attempts.heddle.md"), attemptsNotebook);
}

/** Registers the tests; each begins and ends at a place's welcome page. */
export function testJourney(place: Place): void {
  const button = (name: string | RegExp) => place.page.getByRole("button", { name });
  const ready = () =>
    place.page.getByRole("status").filter({ hasText: "ready" }).waitFor(patiently);
  const state = () => place.page.getByRole("region", { name: "State", exact: true });

  test("the khugepaged notebook finds what is recorded, is stepped through, edited, and mailed", async () => {
    const { page } = place;
    await button(new RegExp(`^${khugepaged.replace("?", "\\?")}`)).click();
    await tabOf(page, "khugepaged-writers").waitFor();
    await button("Run all").click();
    await cardOf(page, window).getByRole("treegrid").waitFor(patiently);
    await ready();
    const recorded = await recordedVerdicts("notebooks/khugepaged-writers.results.json");
    expect(recorded.size).toBeGreaterThan(100);
    expect(await shownVerdicts(page, recorded)).toEqual(recorded);

    await cardOf(page, window).getByRole("treegrid").focus();
    await page.keyboard.press("<");
    await state().getByText("Initial state").waitFor();
    await page.keyboard.press(">");
    await state().getByText("State after step 20").waitFor();

    // The text that is shown from afar is replaced by an editor.
    await cellOf(page, "hole").scrollIntoViewIfNeeded();
    await cellOf(page, "hole").locator(".view-lines").waitFor();
    await cellOf(page, "hole").getByText("early_check_only").first().click();
    for (const key of ["End", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Control+Shift+ArrowLeft"]) {
      await page.keyboard.press(key);
    }
    await page.keyboard.type("merged");
    await page.getByRole("region", { name: `${window}: stale, VIOLATED` }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("region", { name: `${window}: HOLDS` }).waitFor(patiently);
    await ready();
    await cellOf(page, "hole")
      .getByText(/the recorded interleaving is no longer possible/)
      .waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("region", { name: `${window}: stale, HOLDS` }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("region", { name: `${window}: VIOLATED` }).waitFor(patiently);
    await ready();
    expect(await shownVerdicts(page, recorded)).toEqual(recorded);

    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await perform(page, "Copy the finding as mail");
    await page.getByText(/^Copied as mail, \d+ lines\.$/).waitFor();
    const mail = await heddle("notebooks", [
      "export",
      "khugepaged-writers.heddle.md#hole",
      "--mail",
    ]);
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(mail.stdout);
    expect(mail.stdout).toContain("copy_mc_highpage");
  }, 300_000);

  test("a cell that never ends is interrupted, and the page lives on", async () => {
    const { page } = place;
    await place.open("race.heddle.md");
    await trust(page);
    await editCell(page, "times");
    await page.keyboard.press("Enter");
    await page.keyboard.type("for(;;){}");
    await button("Run all").click();
    await cellOf(page, "times").getByText("running").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("i");
    await page.keyboard.press("i");
    await cellOf(page, "times").getByText("Interrupted.").waitFor();
    await ready();
    await page.keyboard.press("z");
    await button("Run all").click();
    await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  });

  test("a page that crashes comes back with its unsaved text, and runs nothing", async () => {
    await place.open("race.heddle.md");
    await trust(place.page);
    await editCell(place.page, "times");
    await place.page.keyboard.type(" // typed before the crash");
    await tabOf(place.page, "race, edited").waitFor();
    // A backup is written one second after the last key.
    await place.page.waitForTimeout(1600);
    await place.crash();
    const { page } = place;
    await cellOf(page, "times").getByText("// typed before the crash").waitFor();
    await tabOf(page, "race, edited").waitFor();
    expect(await cardOf(page, "lost update").count()).toBe(0);
    expect(await readFile(join(place.folder, "race.heddle.md"), "utf8")).toBe(raceNotebook);
  });

  test("a change by another program is followed, or compared with unsaved text", async () => {
    const { page, folder } = place;
    await place.open("race.heddle.md");
    const path = join(folder, "race.heddle.md");
    await writeFile(path, raceNotebook.replace("# Can", "# How can"));
    await page.getByRole("heading", { name: "How can an update be lost?" }).waitFor();
    await editCell(page, "times");
    await page.keyboard.type(" // mine");
    await writeFile(path, raceNotebook);
    await button("Compare ...").click();
    await page.getByRole("dialog").getByRole("button", { name: "Load theirs" }).click();
    await page.getByRole("heading", { name: "Can an update be lost?", exact: true }).waitFor();
  });

  test("notebook code that tries to get out is told that it cannot, and reaches nothing", async () => {
    const { page } = place;
    const requested: string[] = [];
    page.context().on("request", (request) => requested.push(request.url()));
    await place.open("attempts.heddle.md");
    await trust(page);
    await button("Run all").click();
    for (const { name, says } of attempts) {
      await expect
        .poll(() => cellOf(page, name).getByRole("alert").allInnerTexts(), { timeout: 30_000 })
        .toEqual([expect.stringContaining(says)]);
    }
    await ready();
    expect(requested.filter((url) => url.includes("escaped"))).toEqual([]);
    expect(await cellOf(page, "after").getByText("still here", { exact: true }).count()).toBe(1);
  });

  test("from the welcome page to a mail by keyboard alone", async () => {
    const { page } = place;
    const { keyboard } = page;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    /** Presses a key until what has the keyboard is called so. */
    const tabTo = async (name: RegExp, key = "Tab"): Promise<void> => {
      for (let presses = 0; presses < 120; presses++) {
        await keyboard.press(key);
        const label = await page.evaluate<string>(
          `document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent`,
        );
        if (name.test(label)) return;
      }
      throw new Error(`no ${key} leads to ${name.source}`);
    };
    await tabTo(/^May khugepaged collapse a file/);
    await keyboard.press("Enter");
    await tabOf(page, "khugepaged-writers").waitFor();
    await command(page, "Run all cells");
    await cardOf(page, window).getByRole("treegrid").waitFor(patiently);
    await ready();
    await tabTo(/^Outline and files$/, "F6");
    await tabTo(/^hole$/);
    await keyboard.press("Enter");
    await expect.poll(() => cellOf(page, "hole").getAttribute("aria-current")).toBe("true");
    await tabTo(/^Interleaving of S10/);
    await keyboard.press(">");
    await state().getByText("State after step 20").waitFor();
    await keyboard.press(",");
    await state().getByText("State after step 19").waitFor();
    await tabTo(/^Copy as mail$/, "Shift+Tab");
    await keyboard.press("Enter");
    await page.getByText(/^Copied as mail, \d+ lines\.$/).waitFor();
    const mail = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(mail).toContain("I3 data changed after the test is dirty");
  });
}

/** Chooses a command by keyboard. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command" }).waitFor();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
}

/** Lets the code of the notebook run, where that has not been said before. */
async function trust(page: Page): Promise<void> {
  const trust = page.getByRole("button", { name: "Trust it" });
  if ((await trust.count()) > 0) await trust.click();
}
