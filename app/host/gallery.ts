/** The notebooks that come with Heddle, as their index (`notebooks/README.md`) lists them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GalleryEntry } from "./contract.js";
import { lanePictureOf } from "../notebook/results/lane-picture.js";
import { tallyResults } from "../notebook/results/tally.js";
import { HostError } from "./problem.js";
import { sidecarOf } from "../notebook/results/sidecar-name.js";
import { readResults } from "./results-files.js";
import { readIfThere } from "./write-whole.js";

/** One line of the index. */
export interface IndexLine {
  readonly section: string;
  /** File name. */
  readonly name: string;
  /** The text behind the link, on one line. */
  readonly text: string;
}

/** Reads the index: `## Section` headings and `- [name](file): text` items. */
export function parseIndex(markdown: string): IndexLine[] {
  const lines: { section: string; name: string; text: string }[] = [];
  let section = "";
  let item: { section: string; name: string; text: string } | null = null;
  for (const line of markdown.split(/\r?\n/)) {
    const heading = /^## +(.*\S)/.exec(line);
    const bullet = /^- \[[^\]]*\]\(([^)/]+\.heddle\.md)\):\s*(.*)$/.exec(line);
    if (heading !== null) [section, item] = [heading[1], null];
    else if (bullet !== null) {
      item = { section, name: bullet[1], text: bullet[2].trim() };
      lines.push(item);
    } else if (item !== null && /^ +\S/.test(line)) item.text += ` ${line.trim()}`;
    else item = null;
  }
  return lines;
}

/** Lists the gallery; a notebook that stands in two sections is listed once. */
export async function listGallery(folder: string): Promise<GalleryEntry[]> {
  const index = await readIfThere(join(folder, "README.md"), "cannot read the gallery");
  const seen = new Set<string>();
  const lines = parseIndex(index ?? "").filter(({ name }) => !seen.has(name) && seen.add(name));
  const entries = await Promise.all(
    lines.map(async ({ section, name, text }) => {
      const notebook = await readIfThere(join(folder, name), `cannot read ${name}`);
      if (notebook === null) return null;
      const title = /^# +(.*\S)/m.exec(notebook)?.[1] ?? name;
      const decoded = await readResults(join(folder, name));
      const results = decoded?.kind === "results" ? decoded.results : null;
      const verdicts = results === null ? null : tallyResults(results);
      const lanes = results === null ? null : lanePictureOf(results);
      return { name, title, answer: answerIn(text), section, verdicts, lanes };
    }),
  );
  return entries.filter((entry) => entry !== null);
}

/** An index text without its question, which the title asks too, and without Markdown's marks. */
export function answerIn(text: string): string {
  const answer = text.slice(text.indexOf("?") + 1).trim();
  return answer.replaceAll("`", "");
}

/** A bundled notebook and its recorded results. */
export async function readFromGallery(
  folder: string,
  name: string,
): Promise<{ text: string; results: string | null }> {
  // The name comes from a renderer: only what the index lists is read.
  const listed = parseIndex(await readFile(join(folder, "README.md"), "utf8"));
  if (!listed.some((line) => line.name === name)) {
    throw new HostError("not-found", `there is no bundled notebook ${name}`);
  }
  const results = sidecarOf(name);
  return {
    text: await readFile(join(folder, name), "utf8"),
    results: await readIfThere(join(folder, results), `cannot read ${results}`),
  };
}
