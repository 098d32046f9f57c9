/** What could have happened instead: forks, stepping by hand, exploring from a step, comparing. */
import { expect, test } from "vitest";
import { cellText, openBeforeEach } from "./open-workbench.js";
import { seriousFindings } from "./axe.js";

const workbench = openBeforeEach(
  "# What if\n\n" +
    cellText(
      "race",
      'import { check, scenario } from "heddle";',
      'await check(scenario("lost update", (s) => {',
      '  const x = s.shared("x", 0);',
      '  for (const name of ["A", "B"]) {',
      "    s.thread(name, function* () {",
      "      const old = yield* x.read();",
      "      yield* x.write(old + 1);",
      "      return old;",
      "    });",
      "  }",
      '  s.atEnd("nothing is lost", () => x.now === 2);',
      "}));",
    ),
);
const whatIf = () => workbench.page.getByRole("region", { name: /^What if: / });
const choose = (name: string) => whatIf().getByRole("button", { name, exact: true }).click();

async function runRace(): Promise<void> {
  await workbench.page.getByRole("button", { name: "Run race" }).click();
  await workbench.card("lost update").getByRole("treegrid").first().waitFor();
}

test("another thread goes on at a step: the fork stands beside the original, to its end", async () => {
  const { page, card } = workbench;
  await runRace();
  await page.getByRole("row", { name: /^1 / }).first().click();
  await card("lost update").getByRole("button", { name: "What if ..." }).click();
  const others = card("lost update").getByRole("list", { name: "Who can go on" });
  await others.getByRole("button", { name: "B: read x" }).getByText("as it went on").waitFor();
  await others.getByRole("button", { name: "A: x = 1" }).click();
  await whatIf().getByText("after step 1, A goes on").waitFor();
  await whatIf().getByRole("grid", { name: "nothing is lost beside this one" }).waitFor();
  await choose("B: read x");
  await choose("B: x = 2");
  await whatIf().getByText("All threads have ended. No property is violated.").waitFor();
  await whatIf()
    .getByText(/^3 events in common|^2 events in common|^1 event in common/)
    .waitFor();
  await whatIf().getByRole("button", { name: "Step back" }).click();
  await whatIf().getByText("Nothing is violated so far.").waitFor();
  // The inspector shows the state of the fork.
  await page.getByText("State after step 3").waitFor();
  await whatIf().getByRole("button", { name: "Back to the original" }).click();
  await whatIf().waitFor({ state: "detached" });
});

test("a scenario is stepped through by hand from its initial state", async () => {
  const { page, card } = workbench;
  await runRace();
  await card("lost update").getByRole("button", { name: "Step by hand" }).click();
  await whatIf().getByText("by hand, from the initial state").waitFor();
  for (const step of ["A: read x", "B: read x", "A: x = 1", "B: x = 1"]) await choose(step);
  await whatIf()
    .getByText("All threads have ended. nothing is lost: violated after step 4.")
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("everything is explored from a step, and what it finds has interleavings of its own", async () => {
  const { page, card } = workbench;
  await runRace();
  await page.getByRole("row", { name: /^1 / }).first().click();
  await card("lost update").getByRole("button", { name: "What if ..." }).click();
  await page.getByRole("button", { name: "Explore everything after step 1" }).click();
  const found = whatIf().getByRole("region", { name: "lost update: VIOLATED" });
  await found.getByText("2 of 3 interleavings fail").waitFor();
  await found.getByRole("button", { name: "Show interleaving of nothing is lost" }).click();
  await found.getByRole("treegrid").waitFor();
});

test("every outcome shows how it comes about, below the bars, which stay where they are", async () => {
  const { page } = workbench;
  await runRace();
  const show = page.getByRole("button", { name: "Show an interleaving that ends in A=0 B=1" });
  await show.scrollIntoViewIfNeeded();
  await show.click();
  await whatIf().getByText("ends in A=0 B=1").waitFor();
  await whatIf().getByText("simplest: 0 context switches, 4 steps (proven minimal)").waitFor();
  await whatIf().getByText("All threads have ended. No property is violated.").waitFor();
  await whatIf().getByRole("treegrid").getByText("x = 2").waitFor();
  // Nothing fails in it, so that nothing is to be explained.
  expect(await page.getByRole("region", { name: "Why" }).count()).toBe(0);
  const hide = page.getByRole("button", { name: "Hide the interleaving that ends in A=0 B=1" });
  expect(await hide.getAttribute("aria-expanded")).toBe("true");
  const [bar, below] = [await hide.boundingBox(), await whatIf().boundingBox()];
  expect(bar?.y).toBeLessThan(below?.y ?? 0);
  expect(await seriousFindings(page)).toEqual([]);
  await hide.click();
  await whatIf().waitFor({ state: "detached" });
});

test("the inspector says which order decides, and marks both steps", async () => {
  const { page } = workbench;
  await runRace();
  await page.getByRole("row", { name: /^4 / }).first().click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByRole("button", { name: "Which order decides?" }).click();
  const pair = why.getByRole("button", { name: /^2 before 4: fails/ });
  await pair.getByText("4 before 2: holds").waitFor();
  await pair.click();
  expect(await pair.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("status").filter({ hasText: "step 2 of 4" }).waitFor();
});

test("two interleavings are compared by keyboard", async () => {
  const { page, card } = workbench;
  await runRace();
  await card("lost update").getByRole("button", { name: "Step by hand" }).click();
  await choose("A: read x");
  await choose("A: x = 1");
  await card("lost update").getByRole("button", { name: "Compare", exact: true }).first().click();
  const grid = page.getByRole("grid", { name: /beside this one/ });
  await grid.focus();
  await page.keyboard.press("Home");
  const current = () => grid.locator('[role=row][aria-selected="true"]').textContent();
  expect(await current()).toContain("read x");
  await page.keyboard.press("F7");
  const first = await current();
  await page.keyboard.press("Shift+F7");
  await page.keyboard.press("F7");
  expect(await current()).toBe(first);
});

test("a link to a step made by hand runs nothing, and leads there when the cell has run", async () => {
  const { page, card } = workbench;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await runRace();
  await card("lost update").getByRole("button", { name: "Step by hand" }).click();
  for (const step of ["B: read x", "A: read x", "B: x = 1"]) await choose(step);
  await whatIf().getByRole("button", { name: "Table", exact: true }).click();
  await whatIf().getByRole("row", { name: /^2 / }).click();
  await whatIf().getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied a link to step 2 of #race.").waitFor();
  const link = await page.evaluate<string>("navigator.clipboard.readText()");
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByText("The link leads to step 2 of an interleaving of cell race").waitFor();
  expect(await page.getByRole("treegrid").count()).toBe(0);
  await page.getByRole("button", { name: "Run race", exact: true }).first().click();
  await page.getByRole("region", { name: "What if: of a link" }).waitFor();
  await page.getByText("State after step 2").waitFor();
  await whatIf().getByText("Nothing is violated so far.").waitFor();
});
