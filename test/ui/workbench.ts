/** `heddle serve` over a scratch folder, tabs on it, and what a user does in the workbench. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { cwd } from "node:process";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

/** A running browser mode. */
export interface BrowserMode {
  /** Where to get in, with the token. */
  readonly address: string;
  /** Resolves when the program has ended. */
  readonly end: () => Promise<void>;
}

/**
 * Starts `heddle serve`; needs a build.
 *
 * @param home keeps settings, backups and recent files
 * @param largestFile a limit for every file that is written, in blocks of the shell's `ulimit -f`;
 * like a full disk it takes the beginning of a text and refuses the rest
 */
export async function serveFolder(
  folder: string,
  home: string,
  largestFile?: number,
): Promise<BrowserMode> {
  // The signal that comes with a limit ends a program that does not listen to it.
  const listen = "--import=data:text/javascript,process.on('SIGXFSZ',()=>{})";
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_STATE_HOME: home,
    ...(largestFile === undefined ? {} : { NODE_OPTIONS: listen }),
  };
  const node = [process.execPath, join(cwd(), "dist/cli.js"), "serve", folder, "--port", "0"];
  const limited = ["sh", "-c", `ulimit -f ${largestFile ?? 0}; exec "$0" "$@"`, ...node];
  const [program, ...args] = largestFile === undefined ? node : limited;
  const server = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  const end = (): Promise<void> => {
    server.kill();
    return ended;
  };
  return { address: await addressOf(server), end };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const found = /http:\S+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`heddle serve ended with ${code ?? "a signal"}`)));
  });
}

/** A browser's own memory, as large as a laptop's screen. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    // Colours on their way from one theme to another have no contrast to speak of.
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(12_000);
  return context;
}

/** A tab on the workbench, at its welcome page; errors of the page are collected. */
export async function openTab(
  context: BrowserContext,
  address: string,
): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  await page.getByRole("button", { name: "New notebook" }).waitFor();
  return { page, errors };
}

/** Opens a notebook of the folder with the dialog. */
export async function openNotebook(page: Page, name: string): Promise<void> {
  await perform(page, "Open ...");
  await page.getByRole("dialog").getByRole("button", { name }).click();
  await page.getByRole("tab", { name: name.replace(".heddle.md", ""), selected: true }).waitFor();
  // Cells far down have no editor yet, and the page may still move while Monaco arrives.
  const first = page.getByRole("region", { name: /^cell 1, / });
  const editor = page.locator(".monaco-editor").first();
  for (let tries = 0; tries < 100 && !(await editor.isVisible()); tries++) {
    await first.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
  }
  await editor.waitFor();
}

/** Chooses a command in the palette. */
export async function perform(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command" }).fill(title);
  // Its text begins with its group and ends with its keys.
  const options = page.getByRole("option").filter({ hasText: title });
  await options.first().click();
}

/** A cell of the notebook that is shown. */
export function cellOf(page: Page, name: string): Locator {
  return page.getByRole("region", { name: new RegExp(`^cell \\d+, ${name}(,|$)`) });
}

/** The card of a check, whatever it says. */
export function cardOf(page: Page, scenario: string): Locator {
  const name = scenario.replace(/[^\w ]/g, "\\$&");
  return page.getByRole("region", { name: new RegExp(`^${name}: `) });
}

/** Puts the caret at the end of a cell's code. */
export async function editCell(page: Page, name: string): Promise<void> {
  await cellOf(page, name).locator(".view-lines").click();
  await page.keyboard.press("Control+End");
}

/** The tab of a notebook, by its name and marks: `race, edited`. */
export function tabOf(page: Page, name: string): Locator {
  return page.getByRole("tab", { name, exact: true });
}

/** A notebook with two cells, one of which loses an update. */
export const raceNotebook = [
  "# Can an update be lost?\n",
  "Two threads add one to a counter.\n",
  "```ts #times",
  "const times = 2;",
  "```\n",
  "```ts #race",
  'import { check, scenario } from "heddle";',
  "",
  'const race = scenario("lost update", (s) => {',
  '  const x = s.shared("x", 0);',
  "  for (let i = 0; i < times; i++) {",
  "    s.thread(`T${i}`, function* () {",
  "      const old = yield* x.read();",
  "      yield* x.write(old + 1);",
  "    });",
  "  }",
  '  s.atEnd("nothing is lost", () => x.now === times);',
  "});",
  "await check(race);",
  "```",
  "",
].join("\n");
