/** Running cells in the workbench: what is told while they run, and what stays where it is. */
import { expect, test } from "vitest";
import { cellText, openBeforeEach } from "./open-workbench.js";

const workbench = openBeforeEach(
  [
    "# Running\n\n",
    cellText(
      "race",
      'import { check, scenario } from "heddle";',
      "const times = 2;",
      'await check(scenario("lost update", (s) => {',
      '  const x = s.shared("x", 0);',
      "  for (let i = 0; i < times; i++) {",
      "    s.thread(`T${i}`, function* () {",
      "      const old = yield* x.read();",
      "      yield* x.write(old + 1);",
      "      return old;",
      "    });",
      "  }",
      '  s.atEnd("nothing is lost", () => x.now === times);',
      "}));",
    ),
    // As many states as one likes: threads that each write to a location of their own.
    cellText(
      "model",
      'const counters = scenario("counters", (s) => {',
      '  for (const name of ["a", "b", "c", "d"]) {',
      "    const x = s.shared(name, 0);",
      "    s.thread(name, function* () {",
      "      for (let i = 1; i <= 150; i++) yield* x.write(i);",
      "    });",
      "  }",
      '  s.always("nothing much", () => true);',
      "});",
    ),
    cellText("counters", "await check(counters);"),
    cellText("after", "times + 1"),
    cellText("prints", 'console.log("hello", 2 + 3);', 'console.warn("careful");'),
    cellText("elsewhere", "window.alert(1);"),
    cellText("limited", "await check(counters, { budget: { seconds: 1 } });"),
  ].join(""),
);

test("a search that takes long says how far it is and is interrupted", async () => {
  const { page, cell } = workbench;
  expect(await cell("counters").getAttribute("aria-label")).toContain("not run");
  await page.getByRole("button", { name: "Run all" }).click();
  const bar = cell("counters").getByRole("progressbar", { name: "Share explored" });
  await bar.waitFor();
  await cell("after").getByText("queued").waitFor();
  const figures = cell("counters").getByRole("button", { name: /states, .* per second, depth/ });
  await figures.click();
  await cell("counters")
    .getByRole("img", { name: /^states and depth over/ })
    .waitFor();
  await cell("counters")
    .getByRole("img", { name: /^states by the depth at which they were met, most of them at \d+/ })
    .waitFor();
  await page.getByRole("button", { name: "Interrupt counters" }).click();
  await cell("counters").getByText("Interrupted.").waitFor();
  await cell("after").getByText("interrupted", { exact: true }).waitFor();
  await cell("race").getByText("1 violation").waitFor();
});

test("an outcome that is asked for while a cell runs waits for it, and can be given up", async () => {
  const { page, cell } = workbench;
  await page.getByRole("button", { name: "Run race" }).click();
  const show = cell("race").getByRole("button", { name: "Show an interleaving that ends in T0=0" });
  await show.first().waitFor();
  await page.getByRole("button", { name: "Run counters" }).click();
  await page.getByRole("button", { name: "Interrupt counters" }).waitFor();
  await show.first().click();
  const shown = page.getByRole("region", { name: /^What if: ends in T0=0/ });
  await shown.getByText("Waits until cell counters has run.").waitFor();
  expect(await shown.getByRole("button", { name: "Stop" }).count()).toBe(0);
  await shown.getByRole("button", { name: "Close" }).click();
  await show.last().click();
  await page.getByRole("button", { name: "Interrupt counters" }).click();
  await shown.getByRole("alert").filter({ hasText: "interrupted" }).waitFor();
  await cell("race").getByRole("button", { name: "Hide the interleaving" }).click();
  await show.last().click();
  await shown.getByRole("treegrid").waitFor();
});

test("a search that met its budget is undecided, says what to raise, and shows how it went", async () => {
  const { page, cell, card } = workbench;
  await page.getByRole("button", { name: "Run limited" }).click();
  await page.getByRole("region", { name: "counters: UNDECIDED" }).waitFor();
  await card("counters")
    .getByText(/^Stopped at the limit of 1/)
    .waitFor();
  await cell("limited").getByText("undecided", { exact: true }).waitFor();
  await cell("limited").getByText("Exploration", { exact: true }).click();
  await cell("limited")
    .getByRole("img", { name: /^states and depth over/ })
    .waitFor();
});

test("what the run before found stays in its place while the cell runs again", async () => {
  const { page, card } = workbench;
  await page.getByRole("button", { name: "Run race" }).click();
  await card("lost update").getByRole("treegrid").waitFor();
  await page.getByRole("treegrid").focus();
  // Everything that is drawn in between is looked at.
  await page.evaluate(`{
    const below = document.querySelectorAll("section[data-block]")[2];
    window.seen = [];
    const look = () => {
      window.seen.push(below.getBoundingClientRect().top);
      requestAnimationFrame(look);
    };
    look();
  }`);
  await page.getByRole("button", { name: "Run race" }).click();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
  await page.waitForTimeout(200);
  const seen = await page.evaluate<number[]>("window.seen");
  expect(seen.length).toBeGreaterThan(5);
  expect(new Set(seen).size).toBe(1);
});

test("recorded results are shown with their interleavings without exploring", async () => {
  const { page, cell, card } = workbench;
  await page.getByRole("button", { name: "Run race" }).click();
  await card("lost update").getByRole("treegrid").waitFor();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
  await workbench.edit("after");
  await page.keyboard.type(" // saved");
  await page.keyboard.press("Control+s");
  await page.getByRole("tab", { name: "n", exact: true }).waitFor();
  await page.reload();
  await cell("race")
    .getByText(/^Recorded 20/)
    .waitFor();
  expect(await card("lost update").getByRole("treegrid").count()).toBe(0);
  await cell("race").getByRole("button", { name: "Show interleavings" }).click();
  await card("lost update").getByRole("treegrid").waitFor();
  await cell("race").getByText("As recorded; nothing was explored.").waitFor();
  await cell("race").getByText("1 violation").waitFor();
});

test("what a cell prints stands in its output, and only what is not there is an error", async () => {
  const { page, cell } = workbench;
  // The editor knows the console, as the kernel does; neither knows a window.
  await cell("elsewhere").getByText("1 error", { exact: true }).waitFor();
  expect(await cell("prints").getByText(/error/).count()).toBe(0);
  await page.getByRole("button", { name: "Run prints" }).click();
  await cell("prints").getByText("hello 5").waitFor();
  await cell("prints").getByText("careful", { exact: true }).waitFor();
});

test("a cell that needs a failed one says so", async () => {
  const { page, cell } = workbench;
  await workbench.edit("race");
  await page.keyboard.type("\nthrow new Error('not today');");
  await page.getByRole("button", { name: "Run after" }).click();
  await cell("race").getByRole("alert").filter({ hasText: "not today" }).waitFor();
  await cell("after")
    .getByText(/^Not run, because it needs cell race/)
    .waitFor();
});

test("a kernel that breaks down is told, and running again starts another one", async () => {
  const { page, cell } = workbench;
  const script = "**/kernel/kernel.js";
  await page.route(script, (route) => route.abort());
  await page.getByRole("button", { name: "Run race" }).click();
  const failure = cell("race").getByRole("alert").filter({ hasText: "the kernel broke down" });
  await failure.waitFor();
  await cell("race")
    .getByText(/^The kernel ended and the values of all cells went with it/)
    .waitFor();
  await page.unroute(script);
  await cell("race").getByRole("button", { name: "Run again" }).click();
  await cell("race").getByText("1 violation").waitFor();
  expect(await failure.count()).toBe(0);
});
