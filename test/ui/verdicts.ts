/** The verdicts that a page shows, and those that are recorded beside a notebook. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { VERDICT_WORDS } from "../../engine/report/verdict.js";
import { decodeResults } from "../../app/notebook/results/decode.js";

/** Words such as `HOLDS` by what they are said of: a property of a check, or a box of a matrix. */
export type Verdicts = ReadonlyMap<string, string>;

/** What a sidecar says of the checks that have cards of their own, and of the boxes of matrices. */
export async function recordedVerdicts(path: string): Promise<Verdicts> {
  const decoded = decodeResults(await readFile(path, "utf8"));
  if (decoded.kind !== "results") throw new Error(`${path} is no record of this version`);
  const verdicts = new Map<string, string>();
  for (const { checks, matrices } of decoded.results.values()) {
    const inMatrices = new Set(matrices.flatMap(({ boxes }) => boxes.flat()));
    for (const [index, { scenario, memory, properties }] of checks.entries()) {
      if (inMatrices.has(index)) continue;
      for (const { property, verdict } of properties) {
        verdicts.set(`${scenario} (${memory}): ${property}`, VERDICT_WORDS[verdict]);
      }
    }
    for (const { rows, columns, boxes } of matrices) {
      for (const [row, name] of rows.entries()) {
        for (const [column, { variant, memory, property }] of columns.entries()) {
          const check = checks[boxes[row][column] ?? -1];
          const found = check?.properties.find((each) => each.property === property);
          const place = [variant, memory, property].filter((part) => part !== null).join(", ");
          if (found !== undefined) {
            verdicts.set(`${name}, ${place}`, VERDICT_WORDS[found.verdict]);
          }
        }
      }
    }
  }
  return verdicts;
}

interface ShownCard {
  readonly check: string;
  readonly lines: readonly (readonly [word: string, names: string])[];
}

const cardsInPage = `[...document.querySelectorAll("section > header > h4")].map((title) => ({
  check: title.textContent + " (" + title.parentElement.querySelector(":scope > span").textContent + ")",
  lines: [...title.closest("section").querySelectorAll(":scope > ul > li")].map((line) =>
    [...line.querySelectorAll(":scope > div > span")].slice(0, 2).map((part) => part.textContent.trim()),
  ),
}))`;
const boxesInPage = `[...document.querySelectorAll("table button[data-row]")].map((box) => box.textContent)`;

/** What the page shows of what is recorded. */
export async function shownVerdicts(page: Page, recorded: Verdicts): Promise<Verdicts> {
  const cards = await page.evaluate<ShownCard[]>(cardsInPage);
  const boxes = await page.evaluate<string[]>(boxesInPage);
  const shown = [...recorded.keys()].map((what): [string, string] => {
    const box = boxes.find((text) => text.startsWith(`${what}: `));
    if (box !== undefined) {
      const word = /^[a-z]+/.exec(box.slice(what.length + 2))?.[0] ?? "";
      return [what, word.toUpperCase()];
    }
    const card = cards.find(({ check }) => what.startsWith(`${check}: `));
    const property = what.slice((card?.check.length ?? 0) + 2);
    const line = card?.lines.find(
      ([, names]) => names.startsWith(property) || names.split(", ").includes(property),
    );
    return [what, line?.[0] ?? "not shown"];
  });
  return new Map(shown);
}
