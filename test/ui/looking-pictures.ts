/** Pictures of what could have happened instead: choices, forks, deciding pairs, steps by hand. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Theme } from "./shell-pictures.js";
import { openNotebook, openTab, serveFolder } from "./workbench.js";

/** Writes the pictures of each theme into a folder. */
export async function takeLookingPictures(folder: string, themes: readonly Theme[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "heddle-pictures-"));
  await cp("notebooks/the-hole.heddle.md", join(scratch, "the-hole.heddle.md"));
  const server = await serveFolder(scratch, join(scratch, "home"));
  try {
    for (const { name, newContext } of themes) {
      const context = await newContext();
      const { page } = await openTab(context, server.address);
      const take = async (what: string, middle?: Locator): Promise<void> => {
        await middle?.evaluate(`(element) => element.scrollIntoView({ block: "center" })`);
        await page.screenshot({ path: join(folder, `looking-${what}-${name}.png`) });
      };
      await takeForks(page, take);
      await context.close();
    }
  } finally {
    await server.end();
    await rm(scratch, { recursive: true, force: true });
  }
}

type Take = (what: string, middle?: Locator) => Promise<void>;

async function open(page: Page, name: string): Promise<void> {
  await openNotebook(page, `${name}.heddle.md`);
  const trust = page.getByRole("button", { name: "Trust it" });
  if ((await trust.count()) > 0) await trust.click();
}

const whatIf = (page: Page): Locator => page.getByRole("region", { name: /^What if: / });
const choices = (page: Page): Locator => page.getByRole("list", { name: "Who can go on" }).first();

async function takeForks(page: Page, take: Take): Promise<void> {
  await open(page, "the-hole");
  await page.getByRole("button", { name: "Run writeback-trace" }).click();
  await page.getByRole("treegrid").first().waitFor();
  await page.getByRole("row", { name: /^12 / }).first().click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByRole("button", { name: "Which order decides?" }).click();
  await why.getByRole("listitem").first().click();
  await page.getByRole("button", { name: "What if ..." }).first().click();
  await choices(page).waitFor();
  await take("what-if", choices(page));
  await choices(page).getByRole("button").last().click();
  await whatIf(page).getByRole("button", { name: "Explore everything from here" }).click();
  await whatIf(page)
    .getByRole("region", { name: /: (VIOLATED|HOLDS)$/ })
    .waitFor();
  await take("fork", whatIf(page).getByRole("grid"));
  await take("explored", whatIf(page).getByRole("region", { name: /: (VIOLATED|HOLDS)$/ }));
  await page.getByRole("button", { name: "Step by hand" }).first().click();
  await whatIf(page).getByText("by hand, from the initial state").waitFor();
  for (let step = 0; step < 3; step++) {
    await whatIf(page).getByRole("treegrid").waitFor();
    await whatIf(page)
      .getByRole("list", { name: "Who can go on" })
      .getByRole("button")
      .last()
      .click();
  }
  await whatIf(page).getByText("step 3 of 3").waitFor();
  await take("by-hand", whatIf(page));
}
