/** Findings as Markdown that renders on a forge: comments of issues and merge requests. */
import { coverageLines, stoppedLines } from "../../engine/report/coverage.js";
import { finalStateLines } from "../../engine/report/final-state.js";
import type { TableOptions } from "../../engine/report/layout.js";
import { renderTable } from "../../engine/report/render-table.js";
import { tableOf } from "../../engine/report/table.js";
import {
  VERDICT_WORDS,
  expectationMark,
  failingText,
  isFolded,
} from "../../engine/report/verdict.js";
import { type Claim, type Finding, type Findings, shownClaims, statedClaims } from "./finding.js";
import {
  claimSentence,
  contrastSentences,
  decidingSentences,
  meaningSentence,
  modelFacts,
  sizeSentence,
  summarySentence,
} from "./sentences.js";

/** The findings as Markdown that ends with a newline. */
export function renderMarkdown(findings: Findings, table: TableOptions = {}): string {
  const blocks = [
    ...findings.chosen.flatMap((finding) => findingBlocks(finding, findings, table)),
    ...findings.overviews.map(({ text }) => fenced(text.trimEnd(), "text")),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function findingBlocks(finding: Finding, findings: Findings, table: TableOptions): string[] {
  const claims = shownClaims(finding);
  const drawn = new Map<string, string>();
  return [
    `### ${escape(headingOf(finding))}`,
    verdictTable(finding),
    ...(claims.length === 0 ? withoutInterleaving(finding, findings) : []),
    ...claims.flatMap((claim) => claimBlocks(claim, findings, table, drawn)),
    details(finding),
  ];
}

function headingOf({ result }: Finding): string {
  return result.memory === "sc" ? result.scenario : `${result.scenario} (${result.memory})`;
}

function verdictTable(finding: Finding): string {
  const { result } = finding;
  const rows = statedClaims(finding).map((property) => {
    const word = VERDICT_WORDS[property.verdict];
    const verdict = property.verdict === "holds" ? word : `**${word}**`;
    const figures = [failingText(property, result), expectationMark(property)];
    const shown = figures.filter((text) => text !== null && property.failing !== 0n);
    return `| ${verdict} | ${cell(property.property)} | ${shown.join(" ")} |`;
  });
  for (const verdict of ["holds", "undecided"] as const) {
    const folded = result.properties.filter((each) => isFolded(each) && each.verdict === verdict);
    const names = folded.map(({ property }) => cell(property)).join(", ");
    if (folded.length > 0) rows.push(`| ${VERDICT_WORDS[verdict]} | ${names} | |`);
  }
  return ["| verdict | claim | |", "|---|---|---|", ...rows].join("\n");
}

function withoutInterleaving(finding: Finding, { all, notebook }: Findings): string[] {
  const contrasts = statedClaims(finding).flatMap((property) => {
    const sentences = contrastSentences({ finding, property }, all);
    return sentences.length === 0
      ? []
      : [`- ${escape(property.property)}: ${sentences.map(escape).join(" ")}`];
  });
  return [
    escape(summarySentence(finding)),
    ...(contrasts.length === 0 ? [] : [contrasts.join("\n")]),
    fenced(`heddle run ${notebook}#${finding.cell}`, "sh"),
  ];
}

function claimBlocks(
  claim: Claim,
  { all, notebook }: Findings,
  options: TableOptions,
  drawn: Map<string, string>,
): string[] {
  const { property } = claim;
  const { trace, replay } = property;
  if (trace === null) return [];
  const text = renderTable(tableOf(trace), { width: 100, ...options });
  const same = drawn.get(text);
  drawn.set(text, same ?? property.property);
  const size = sizeSentence(claim);
  const changes = [
    ...decidingSentences(claim).map((sentence) => `- Decides it: ${escape(sentence)}`),
    ...contrastSentences(claim, all).map((sentence) => `- ${escape(sentence)}`),
  ];
  const final = finalStateLines(property, trace, { width: 100, values: same === undefined });
  return [
    `**${VERDICT_WORDS[property.verdict]}:** ${escape(claimSentence(claim))}`,
    escape(meaningSentence(property)),
    same === undefined
      ? fenced(text.trimEnd(), "text")
      : `The interleaving is that of "${escape(same)}", above.`,
    fenced(final.join("\n"), "text"),
    ...(size === null || same !== undefined ? [] : [size]),
    ...(changes.length === 0 ? [] : [changes.join("\n")]),
    ...(replay === null ? [] : [fenced(`heddle replay ${notebook} '${replay}'`, "sh")]),
  ];
}

function details(finding: Finding): string {
  const { result } = finding;
  const facts = modelFacts(finding)
    .filter(([name]) => name === "threads" || name === "model")
    .map(([name, value]) => `${name}: ${value}`);
  const lines = [...facts, ...coverageLines(result, 100), ...stoppedLines(result, 100)];
  return [
    "<details><summary>What this rests on</summary>",
    "",
    fenced(lines.join("\n"), "text"),
    "",
    "</details>",
  ].join("\n");
}

/** A code fence with marks that the text itself does not contain. */
function fenced(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const marks = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${marks}${language}\n${text}\n${marks}`;
}

function cell(text: string): string {
  return escape(text).replace(/\|/g, "\\|");
}

/** Text that Markdown would take for markup, escaped; `@name` and `#1` must not ping anybody. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*<>~]|(?<!\w)_|_(?!\w)/g, "\\$&")
    .replace(/\]\(/g, "]\\(")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/[@#](?=\w)/g, (mark) => `${mark}<!-- -->`);
}
