/** `heddle serve` over a scratch folder, and a tab on it. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { cwd } from "node:process";
import type { BrowserContext, Page } from "playwright-core";

/** A running browser mode. */
export interface BrowserMode {
  /** Where to get in, with the token. */
  readonly address: string;
  readonly end: () => void;
}

/** Starts `heddle serve`; needs a build. `home` keeps settings, backups and recent files. */
export async function serveFolder(folder: string, home: string): Promise<BrowserMode> {
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_STATE_HOME: home,
  };
  const args = [join(cwd(), "dist/cli.js"), "serve", folder, "--port", "0"];
  const server = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  return { address: await addressOf(server), end: () => void server.kill() };
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
  await page.getByRole("button", { name: "Open ..." }).click();
  await page.getByRole("dialog").getByRole("button", { name }).click();
  // Cells far down have no editor yet.
  await page.getByRole("region", { name: /^cell 1, / }).scrollIntoViewIfNeeded();
  await page.locator(".monaco-editor").first().waitFor();
}
