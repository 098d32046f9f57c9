/** What the language service knows across cells, in a real browser. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { eventually, type OpenPage, openText } from "./page-objects.js";

const text = [
  "```ts #define",
  'import { check, scenario } from "heddle";',
  "/** How often. */",
  "const times = 2;",
  "function* step() {}",
  "```\n",
  "```ts #use",
  'const race = scenario("r", (s) => {',
  "  s.thread(`T${times}`, function* () {",
  "    step();",
  "  });",
  "});",
  "await check(race);",
  "```\n",
  "```ts #more",
  "times + times",
  "```",
  "",
].join("\n");

let browser: Browser;
let open: OpenPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  open = await openText(browser, text);
});
afterEach(() => open.close());

const press = (key: string) => open.page.keyboard.press(key);
/** Puts the caret into a word of a cell's code. */
async function at(cell: string, word: string): Promise<void> {
  const block = text.split("```").find((part) => part.startsWith(`ts #${cell}\n`)) ?? "";
  const lines = block.split("\n").slice(1);
  const line = lines.findIndex((each) => each.includes(word));
  await open.cell(cell).locator(".view-lines").click();
  await press("Control+Home");
  for (let i = 0; i < line; i++) await press("ArrowDown");
  await press("Home");
  const indent = lines[line].search(/\S/);
  for (let i = indent; i < lines[line].indexOf(word) + 1; i++) await press("ArrowRight");
}
const selected = () => open.page.locator('[aria-current="true"][data-block]');

test("F12 leads into the cell that defines a name", async () => {
  await at("more", "times");
  await press("F12");
  await eventually(() => selected().getAttribute("aria-label")).toMatch(/^cell 1, define/);
  await open.page.keyboard.type("x");
  await eventually(async () => (await open.texts())[0]).toContain("const xtimes = 2;");
});

test("F12 on a name of the engine shows its declaration in place", async () => {
  await at("use", "check");
  await press("F12");
  await open.page.locator(".peekview-widget").getByText("export declare function check").waitFor();
  await press("Escape");
  await open.page.locator(".peekview-widget").waitFor({ state: "detached" });
});

test("renaming a symbol changes all cells, and one undo takes it back", async () => {
  await at("more", "times");
  await press("F2");
  const box = open.page.locator(".rename-input");
  await box.waitFor();
  await box.fill("rounds");
  await press("Enter");
  await eventually(async () => (await open.texts()).join("\n")).toContain("rounds + rounds");
  const renamed = (await open.texts()).join("\n");
  expect(renamed).toContain("const rounds = 2;");
  expect(renamed).toContain("T${rounds}");
  await press("Control+z");
  await eventually(async () => (await open.texts()).join("\n")).not.toContain("rounds");
});

test("references are listed over all cells", async () => {
  await at("more", "times");
  await press("Shift+F12");
  await open.page.locator(".peekview-widget").getByText("References (4)").waitFor();
});

test("a hover says what the engine's documentation says", async () => {
  await open.cell("use").locator(".view-line span span", { hasText: "scenario" }).hover();
  await open.page
    .locator(".monaco-hover")
    .getByText(/scenario/)
    .first()
    .waitFor();
});

test("what another cell declares is said as if it were declared here", async () => {
  await open
    .cell("more")
    .locator(".view-line")
    .first()
    .hover({ position: { x: 12, y: 10 } });
  const hover = open.page.locator(".monaco-hover:not(.hidden)");
  await hover.getByText("How often.").waitFor();
  expect(await hover.innerText()).toMatch(/^const times: 2\s/);
});

test("completion knows the names of other cells and of the engine", async () => {
  await open.edit("more");
  await press("Enter");
  await open.page.keyboard.type("tim");
  await open.page.locator(".suggest-widget").getByText("times").first().waitFor();
});

test("the analysis' problems are marked where they are, and a fix puts them right", async () => {
  await open.cell("use").getByText("1 error").waitFor();
  await at("use", "step();");
  await open
    .cell("use")
    .locator('[class*="codicon-gutter-lightbulb"], .lightBulbWidget')
    .first()
    .waitFor();
  await press("Control+.");
  await open.page.getByText("Write yield* step(...)").click();
  await eventually(async () => (await open.texts())[1]).toContain("    yield* step();");
  await open.cell("use").getByText("1 error").waitFor({ state: "detached" });
});

test("an error in one cell that another cell's edit puts right goes away", async () => {
  await open.edit("more");
  await press("Enter");
  await open.page.keyboard.type("rounds;");
  await open.cell("more").getByText("1 error").waitFor();
  await open.edit("define");
  await press("Enter");
  await open.page.keyboard.type("const rounds = 3;");
  await open.cell("more").getByText("1 error").waitFor({ state: "detached" });
});
