/** Finding and replacing over all blocks of a notebook, by keyboard alone. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { seriousFindings } from "./axe.js";
import { eventually, type OpenPage, openText } from "./page-objects.js";

const text = [
  "# Counting\n",
  "The counter is *x*.\n",
  "```ts #one",
  "const x = 1;",
  "const max = x;",
  "```\n",
  "```ts #two",
  "x + max",
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

const bar = () => open.page.getByRole("search");
const count = () => bar().getByRole("status").textContent();

test("goes from match to match through code and prose, marks them, and ends in the text", async () => {
  await open.select("one");
  await open.page.keyboard.press("Control+f");
  await open.page.keyboard.type("x");
  await eventually(count).toBe("2 of 6");
  expect(await open.cell("one").locator('[class*="atch"].cdr').count()).toBe(3);
  await open.page.keyboard.press("Alt+w");
  await eventually(count).toBe("2 of 4");
  await open.page.keyboard.press("Shift+Enter");
  // The match in prose is shown in its source.
  await open.page.getByRole("region", { name: "prose" }).locator(".view-lines").waitFor();
  await open.page.keyboard.press("Enter");
  await open.page.keyboard.press("Enter");
  await eventually(count).toBe("3 of 4");
  await open.page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  await open.page.keyboard.type("y");
  await eventually(async () => (await open.texts())[1]).toBe("const x = 1;\nconst max = y;");
});

test("replaces one after the other, or all as one step of undo", async () => {
  await open.page.keyboard.press("Control+h");
  await open.page.keyboard.type("x");
  await open.page.keyboard.press("Alt+w");
  const by = bar().getByRole("textbox", { name: "Replace with" });
  await by.fill("counter");
  await by.press("Enter");
  await eventually(count).toBe("1 of 3");
  await by.press("Control+Enter");
  await eventually(count).toBe("3 replaced");
  await eventually(async () => (await open.texts()).slice(-2)).toEqual([
    "const counter = 1;\nconst max = counter;",
    "counter + max",
  ]);
  await by.press("Escape");
  await open.page.keyboard.press("z");
  await eventually(async () => (await open.texts()).at(-1)).toBe("x + max");
  await open.page.keyboard.press("z");
  await open.page.getByText("The counter is x.").waitFor();
});

test("takes what is marked in a text, and says what is wrong with a pattern", async () => {
  await open.edit("two");
  await open.page.keyboard.press("Control+Shift+ArrowLeft");
  await open.page.keyboard.press("Control+Shift+f");
  await eventually(() => bar().getByRole("textbox", { name: "Find" }).inputValue()).toBe("max");
  await eventually(count).toBe("2 of 2");
  await open.page.keyboard.type("(");
  await eventually(count).toBe("none found");
  await open.page.keyboard.press("Alt+r");
  await bar().getByText("Not a regular expression: Unterminated group.").waitFor();
  expect(await seriousFindings(open.page)).toEqual([]);
});
