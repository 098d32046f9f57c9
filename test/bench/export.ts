/** How long the findings of a notebook take to export, once it has run. */
import { shellSurroundings } from "../../app/cli/shell-surroundings.js";
import { collectFindings } from "../../app/command-line/collect-findings.js";
import type { Findings } from "../../app/export/finding.js";
import { renderHtml } from "../../app/export/html.js";
import { renderJson } from "../../app/export/json.js";
import { renderMail } from "../../app/export/mail.js";
import { renderMarkdown } from "../../app/export/markdown.js";
import { pictureOf, renderSvg } from "../../app/export/svg.js";
import { drawnClaims } from "../../app/export/finding.js";
import { renderVitest } from "../../app/export/vitest.js";
import { type Measurement, measure } from "./measure.js";

/** Every form, for all findings of the largest bundled notebook together. */
export async function exportsOf(): Promise<Measurement[]> {
  const file = "notebooks/khugepaged-writers.heddle.md";
  const { path, title, findings, overviews, analysis } = await collectFindings(
    { file, cell: null },
    shellSurroundings(),
  );
  const all: Findings = { notebook: path, title, chosen: findings, overviews, all: findings };
  const forms: Readonly<Record<string, () => string>> = {
    mail: () => renderMail(all),
    md: () => renderMarkdown(all),
    html: () => renderHtml(all),
    svg: () => findings.flatMap(drawnClaims).map(pictureOf).map(renderSvg).join(""),
    json: () => renderJson(all),
    vitest: () => renderVitest(all, analysis),
  };
  return Object.entries(forms).map(([form, render]) =>
    measure(
      `export --${form}`,
      () => ({ findings: findings.length, characters: render().length }),
      "findings",
      5,
    ),
  );
}
