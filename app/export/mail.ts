/**
 * A finding as plain text for a mailing list: printable ASCII, blanks only, no trailing blanks, the
 * same bytes every time. In the order in which a reader needs it: the claim and its verdict, what
 * it rests on, the invariant in words, the interleaving, the final state, what makes it hold, how to
 * see it again.
 */
import type { TableOptions } from "../../engine/report/layout.js";
import { ascii } from "../../engine/report/ascii.js";
import { coverageLines, stoppedLines } from "../../engine/report/coverage.js";
import { finalStateLines } from "../../engine/report/final-state.js";
import { outcomeLines } from "../../engine/report/outcomes.js";
import { replayLines } from "../../engine/report/replay-line.js";
import { tableOf } from "../../engine/report/table.js";
import { foldedLines, isFolded, verdictLines } from "../../engine/report/verdict.js";
import { WIDTH, wrap } from "../../engine/report/wrap.js";
import { type Claim, type Finding, type Findings, shownClaims, statedClaims } from "./finding.js";
import { MAIL_INDENT, mailTable } from "./mail-table.js";
import {
  claimSentence,
  contrastSentences,
  decidingSentences,
  meaningSentence,
  modelFacts,
  sizeSentence,
  summarySentence,
} from "./sentences.js";

/** How a mail is set; everything has a default. */
export interface MailOptions {
  /** Columns of prose and tables before any prefix, 40 to 200. Default 72. */
  readonly width?: number;
  /** How tables are drawn; they are indented by 2 unless this says otherwise. */
  readonly table?: Omit<TableOptions, "width">;
  /** ` * ` before each line, to paste into a source comment. Default false. */
  readonly comment?: boolean;
  /** Levels of `> ` before each line. Default 0. */
  readonly quote?: number;
}

/** Indentation of lists and tables. */
const MARGIN = " ".repeat(MAIL_INDENT);

/** The findings as text that ends with a newline. */
export function renderMail(findings: Findings, options: MailOptions = {}): string {
  const texts = [
    ...findings.chosen.map((finding) => findingLines(finding, findings, options)),
    ...findings.overviews.map(({ text }) => text.trimEnd().split("\n")),
  ];
  const lines = texts.flatMap((text, index) =>
    index === 0 ? text : ["", "-".repeat(20), "", ...text],
  );
  const { comment = false, quote = 0 } = options;
  const prefix = "> ".repeat(quote) + (comment ? " * " : "");
  return lines.map((line) => `${`${prefix}${line}`.trimEnd()}\n`).join("");
}

/** One finding, in lines of at most the given width; a replay string is never broken. */
export function findingLines(
  finding: Finding,
  { notebook, all }: Findings,
  options: MailOptions = {},
): string[] {
  const claims = shownClaims(finding);
  const writer = new Writer(notebook, all, options);
  if (claims.length === 0) writer.withoutInterleaving(finding);
  claims.forEach((claim, index) => writer.claim(claim, index === 0));
  return writer.lines();
}

class Writer {
  private readonly sections: string[][] = [];
  private readonly drawn = new Map<string, string>();
  private readonly width: number;

  constructor(
    private readonly notebook: string,
    private readonly all: readonly Finding[],
    private readonly options: MailOptions,
  ) {
    this.width = options.width ?? WIDTH;
  }

  lines(): string[] {
    return this.sections
      .filter((lines) => lines.length > 0)
      .flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  }

  claim(claim: Claim, isFirst: boolean): void {
    const { finding, property } = claim;
    this.prose(claimSentence(claim));
    if (isFirst) this.model(finding);
    this.prose(meaningSentence(property));
    this.interleaving(claim);
    this.change(claim);
    if (isFirst) this.others(finding);
    if (property.replay !== null) {
      this.sections.push(replayLines(property.replay, this.notebook, ""));
    }
  }

  withoutInterleaving(finding: Finding): void {
    this.prose(summarySentence(finding));
    this.model(finding);
    for (const property of statedClaims(finding)) {
      this.item(meaningSentence(property));
      this.change({ finding, property });
    }
    this.sections.push(stoppedLines(finding.result, this.width));
    this.sections.push([`check it again: heddle run ${this.notebook}#${finding.cell}`]);
  }

  private model(finding: Finding): void {
    const facts = modelFacts(finding).filter(([name]) => name !== "memory");
    const lines = facts.flatMap(([name, value]) =>
      wrap(ascii(`${name}: ${value}`), MARGIN, `${MARGIN}  `, this.width),
    );
    const coverage = coverageLines(finding.result, this.width - MARGIN.length);
    this.sections.push([...lines, ...coverage.map((line) => MARGIN + line)]);
    if (shownClaims(finding).length > 0)
      this.sections.push(stoppedLines(finding.result, this.width));
  }

  private interleaving(claim: Claim): void {
    const { property } = claim;
    const { trace } = property;
    if (trace === null) return;
    const table = mailTable(tableOf(trace), { ...this.options.table, width: this.width });
    const same = this.drawn.get(table);
    if (same === undefined) this.sections.push(table.trimEnd().split("\n"));
    else this.prose(`The interleaving is that of "${same}", above.`);
    this.drawn.set(table, same ?? property.property);
    const size = same === undefined ? sizeSentence(claim) : null;
    this.sections.push([
      ...finalStateLines(property, trace, { width: this.width, values: same === undefined }),
      ...(size === null ? [] : wrap(size, "", "", this.width)),
    ]);
  }

  /** What would have to change. */
  private change(claim: Claim): void {
    const [decides, ...more] = decidingSentences(claim);
    if (decides !== undefined) this.prose(`What decides it: ${decides}`);
    for (const sentence of more.slice(0, 1)) this.prose(`So does this: ${sentence}`);
    const contrasts = contrastSentences(claim, this.all);
    if (contrasts.length > 0) this.prose(contrasts.join(" "));
  }

  /** The other verdicts of the check, and how runs end. */
  private others(finding: Finding): void {
    const { result } = finding;
    const shown = new Set(shownClaims(finding).map(({ property }) => property));
    const rest = result.properties.filter((property) => !shown.has(property));
    const single = rest.filter((property) => !isFolded(property));
    const folded = rest.filter((property) => isFolded(property) && property.verdict === "holds");
    const style = { width: this.width - MARGIN.length };
    const lines = [
      ...single.flatMap((property) => verdictLines(property, style)),
      ...(folded.length === 0 ? [] : foldedLines("holds", folded, style)),
    ];
    if (lines.length > 0) {
      this.sections.push(["The same check also found:", ...lines.map((line) => MARGIN + line)]);
    }
    this.sections.push(outcomeLines(result, this.width));
  }

  private prose(text: string): void {
    this.sections.push(wrap(ascii(text), "", "", this.width));
  }

  private item(text: string): void {
    this.sections.push(wrap(ascii(text), MARGIN, `${MARGIN}  `, this.width));
  }
}
