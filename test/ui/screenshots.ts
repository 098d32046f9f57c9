/**
 * Writes a picture of every view in light, dark and high contrast into `screenshots/`:
 * `npm run screenshots [-- NAME ...]`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cwd } from "node:process";
import { launchChromium } from "../browser/chromium.js";
import { makeFixtures } from "./fixtures.js";
import { serveDevelopmentPage } from "./serve.js";

const folder = join(cwd(), "screenshots");
const themes = [
  { name: "light", colorScheme: "light", query: "" },
  { name: "dark", colorScheme: "dark", query: "" },
  { name: "contrast", colorScheme: "dark", query: "&contrast" },
] as const;

const page = await serveDevelopmentPage(await makeFixtures());
const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  for (const { name: theme, colorScheme, query } of themes) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
    });
    const tab = await context.newPage();
    tab.on("pageerror", (error) => {
      throw error;
    });
    await tab.goto(page.address);
    await tab.locator("main li").first().waitFor();
    const names = await tab.locator("main li a").allTextContents();
    const wanted = process.argv.slice(2);
    for (const name of names.filter((each) => wanted.length === 0 || wanted.includes(each))) {
      await tab.goto(`${page.address}?view=${name}${query}`);
      await tab.locator("main > :nth-child(2)").waitFor();
      await tab.screenshot({ path: join(folder, `${name}-${theme}.png`), fullPage: true });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await page.close();
}
