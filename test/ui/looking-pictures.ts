/** Pictures of looking at results: forks, steps by hand, outcomes, and what is seen while cells run. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Theme } from "./shell-pictures.js";
import { cellText } from "./open-workbench.js";
import { cellOf, openNotebook, openTab, serveFolder } from "./workbench.js";

/** Writes the pictures of each theme into a folder. */
export async function takeLookingPictures(folder: string, themes: readonly Theme[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "heddle-pictures-"));
  await cp("notebooks/the-hole.heddle.md", join(scratch, "the-hole.heddle.md"));
  await cp(
    "notebooks/page-cache-workloads.heddle.md",
    join(scratch, "page-cache-workloads.heddle.md"),
  );
  await writeFile(join(scratch, "running.heddle.md"), runningNotebook);
  try {
    for (const theme of themes) {
      // With a home of its own, so that no theme comes back to the tabs of the one before.
      const server = await serveFolder(scratch, join(scratch, `home-${theme.name}`));
      await takeTheme(folder, theme, server.address).finally(() => server.end());
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function takeTheme(folder: string, theme: Theme, address: string): Promise<void> {
  const context = await theme.newContext();
  const { page } = await openTab(context, address);
  const take = async (what: string, middle?: Locator): Promise<void> => {
    await middle?.evaluate(centre);
    await page.screenshot({ path: join(folder, `looking-${what}-${theme.name}.png`) });
  };
  await takeForks(page, take);
  await takeOutcomes(page, take);
  await takeWorkloads(page, take);
  await context.close();
}

/** Runs in the page, whose types tests do not have. */
function centre(element: unknown): void {
  (element as { scrollIntoView(how: { block: "center" }): void }).scrollIntoView({
    block: "center",
  });
}

type Take = (what: string, middle?: Locator) => Promise<void>;

async function open(page: Page, name: string): Promise<void> {
  await openNotebook(page, `${name}.heddle.md`);
  const trust = page.getByRole("button", { name: "Trust it" });
  if ((await trust.count()) > 0) await trust.click();
}

const whatIf = (page: Page): Locator => page.getByRole("region", { name: /^What if: / });
const choices = (page: Page): Locator => page.getByRole("list", { name: "Who can go on" }).first();

async function takeForks(page: Page, take: Take): Promise<void> {
  await open(page, "the-hole");
  await page.getByRole("button", { name: "Run writeback-trace" }).click();
  await page.getByRole("treegrid").first().waitFor();
  await page.getByRole("row", { name: /^12 / }).first().click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByRole("button", { name: "Which order decides?" }).click();
  await why.getByRole("listitem").first().click();
  await page.getByRole("button", { name: "What if ..." }).first().click();
  await choices(page).waitFor();
  await take("what-if", choices(page));
  await choices(page).getByRole("button").last().click();
  await whatIf(page).getByRole("button", { name: "Explore everything from here" }).click();
  await whatIf(page)
    .getByRole("region", { name: /: (VIOLATED|HOLDS)$/ })
    .waitFor();
  await take("fork", whatIf(page).getByRole("grid"));
  await take("explored", whatIf(page).getByRole("region", { name: /: (VIOLATED|HOLDS)$/ }));
  await page.getByRole("button", { name: "Step by hand" }).first().click();
  await whatIf(page).getByText("by hand, from the initial state").waitFor();
  for (let step = 0; step < 3; step++) {
    await whatIf(page).getByRole("treegrid").waitFor();
    await whatIf(page)
      .getByRole("list", { name: "Who can go on" })
      .getByRole("button")
      .last()
      .click();
  }
  await whatIf(page).getByText("step 3 of 3").waitFor();
  await take("by-hand", whatIf(page));
}

/** Four threads that write to locations of their own, and then lose an update. */
const counters = (times: string): string[] => [
  '  const x = s.shared("x", 0);',
  '  for (const name of ["a", "b", "c", "d"]) {',
  "    const y = s.shared(name, 0);",
  "    s.thread(name, function* () {",
  `      for (let i = 1; i <= ${times}; i++) yield* y.write(i);`,
  "      const old = yield* x.read();",
  "      yield* x.write(old + 1);",
  "      return old;",
  "    });",
  "  }",
  '  s.atEnd("nothing is lost", () => x.now === 4);',
  '  s.always("nothing much", () => true);',
];

const runningNotebook =
  "# While it runs\n\n" +
  cellText(
    "counts",
    'import { check, scenario, sweep } from "heddle";',
    'await check(scenario("short", (s) => {',
    ...counters("1"),
    "}));",
  ) +
  cellText(
    "stopped",
    'await check(scenario("stopped", (s) => {',
    ...counters("20"),
    "}), { budget: { states: 20_000 } });",
  ) +
  cellText(
    "rows",
    "await sweep('how often', { rows: { once: 1, twice: 2, often: 150 }, scenario: (s, times) => {",
    ...counters("times"),
    "} });",
  );

async function takeOutcomes(page: Page, take: Take): Promise<void> {
  await open(page, "running");
  const show = (cell: string): Locator =>
    cellOf(page, cell).getByRole("button", { name: /^Show an interleaving that ends/ });
  for (const name of ["counts", "stopped"]) {
    await page.getByRole("button", { name: `Run ${name}`, exact: true }).click();
    await show(name).first().waitFor();
    await show(name).nth(2).click();
    await whatIf(page).last().getByRole("treegrid").waitFor();
    await take(`outcome-${name}`, cellOf(page, name).getByRole("table"));
  }
  await page.getByRole("button", { name: "Run rows", exact: true }).click();
  const rows = cellOf(page, "rows");
  await rows.getByRole("rowheader", { name: "often" }).waitFor();
  await rows.getByRole("button", { name: /states, .* per second/ }).click();
  await rows.getByRole("img", { name: /^states by the depth/ }).waitFor();
  await take("running", rows.getByRole("progressbar"));
  await show("counts").nth(3).click();
  await page.getByText("Waits until cell rows has run.").waitFor();
  await take("outcome-waiting", page.getByText("Waits until cell rows has run."));
  await page.getByRole("button", { name: "Interrupt rows" }).click();
  await rows.getByText("Interrupted.").waitFor();
  await take("interrupted", rows.getByText("Interrupted."));
}

async function takeWorkloads(page: Page, take: Take): Promise<void> {
  await open(page, "page-cache-workloads");
  await page.getByRole("button", { name: "Run all" }).click();
  const card = (name: string): Locator =>
    page.getByRole("region", { name: new RegExp(`^${name}: (HOLDS|VIOLATED)$`) }).first();
  await card("merged, with a flusher").waitFor();
  await take("workloads", card("merged"));
  await take("workloads-violated", card("I12"));
}
