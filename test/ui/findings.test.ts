/** Findings leave the page as the command line would write them, byte for byte. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, makeFolder } from "../cli/heddle.js";
import { seriousFindings } from "./axe.js";
import { cellText, openBeforeEach } from "./open-workbench.js";

// The mail of the golden notebook, without most of what it says.
const thread = readFileSync("test/mail/golden/thread.heddle.md", "utf8");
const identity = thread.slice(0, thread.indexOf("-->") + 3);
const text =
  `${identity}

# Re: lost updates

**A U Thor:**

> Are we sure that no update is lost?

` +
  thread.slice(thread.indexOf("```ts #race")).trimEnd() +
  "\n\nWithout the lock an update is lost.\n\n" +
  cellText(
    "bare",
    'import type { Builder } from "heddle";',
    "const bare = (s: Builder, by: number) => {",
    '  const counter = s.shared("counter", 0);',
    '  for (const name of ["A", "B"]) {',
    "    s.thread(name, function* () {",
    "      const value = yield* counter.read();",
    "      yield* counter.write(value + by);",
    "    });",
    "  }",
    '  s.atEnd("both increments count", () => counter.now === 2 * by);',
    "};",
    'await check(scenario("bare increments", (s) => bare(s, 1)));',
  ) +
  cellText(
    "swept",
    'import { sweep } from "heddle";',
    'await sweep("steps", { rows: { one: 1, two: 2 }, scenario: (s, by) => bare(s, by) });',
  );

const workbench = openBeforeEach(text);
const folder = makeFolder();
writeFileSync(join(folder, "n.heddle.md"), text);

const read = () => workbench.page.evaluate<string>("navigator.clipboard.readText()");

/** What the command line writes. */
async function exported(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await heddle(folder, ["export", ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

async function runAll(): Promise<void> {
  const { page } = workbench;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByRole("table", { name: /^steps/ }).waitFor();
  await page.getByRole("status").filter({ hasText: "ready" }).waitFor();
}

test("Copy as mail puts the bytes of heddle export --mail on the clipboard, and says so", async () => {
  const { page, card } = workbench;
  await runAll();
  await card("bare increments").getByRole("button", { name: "Copy as mail" }).click();
  await page.getByText(/^Copied as mail, \d+ lines\.$/).waitFor();
  expect(await read()).toBe(await exported("n.heddle.md#bare", "--mail"));
});

test("the dialog shows what leaves, in every form the bytes of the command line", async () => {
  const { page, card } = workbench;
  await runAll();
  await card("bare increments").getByRole("button", { name: "Export what #bare found" }).click();
  const dialog = page.getByRole("dialog", { name: "Export findings" });
  const forms = {
    Mail: "mail",
    Markdown: "md",
    Page: "html",
    Picture: "svg",
    Data: "json",
    Test: "vitest",
  };
  for (const [name, form] of Object.entries(forms)) {
    await dialog.getByRole("radio", { name: new RegExp(`^${name} `) }).check();
    await dialog.getByText(`heddle export n.heddle.md#bare --${form}`).waitFor();
    const expected = await exported("n.heddle.md#bare", `--${form}`);
    await expect
      .poll(async () => {
        await dialog.getByRole("button", { name: "Copy the export" }).click();
        return read();
      })
      .toBe(expected);
    if (form !== "svg") {
      const shown = await dialog
        .getByRole("group", { name: "Preview" })
        .locator("pre")
        .last()
        .textContent();
      expect(shown).toBe(expected);
    }
  }
});

test("options of a mail change the preview and the command alike", async () => {
  const { page, card } = workbench;
  await runAll();
  await card("bare increments").getByRole("button", { name: "Export what #bare found" }).click();
  const dialog = page.getByRole("dialog", { name: "Export findings" });
  await dialog.getByRole("combobox", { name: "Headers" }).selectOption("T1");
  await dialog.getByRole("spinbutton", { name: "Indent" }).fill("4");
  await dialog.getByRole("spinbutton", { name: "Quoting levels" }).fill("2");
  await dialog.getByRole("checkbox", { name: "Source comment" }).check();
  const line = "export n.heddle.md#bare --mail --header T1 --indent 4 --comment --quote 2";
  await dialog.getByText(`heddle ${line}`).waitFor();
  const expected = await exported(...line.split(" ").slice(1));
  await expect
    .poll(() => dialog.getByRole("group", { name: "Preview" }).locator("pre").last().textContent())
    .toBe(expected);
  expect(await seriousFindings(page)).toEqual([]);
});

test("the imported mail is answered, once it is known who answers", async () => {
  const { page } = workbench;
  await runAll();
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command" }).fill("reply");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Export findings" });
  await dialog.getByRole("alert").filter({ hasText: "--eml needs to know who replies" }).waitFor();
  await dialog.getByRole("textbox", { name: "From" }).fill("A U Thor <author@example.org>");
  const expected = await exported(
    "n.heddle.md",
    "--eml",
    "--from",
    "A U Thor <author@example.org>",
  );
  await expect
    .poll(() => dialog.getByRole("group", { name: "Preview" }).locator("pre").last().textContent())
    .toBe(expected);
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as a file ..." }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("n.eml");
  expect(readFileSync(await download.path(), "utf8")).toBe(expected);
});

test("a cell that has not run as it is now is not exported, and nothing is run for it", async () => {
  const { page, edit, card } = workbench;
  await runAll();
  await edit("race");
  await page.keyboard.type("\nconst more = 1;");
  await page.keyboard.press("Escape");
  await card("bare increments").getByRole("button", { name: "Copy as mail" }).click();
  await page.getByText(/Not compared with #race: not run\.$/).waitFor();
  await edit("race");
  await page.keyboard.press("Control+Shift+E");
  const dialog = page.getByRole("dialog", { name: "Export findings" });
  await dialog.getByText("#race has not run as it is now: run it first.").waitFor();
  await dialog.getByRole("button", { name: "Run it" }).click();
  await dialog.getByRole("group", { name: "Preview" }).waitFor();
});

test("a table from a mail is possible, or stops being so at a row that is named", async () => {
  const { page } = workbench;
  await runAll();
  const mail = await exported("n.heddle.md#bare", "--mail", "--quote", "1");
  const paste = (pasted: string) =>
    page.evaluate(`{
      const data = new DataTransfer();
      data.setData("text/plain", ${JSON.stringify(pasted)});
      document.querySelector("main").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }`);
  await paste(mail);
  const dialog = page.getByRole("dialog", { name: "Check a table from a mail" });
  const answer = dialog.getByRole("status");
  await answer.getByText("POSSIBLE  this interleaving is possible").waitFor();
  await answer.getByText('It violates "both increments count".').waitFor();
  await dialog.getByRole("textbox").fill(mail.replace("counter = 1", "counter = 7"));
  await dialog.getByRole("button", { name: "Check" }).click();
  await answer
    .getByText(/^bare increments\n\nIMPOSSIBLE  the table stops being possible at row \d/)
    .waitFor();
  await dialog.getByRole("textbox").fill("no table at all");
  await dialog.getByRole("button", { name: "Check" }).click();
  await answer.getByText("there is no interleaving table in this text").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});
