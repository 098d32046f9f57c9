/** Settings and keys in a real browser: in force at once, and still there the next time. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.js";
import { seriousFindings } from "./axe.js";
import { eventually, type OpenPage, openText } from "./page-objects.js";

const text =
  "# Title\n\nSee [two](#two) and:\n\n```c\nint x;\n```\n\n```ts #one\n1\n```\n\n```ts #two\n2\n```\n";

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

const keys = async (...pressed: readonly string[]) => {
  for (const key of pressed) await open.page.keyboard.press(key);
};
const dialog = (name: string) => open.page.getByRole("dialog", { name });

test("a theme is in force at once and after a reload", async () => {
  await keys("Control+,");
  await dialog("Settings").getByText("Dark", { exact: true }).click();
  const theme = () => open.page.evaluate("document.documentElement.dataset.theme");
  await eventually(theme).toBe("dark");
  expect(await seriousFindings(open.page)).toEqual([]);
  await keys("Escape");
  await open.page.reload();
  await eventually(theme).toBe("dark");
});

test("a key is changed by pressing it, and works at once; a conflict is told", async () => {
  await keys("Control+,");
  const settings = dialog("Settings");
  await settings.getByRole("searchbox").fill("insert a cell below");
  await settings.getByRole("button", { name: "Change the key of Insert a cell below" }).click();
  await keys("g");
  await settings.getByText("Enter to accept, Esc to give up").waitFor();
  await keys("Enter");
  await settings.locator("kbd", { hasText: "G" }).waitFor();
  await keys("Escape");
  await open.select("one");
  await keys("b");
  expect(await open.names()).toEqual(["one", "two"]);
  await keys("g");
  await eventually(open.names).toEqual(["one", "cell", "two"]);
  await keys("Escape", "Control+,");
  await settings.getByRole("button", { name: "Change the key of Insert a cell below" }).click();
  await keys("a", "Enter");
  await settings.getByText("A is also: Insert a cell below").waitFor();
  await settings.getByRole("button", { name: "Reset all keys" }).click();
  await settings.getByText("A is also").first().waitFor({ state: "detached" });
});

test("single letters can be turned off", async () => {
  await keys("Control+,");
  await dialog("Settings")
    .getByRole("checkbox", { name: /Single letters/ })
    .uncheck();
  await keys("Escape");
  await open.select("one");
  await keys("b");
  expect(await open.names()).toEqual(["one", "two"]);
});

test("all keys are on one page", async () => {
  await open.select("one");
  await keys("?");
  await dialog("Keyboard shortcuts").getByText("Split at the caret").waitFor();
  expect(await seriousFindings(open.page)).toEqual([]);
  await open.page.getByRole("button", { name: "Change keys" }).click();
  await dialog("Settings").waitFor();
});

test("prose links lead to cells, and its code is coloured", async () => {
  await open.page.locator("pre code span.mtk1, pre code span[class^=mtk]").first().waitFor();
  await open.page.getByRole("link", { name: "two" }).click();
  await eventually(() =>
    open.page.locator('[aria-current="true"][data-block]').getAttribute("aria-label"),
  ).toMatch(/^cell 2, two/);
});

test("prose is edited by a second click and left with Escape", async () => {
  const prose = open.page.getByRole("region", { name: "prose" });
  await prose.getByText("Title").click();
  await prose.getByText("Title").click();
  await prose.locator(".view-lines").waitFor();
  await keys("Control+Home", "End");
  await open.page.keyboard.type(" of it");
  await keys("Escape");
  await prose.getByRole("heading", { name: "Title of it" }).waitFor();
  await open.page.getByRole("navigation").getByText("Title of it").waitFor();
});

test("the caret is where it was when a text is edited again", async () => {
  const prose = open.page.getByRole("region", { name: "prose" });
  await prose.getByText("Title").click();
  await prose.locator(".view-lines").waitFor();
  await keys("Control+Home", "End", "Escape", "Enter");
  await open.page.keyboard.type("!");
  await keys("Escape");
  await prose.getByRole("heading", { name: "Title!" }).waitFor();
});

test("Escape while a character is being put together ends that, and not the editing", async () => {
  await open.edit("two");
  const session = await open.page.context().newCDPSession(open.page);
  const compose = { text: "\u306b", selectionStart: 1, selectionEnd: 1 };
  await session.send("Input.imeSetComposition", compose);
  await eventually(open.texts).toEqual(expect.arrayContaining([expect.stringContaining("\u306b")]));
  await keys("Escape");
  await session.send("Input.insertText", { text: "\u65e5\u672c" });
  await eventually(open.texts).toEqual(
    expect.arrayContaining([expect.stringContaining("\u65e5\u672c")]),
  );
  await keys("Escape");
  await open.page.locator("[data-block]:focus").waitFor();
});
