/** A sweep in the workbench: its matrix while it fills, its boxes, links into them. */
import { expect, test } from "vitest";
import { cellText, openBeforeEach } from "./open-workbench.js";
import { seriousFindings } from "./axe.js";

const counters = (rows: string): readonly string[] => [
  `await sweep("counters", { rows: ${rows}, scenario: (s, times) => {`,
  '  const x = s.shared("x", 0);',
  '  for (const name of ["a", "b", "c", "d"]) {',
  "    const y = s.shared(name, 0);",
  "    s.thread(name, function* () {",
  "      for (let i = 1; i <= times; i++) yield* y.write(i);",
  "      yield* x.write((yield* x.read()) + 1);",
  "    });",
  "  }",
  '  s.atEnd("nothing is lost", () => x.now === 4);',
  '  s.always("nothing much", () => true);',
  "} });",
];

const workbench = openBeforeEach(
  "# Sweeps\n\n" +
    cellText("quick", 'import { sweep } from "heddle";', ...counters("{ zero: 0, one: 1 }")) +
    cellText("slow", ...counters("{ zero: 0, many: 150 }")),
);
const box = (name: string) => workbench.page.getByRole("button", { name });

test("boxes are decided one by one, and those that were stay when the rest is interrupted", async () => {
  const { page, cell } = workbench;
  await page.getByRole("button", { name: "Run slow" }).click();
  const lost = box("zero, sc, nothing is lost: violated");
  await lost.waitFor();
  await cell("slow").getByRole("rowheader", { name: "many" }).waitFor();
  expect(await cell("slow").getByTitle("Not checked yet").count()).toBe(2);
  await cell("slow").getByRole("progressbar").waitFor();
  await lost.click();
  await cell("slow").getByRole("treegrid").waitFor();
  await page.getByRole("button", { name: "Interrupt slow" }).click();
  await cell("slow").getByText("Interrupted.").waitFor();
  await cell("slow").getByRole("treegrid").waitFor();
  await lost.waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("a link to a step of a box's interleaving opens the box when its cell has run", async () => {
  const { page, cell } = workbench;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Run quick" }).click();
  await box("one, sc, nothing is lost: violated").click();
  await cell("quick").getByRole("treegrid").waitFor();
  await cell("quick").getByRole("row", { name: /^3 / }).click();
  await cell("quick").getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied a link to step 3 of #quick.").waitFor();
  const link = await page.evaluate<string>("navigator.clipboard.readText()");
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByText("The link leads to step 3 of an interleaving of cell quick").waitFor();
  await page.getByRole("button", { name: "Run quick", exact: true }).first().click();
  await page.getByText("State after step 3").waitFor();
  await cell("quick").getByRole("treegrid").waitFor();
  const opened = box("one, sc, nothing is lost: violated");
  expect(await opened.getAttribute("aria-pressed")).toBe("true");
});
