/** Pictures of what stands around a notebook: welcome page, menu, help, dialogs, notices. */
import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import {
  editCell,
  openNotebook,
  openTab,
  perform,
  raceNotebook,
  serveFolder,
} from "./workbench.js";

/** A look of the page. */
export interface Theme {
  readonly name: string;
  readonly newContext: () => Promise<BrowserContext>;
}

/** Writes the pictures of each theme into a folder. */
export async function takeShellPictures(folder: string, themes: readonly Theme[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "heddle-pictures-"));
  const race = join(scratch, "race.heddle.md");
  await cp("notebooks/the-hole.heddle.md", join(scratch, "the-hole.heddle.md"));
  await writeFile(join(scratch, "thread.mbox"), thread);
  for (const { name, newContext } of themes) {
    await writeFile(race, raceNotebook);
    const server = await serveFolder(scratch, join(scratch, `home-${name}`));
    try {
      const context = await newContext();
      const { page } = await openTab(context, server.address);
      const take = (what: string): Promise<unknown> =>
        page.screenshot({ path: join(folder, `shell-${what}-${name}.png`) });
      await takePictures(page, race, join(scratch, "thread.mbox"), take);
      await context.close();
    } finally {
      await server.end();
    }
  }
  await rm(scratch, { recursive: true, force: true });
}

async function takePictures(
  page: Page,
  race: string,
  mail: string,
  take: (what: string) => Promise<unknown>,
): Promise<void> {
  await take("welcome");
  await page.getByRole("button", { name: "Menu" }).click();
  await take("menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  await page.getByRole("dialog").waitFor();
  await take("help");
  await closeDialog(page);
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page.getByRole("dialog").waitFor();
  await take("template");
  await closeDialog(page);
  const picking = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Start from a mail" }).click();
  await (await picking).setFiles(mail);
  await page.getByRole("dialog").waitFor();
  await take("mail");
  await closeDialog(page);
  await openNotebook(page, "the-hole.heddle.md");
  await openNotebook(page, "race.heddle.md");
  await editCell(page, "times");
  await page.keyboard.type(" // mine");
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").waitFor();
  await take("palette");
  await closeDialog(page);
  await writeFile(race, raceNotebook.replace("times = 2", "times = 3"));
  await appendFile(race, "\nAdded by somebody else.\n");
  await page.getByRole("button", { name: "Compare ..." }).click();
  await page.getByRole("dialog").waitFor();
  await take("changed");
  await closeDialog(page);
  await perform(page, "Close the notebook");
  await page.getByRole("dialog", { name: "Unsaved text" }).waitFor();
  await take("close");
  await closeDialog(page);
  await perform(page, "Save as ...");
  await page.getByRole("dialog", { name: "Save the notebook" }).waitFor();
  await take("save");
  await closeDialog(page);
  await page.setViewportSize({ width: 900, height: 700 });
  await take("narrow");
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

const thread = ["Are we sure?", "Re: Are we sure?", "Re: Re: Are we sure?"]
  .map((subject, index) =>
    [
      "From a@x.example Wed Apr  1 15:15:00 2026",
      `From: ${["Zi", "David", "Lorenzo"][index]} <a@x.example>`,
      "Date: Wed, 1 Apr 2026 15:15:00 +0000",
      `Subject: ${subject}`,
      "",
      "Independent of that, are we sure that the possible race we allow is ok?",
      "",
    ].join("\n"),
  )
  .join("\n");
