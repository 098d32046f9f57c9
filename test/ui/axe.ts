/** What axe-core has to say of a page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Resolves once listeners to the new media have run, and what they have put off. */
const followed = `new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => setTimeout(done))));
})`;

/** Serious and critical findings in light and dark, with and without high contrast, as text. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    for (const contrast of ["no-preference", "more"] as const) {
      await page.emulateMedia({ colorScheme, contrast });
      await page.evaluate(followed);
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      for (const { impact, id, nodes } of violations) {
        if (impact !== "serious" && impact !== "critical") continue;
        const [{ html, failureSummary }] = nodes;
        found.push(`${colorScheme} ${contrast} ${id}: ${html} ${failureSummary ?? ""}`);
      }
    }
  }
  return found;
}
