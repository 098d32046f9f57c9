/** The console in a real browser: its log, its prompt, and that it says what the command line says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, makeFolder } from "../cli/heddle.js";
import { seriousFindings } from "./axe.js";
import { cellText, openBeforeEach } from "./open-workbench.js";

const text =
  "# Races\n\n" +
  cellText("times", "const times = 2;") +
  cellText(
    "race",
    'import { check, scenario } from "heddle";',
    'console.log("making the scenario");',
    'await check(scenario("lost update", (s) => {',
    '  const x = s.shared("x", 0);',
    "  for (let i = 0; i < times; i++) {",
    "    s.thread(`T${i}`, function* () {",
    "      const old = yield* x.read();",
    "      yield* x.write(old + 1);",
    "    });",
    "  }",
    '  s.atEnd("nothing is lost", () => x.now === times);',
    "}));",
  ) +
  cellText("wrong", 'throw new Error("on purpose");');

const workbench = openBeforeEach(text);
const folder = makeFolder();
writeFileSync(join(folder, "n.heddle.md"), text);

/** The lines of the console. */
async function lines(): Promise<string[]> {
  const { page } = workbench;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy all" }).click();
  const log = await page.evaluate<string>("navigator.clipboard.readText()");
  return log
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}

async function openConsole(): Promise<void> {
  await workbench.page.getByRole("button", { name: "Show the console" }).click();
  await workbench.page.getByRole("textbox", { name: "Console: heddle command" }).waitFor();
}

/** Types a command. */
async function enter(line: string): Promise<void> {
  const { page } = workbench;
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Control+L");
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
}

/** The lines of the console when the command under way has ended. */
async function ended(): Promise<string[]> {
  await expect
    .poll(async () => (await lines()).join("\n"), { timeout: 30_000 })
    .toMatch(/exit status \d+$/);
  return lines();
}

/** Types a command and waits for its exit status. */
async function command(line: string): Promise<string[]> {
  await enter(line);
  return ended();
}

test("what happens in the page is logged, with the command that does the same", async () => {
  const { page, cell } = workbench;
  await cell("race").click();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await openConsole();
  await expect.poll(lines).toContain("$ heddle run n.heddle.md#race");
  const log = (await lines()).join("\n");
  expect(log).toContain(
    "#race\n  making the scenario\n  lost update\n    VIOLATED  nothing is lost  4 of 6 interleavings fail",
  );
  expect(log).toMatch(/done in \d+\.\d\d s/);
  await page.getByRole("button", { name: "Run all" }).click();
  await expect
    .poll(async () => (await lines()).join("\n"))
    .toContain("error cell wrong, line 1, column 7: Error: on purpose");
  expect((await lines()).join("\n")).toContain("$ heddle run n.heddle.md\n#times");
});

test("what is made by hand is logged as the command that follows it, which gives the same", async () => {
  const { page, cell } = workbench;
  await page.getByRole("button", { name: "Run race" }).click();
  await page.getByRole("region", { name: "lost update: VIOLATED" }).waitFor();
  await cell("race").getByRole("button", { name: "Step by hand" }).click();
  for (const step of ["T0: read x", "T1: read x", "T1: x = 1", "T0: x = 1"]) {
    await cell("race").getByRole("button", { name: step, exact: true }).click();
  }
  await cell("race").getByText("All threads have ended.").waitFor();
  await openConsole();
  const logged = (await lines()).filter((line) => line.startsWith("$ heddle replay "));
  expect(logged).toHaveLength(1);
  expect((await command(logged[0].slice("$ ".length))).slice(-1)).toEqual(["exit status 0"]);
  expect((await lines()).join("\n")).toContain("nothing is lost");
});

test("a command prints what the command line prints, and shows its exit status", async () => {
  await openConsole();
  for (const args of [
    ["run", "#race"],
    ["graph"],
    ["run", "#race", "--memory", "tso", "--engine", "traces"],
    ["run", "#rice"],
    ["export", "#race", "--mail"],
    ["run", "--engine", "fast"],
  ]) {
    const all = await command(args.join(" "));
    // While it runs for an export, the notebook's own output goes elsewhere.
    const printed =
      args[0] === "export" ? all.filter((line) => line !== "making the scenario") : all;
    const whole = args[1]?.startsWith("#")
      ? [args[0], `n.heddle.md${args[1]}`, ...args.slice(2)]
      : [args[0], "n.heddle.md", ...args.slice(1)];
    const { stdout, stderr, code } = await heddle(folder, whole);
    const said = args[0] === "export" ? stdout : stdout + stderr;
    const expected = said
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line !== "");
    expect(printed, args.join(" ")).toEqual([
      `heddle> ${args.join(" ")}`,
      ...expected,
      `exit status ${code ?? ""}`,
    ]);
  }
});

test("lines are completed, recalled and searched; Ctrl+C stops what runs", async () => {
  const { page, edit } = workbench;
  await openConsole();
  await command("help run");
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.type("ex");
  await page.keyboard.press("Tab");
  await page.keyboard.type("#ra");
  await page.keyboard.press("Tab");
  await page.keyboard.type("--ma");
  await page.keyboard.press("Tab");
  await page.getByText("heddle> export #race --mail").waitFor();
  await page.keyboard.press("Control+C");
  await command("graph");
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Control+R");
  await page.keyboard.type("gra");
  await page.getByText("(search back)'gra': graph").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowUp");
  await page.getByText("heddle> graph").last().waitFor();
  await page.keyboard.press("Escape");
  await edit("times");
  await page.keyboard.type("\nfor (;;);");
  await enter("run #times");
  await page.getByRole("status").filter({ hasText: "running" }).first().waitFor();
  await page.keyboard.press("Control+C");
  expect((await ended()).at(-1)).toBe("exit status 130");
  // Also before it has really begun.
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Control+L");
  await page.keyboard.type("run #times");
  await Promise.all([page.keyboard.press("Enter"), page.keyboard.press("Control+C")]);
  expect((await ended()).at(-1)).toBe("exit status 130");
});

test("a table that is pasted is followed, and the notebook is formatted as one edit", async () => {
  const { page } = workbench;
  await openConsole();
  const mail = await heddle(folder, ["export", "n.heddle.md#race", "--mail", "--quote", "2"]);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(mail.stdout)})`);
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Control+V");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await lines()).at(-1), { timeout: 30_000 }).toBe("exit status 0");
  expect((await lines()).join("\n")).toContain("POSSIBLE  this interleaving is possible");
  expect((await command("fmt")).slice(1)).toEqual(["n.heddle.md", "exit status 0"]);
  expect((await command("fmt --check")).slice(1)).toEqual(["exit status 0"]);
  expect((await command("check")).slice(-1)).toEqual(["exit status 65"]);
});

test("output is found, places of cells are links, and the keyboard gets out again", async () => {
  const { page, cell } = workbench;
  await openConsole();
  await command("run #wrong");
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Control+F");
  await page.getByRole("textbox", { name: "Find in the console" }).fill("on purpose");
  await page.getByRole("search").getByText("Not found").waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "Find in the console" }).fill("nowhere");
  await page.getByRole("search").getByText("Not found").waitFor();
  await page.keyboard.press("Escape");
  // The terminal takes the pointer and finds the link under it by row and column.
  const row = await page.locator(".xterm-rows").getByText("cell wrong, line 1").boundingBox();
  if (row === null) throw new Error("the problem is not in sight");
  const at = [row.x + row.width * 0.5, row.y + row.height / 2] as const;
  await page.mouse.move(...at);
  await page.locator(".xterm-cursor-pointer").waitFor();
  await page.mouse.click(...at);
  await expect.poll(() => cell("wrong").getAttribute("aria-current")).toBe("true");
  // The caret is at the place that the line names.
  await page.keyboard.type("/**/ ");
  await cell("wrong").getByText('throw /**/ new Error("on purpose");').waitFor();
  await page.keyboard.press("Control+z");
  await page.getByRole("textbox", { name: "Console: heddle command" }).focus();
  await page.keyboard.press("Escape");
  await expect
    .poll(() => page.evaluate("document.activeElement?.closest('main') !== null"))
    .toBe(true);
  await page.keyboard.press("Control+j");
  await page.getByRole("button", { name: "Show the console" }).waitFor();
});

test("its height is kept, it can be read aloud, and axe finds nothing serious", async () => {
  const { page } = workbench;
  await openConsole();
  await command("graph");
  const splitter = page.getByRole("separator", { name: "Size of Console" });
  await splitter.focus();
  const before = Number(await splitter.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowUp");
  await expect
    .poll(async () => Number(await splitter.getAttribute("aria-valuenow")))
    .toBe(before + 16);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Screen reader mode" }).click();
  await page.locator(".xterm-accessibility").getByText("exit status 0").waitFor();
  await page.getByRole("button", { name: "Hide the console" }).click();
  // The keyboard was in what is gone.
  await expect
    .poll(() => page.evaluate("document.activeElement?.closest('main') !== null"))
    .toBe(true);
  expect(await seriousFindings(page)).toEqual([]);
});

test("it takes the keyboard when it is asked for, and not when a notebook is shown with it", async () => {
  const { page } = workbench;
  await openConsole();
  const line = page.getByRole("textbox", { name: "Console: heddle command" });
  const focused = () => page.evaluate("document.activeElement?.getAttribute('aria-label')");
  await expect.poll(focused).toBe("Console: heddle command");
  await page.reload();
  await line.waitFor();
  await page.keyboard.press("j");
  await page.locator("[data-block]:focus").waitFor();
  expect(await focused()).not.toBe("Console: heddle command");
});
