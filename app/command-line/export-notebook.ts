import type { HeaderStyle } from "../../engine/report/layout.js";
import { type Finding, type Findings, drawnClaims } from "../export/finding.js";
import { renderHtml } from "../export/html.js";
import { renderJson } from "../export/json.js";
import { type MailOptions, renderMail } from "../export/mail.js";
import { renderMarkdown } from "../export/markdown.js";
import { pictureOf, renderSvg } from "../export/svg.js";
import { renderVitest } from "../export/vitest.js";
import { type Collected, collectFindings } from "./collect-findings.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { type ReplyOptions, replyTo } from "./compose-reply.js";
import type { Screen, Surroundings } from "./surroundings.js";
import { parseTarget } from "./target.js";

/** The forms of export; each is a switch of `heddle export`. */
export const exportForms = ["mail", "eml", "md", "html", "svg", "json", "vitest"] as const;
export type ExportForm = (typeof exportForms)[number];

/** Options of `heddle export`, as parsed from the command line. */
export interface ExportOptions
  extends Omit<ReplyOptions, "now">, Partial<Record<ExportForm, boolean>> {
  readonly output?: string;
  readonly scenario?: string;
  readonly header?: HeaderStyle;
  readonly underline?: boolean;
  readonly roleRow?: boolean;
  readonly steps?: boolean;
  readonly indent?: number;
  readonly width?: number;
  readonly comment?: boolean;
  readonly quote?: number;
}

/**
 * Runs a notebook and writes what it found in the form that was asked for.
 *
 * @throws CommandError for a bad command line or notebook, and when there is nothing to export
 */
export async function exportNotebook(
  file: string,
  options: ExportOptions,
  around: Surroundings,
): Promise<ExitCode> {
  const form = formOf(options);
  const target = parseTarget(file, undefined);
  const collected = await collectFindings(target, around);
  const isData = form === "json" || form === "vitest";
  const findings = choose(collected, target.cell, options.scenario, isData);
  const text = await render(form, findings, collected, target.cell, options, around);
  await around.files.writeOutput(options.output, text, target.file);
  return exitCode.asExpected;
}

function formOf(options: ExportOptions): ExportForm {
  const given = exportForms.filter((form) => options[form] === true);
  if (given.length === 1) return given[0];
  const all = exportForms.map((form) => `--${form}`);
  const what = given.length === 0 ? "say what to export to" : "export to one form at a time";
  throw new CommandError(exitCode.usage, `${what}\n  The forms are ${all.join(", ")}.`);
}

/**
 * The findings of the cell (or of all), of a scenario if one is named. The checks of a sweep that are
 * as expected are in its matrix; only data wants them one by one too.
 */
function choose(
  collected: Collected,
  cell: string | null,
  scenario: string | undefined,
  isData: boolean,
): Findings {
  const { path: notebook, title, findings: all } = collected;
  const here = all.filter((finding) => cell === null || finding.cell === cell);
  const wanted = scenario?.toLowerCase();
  const chosen = here.filter(({ result, isSwept }) => {
    if (wanted !== undefined) return result.scenario.toLowerCase().includes(wanted);
    return isData || !isSwept || result.properties.some(({ asExpected }) => !asExpected);
  });
  const overviews = collected.overviews.filter(
    (overview) => wanted === undefined && (cell === null || overview.cell === cell),
  );
  if (chosen.length === 0 && overviews.length === 0) {
    const names = here.map(({ result }) => `"${result.scenario}"`);
    throw new CommandError(
      exitCode.usage,
      names.length === 0
        ? `${notebook}${cell === null ? "" : `#${cell}`} checks nothing, so there is nothing to export\n` +
            "  Name a cell with a check, or the whole notebook."
        : `${notebook}: no scenario is called "${scenario ?? ""}"\n  The scenarios are ${[...new Set(names)].join(", ")}.`,
    );
  }
  return { notebook, title, chosen, overviews, all };
}

async function render(
  form: ExportForm,
  findings: Findings,
  collected: Collected,
  cell: string | null,
  options: ExportOptions,
  { stderr, now }: Surroundings,
): Promise<string> {
  switch (form) {
    case "mail":
      return renderMail(findings, mailOptions(options));
    case "eml":
      return replyTo(collected, findings, cell, mailOptions(options), { now, ...options });
    case "md":
      return renderMarkdown(findings, tableOptions(options));
    case "html":
      return renderHtml(findings);
    case "svg":
      return renderSvg(pictureOf(onlyPicture(findings.chosen, stderr)));
    case "json":
      return renderJson(findings);
    case "vitest":
      return renderVitest(findings, collected.analysis);
  }
}

/** The first interleaving; the others are named, so that one can be asked for. */
function onlyPicture(chosen: readonly Finding[], stderr: Screen) {
  const drawn = chosen.flatMap((finding) => drawnClaims(finding).slice(0, 1));
  if (drawn.length === 0) {
    throw new CommandError(
      exitCode.usage,
      "there is no interleaving to draw: everything holds\n  Use --mail, --md or --html.",
    );
  }
  if (drawn.length > 1) {
    const names = drawn.slice(1).map(({ finding }) => `  ${finding.result.scenario}`);
    stderr.write(
      `drawn: ${drawn[0].finding.result.scenario}\n` +
        `For another, give its name to --scenario:\n${names.join("\n")}\n`,
    );
  }
  return drawn[0];
}

function tableOptions({ header, underline, roleRow, steps, indent, width }: ExportOptions) {
  return {
    ...(header === undefined ? {} : { header }),
    ...(underline === undefined ? {} : { underline }),
    ...(roleRow === undefined ? {} : { roleRow }),
    ...(steps === true ? { form: "steps" as const } : {}),
    ...(indent === undefined ? {} : { indent }),
    ...(width === undefined ? {} : { width }),
  };
}

function mailOptions(options: ExportOptions): MailOptions {
  const { width, comment, quote } = options;
  return {
    table: tableOptions(options),
    ...(width === undefined ? {} : { width }),
    ...(comment === undefined ? {} : { comment }),
    ...(quote === undefined ? {} : { quote }),
  };
}
