/** Findings as one page that needs nothing else: no script, no network, light and dark, printable. */
import type { Verdict } from "../../engine/check/result.js";
import { coverageLines, stoppedLines } from "../../engine/report/coverage.js";
import { changedEntries, waitingSentences } from "../../engine/report/final-state.js";
import { renderTable } from "../../engine/report/render-table.js";
import { tableOf } from "../../engine/report/table.js";
import {
  VERDICT_WORDS,
  expectationMark,
  failingText,
  isFolded,
} from "../../engine/report/verdict.js";
import { escapeXml } from "./escape.js";
import { type Claim, type Finding, type Findings, shownClaims, statedClaims } from "./finding.js";
import { pageStyle } from "./page-style.js";
import {
  claimSentence,
  contrastSentences,
  decidingSentences,
  meaningSentence,
  modelFacts,
  sizeSentence,
  summarySentence,
} from "./sentences.js";
import { renderSvg } from "./svg.js";

const glyphs: Readonly<Record<Verdict, string>> = {
  holds: "\u2713",
  violated: "\u2717",
  reachable: "\u2713",
  unreachable: "\u2717",
  undecided: "?",
};

const tones: Readonly<Record<Verdict, string>> = {
  holds: "good",
  violated: "bad",
  reachable: "good",
  unreachable: "bad",
  undecided: "open",
};

/** The findings as an HTML document that ends with a newline. */
export function renderHtml(findings: Findings): string {
  const { title, notebook, chosen, overviews } = findings;
  const sections = chosen.map((finding, index) => findingSection(finding, findings, index));
  const tables = overviews.map(
    ({ cell, text }) =>
      `<section><h2>${escapeXml(`#${cell}`)}</h2><pre>${escapeXml(text.trimEnd())}</pre></section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<header><h1>${inline(title)}</h1><p class="source">${escapeXml(notebook)}</p></header>
${[...sections, ...tables].join("\n")}
</main>
</body>
</html>
`;
}

function findingSection(finding: Finding, findings: Findings, index: number): string {
  const { result } = finding;
  const claims = shownClaims(finding);
  const drawn = new Map<string, string>();
  const memory = result.memory === "sc" ? "" : ` <span class="memory">${result.memory}</span>`;
  const body =
    claims.length === 0
      ? withoutInterleaving(finding, findings)
      : claims.map((claim, i) => claimArticle(claim, findings, drawn, `f${index + 1}-${i + 1}`));
  return [
    `<section aria-labelledby="f${index + 1}">`,
    `<h2 id="f${index + 1}">${escapeXml(result.scenario)}${memory}</h2>`,
    verdictTable(finding),
    ...body,
    restsOn(finding),
    "</section>",
  ].join("\n");
}

function verdictTable(finding: Finding): string {
  const { result } = finding;
  const rows = statedClaims(finding).map((property) => {
    const notes = [
      property.failing === 0n ? null : failingText(property, result),
      expectationMark(property),
    ].filter((text) => text !== null);
    return verdictRow(property.verdict, escapeXml(property.property), escapeXml(notes.join(" ")));
  });
  for (const verdict of ["holds", "undecided"] as const) {
    const folded = result.properties.filter((each) => isFolded(each) && each.verdict === verdict);
    const names = folded.map(({ property }) => escapeXml(property)).join(", ");
    if (folded.length > 0) rows.push(verdictRow(verdict, names, ""));
  }
  return `<table class="verdicts"><caption class="unseen">Verdicts</caption><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}

function verdictRow(verdict: Verdict, name: string, figures: string): string {
  return `<tr><td>${verdictMark(verdict)}</td><th scope="row">${name}</th><td class="figures">${figures}</td></tr>`;
}

function verdictMark(verdict: Verdict): string {
  return `<span class="verdict ${tones[verdict]}"><span aria-hidden="true">${glyphs[verdict]}</span> ${VERDICT_WORDS[verdict].toLowerCase()}</span>`;
}

function withoutInterleaving(finding: Finding, { all, notebook }: Findings): string[] {
  const contrasts = statedClaims(finding).flatMap((property) => {
    const sentences = contrastSentences({ finding, property }, all);
    if (sentences.length === 0) return [];
    return [`<li>${escapeXml(`${property.property}: ${sentences.join(" ")}`)}</li>`];
  });
  return [
    `<p>${escapeXml(summarySentence(finding))}</p>`,
    ...(contrasts.length === 0 ? [] : [`<ul>${contrasts.join("\n")}</ul>`]),
    `<h3>Check it again</h3><pre class="command">${escapeXml(`heddle run ${notebook}#${finding.cell}`)}</pre>`,
  ];
}

function claimArticle(
  claim: Claim,
  { all, notebook }: Findings,
  drawn: Map<string, string>,
  id: string,
): string {
  const { property } = claim;
  const { trace, replay } = property;
  if (trace === null) return "";
  const text = renderTable(tableOf(trace), { width: 100 }).trimEnd();
  const same = drawn.get(text);
  drawn.set(text, same ?? property.property);
  const size = same === undefined ? sizeSentence(claim) : null;
  const decides = decidingSentences(claim);
  const changes = [...decides, ...contrastSentences(claim, all)];
  const picture =
    same === undefined
      ? [
          `<figure>${renderSvg({ trace, title: property.property, heading: false, notes: [], deciding: property.deciding?.[0] ?? null, id })}</figure>`,
          `<details><summary>The same as text</summary><pre>${escapeXml(text)}</pre></details>`,
        ]
      : [`<p>The interleaving is that of \u201c${escapeXml(same)}\u201d, above.</p>`];
  return [
    "<article>",
    `<p class="claim">${escapeXml(claimSentence(claim))}</p>`,
    `<p>${escapeXml(meaningSentence(property))}${size === null ? "" : ` ${escapeXml(size)}`}</p>`,
    ...picture,
    ...finalState(claim, same === undefined),
    ...(changes.length === 0
      ? []
      : [
          `<h3>What decides it</h3>`,
          `<ul>${changes.map((sentence) => `<li>${escapeXml(sentence)}</li>`).join("\n")}</ul>`,
        ]),
    ...(replay === null
      ? []
      : [
          `<h3>See it again</h3><pre class="command">${escapeXml(`heddle replay ${notebook} '${replay}'`)}</pre>`,
        ]),
    "</article>",
  ].join("\n");
}

function finalState({ property }: Claim, withValues: boolean): string[] {
  const { trace } = property;
  if (trace === null) return [];
  const waiting = property.kind === "deadlock" ? waitingSentences(trace) : [];
  const entries = withValues ? changedEntries(trace) : [];
  if (waiting.length + entries.length === 0) return [];
  const list = (items: readonly string[]) =>
    items.map((item) => `<li>${escapeXml(item)}</li>`).join("");
  return [
    "<h3>State at the end</h3>",
    ...(waiting.length === 0 ? [] : [`<ul>${list(waiting)}</ul>`]),
    ...(entries.length === 0 ? [] : [`<ul class="state">${list(entries)}</ul>`]),
  ];
}

function restsOn(finding: Finding): string {
  const facts = modelFacts(finding).filter(([name]) => name !== "memory");
  const lines = [...coverageLines(finding.result, 400), ...stoppedLines(finding.result, 400)];
  const rows = [
    ...facts,
    ...lines.map((line): [string, string] => {
      const at = line.indexOf(": ");
      return at < 0 ? ["", line] : [line.slice(0, at), line.slice(at + 2)];
    }),
  ];
  const terms = rows.map(
    ([name, value]) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd>`,
  );
  return `<h3>What this rests on</h3><dl>${terms.join("\n")}</dl>`;
}

/** A heading's text, in which only code spans keep their Markdown. */
function inline(text: string): string {
  return escapeXml(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}
