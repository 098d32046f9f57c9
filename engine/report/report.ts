/** The whole text of a check: verdicts, tables, states, counts. */
import type { CheckResult, PropertyResult } from "../check/result.js";
import { ascii } from "./ascii.js";
import { coverageLines, stoppedLines } from "./coverage.js";
import { finalStateLines } from "./final-state.js";
import type { TableOptions } from "./layout.js";
import { outcomeLines } from "./outcomes.js";
import { renderTable } from "./render-table.js";
import { replayLines } from "./replay-line.js";
import { tableOf } from "./table.js";
import {
  failingText,
  foldedLines,
  isFolded,
  simplestText,
  sizeText,
  verdictLines,
  VERDICT_WORDS,
} from "./verdict.js";
import type { VerdictStyle } from "./verdict.js";
import { wrap, WIDTH } from "./wrap.js";

/** How a report is written. */
export interface ReportOptions {
  /** Terminal colours. Default false: printable ASCII only. */
  readonly color?: boolean;
  /** Also draw the tables of witnesses that were expected. Default false. */
  readonly witnesses?: boolean;
  /** The notebook, as the reader names it in `heddle replay`. Default: only the replay string. */
  readonly notebook?: string;
  /** How tables are drawn; they are indented by 2 unless this says otherwise. */
  readonly table?: TableOptions;
}

/** Indentation of what belongs to a verdict. */
const MARGIN = "  ";

/**
 * The report of one scenario: its name, each property's verdict in declared order, under a violated
 * one its table, what failed, how simple and how frequent it is and how to replay it; then the
 * outcomes and what was explored. A witness that was expected takes one line. An interleaving that
 * breaks several properties is drawn once. Ends with a newline; two runs give the same bytes.
 */
export function renderResult(result: CheckResult, options: ReportOptions = {}): string {
  const used = result.properties.map(({ verdict }) => VERDICT_WORDS[verdict].length);
  const style: VerdictStyle = { wordWidth: Math.max(0, ...used), color: options.color ?? false };
  const drawn = new Map<string, string>();

  const blocks: string[][] = [];
  for (const property of result.properties) {
    if (!isFolded(property)) {
      blocks.push(propertyLines(property, result, options, style, drawn));
      continue;
    }
    const { verdict } = property;
    const alike = result.properties.filter((each) => isFolded(each) && each.verdict === verdict);
    if (alike[0] === property) blocks.push(foldedLines(verdict, alike, style));
  }
  const sections = [
    wrap(ascii(result.scenario) || "(unnamed scenario)"),
    joinBlocks(blocks),
    outcomeLines(result),
    stoppedLines(result),
    coverageLines(result),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Blocks of several lines are set off by blank lines, single lines follow each other. */
function joinBlocks(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, index) => {
    const before = index > 0 ? blocks[index - 1] : null;
    const apart = before !== null && (block.includes("") || before.includes(""));
    return apart ? ["", ...block] : block;
  });
}

function propertyLines(
  property: PropertyResult,
  result: CheckResult,
  options: ReportOptions,
  style: VerdictStyle,
  drawn: Map<string, string>,
): string[] {
  const { trace, replay, kind, asExpected, message } = property;
  const brief = kind === "reachable" && asExpected && options.witnesses !== true;
  if (trace === null || brief) {
    const size = sizeText(property);
    const lines = verdictLines(property, style, size === null ? null : `(${size})`);
    if (message !== null) lines.push(...wrap(ascii(message), MARGIN + MARGIN));
    return lines;
  }

  const width = WIDTH - MARGIN.length;
  const lines = [...verdictLines(property, style), ""];
  const table = renderTable(tableOf(trace), { indent: MARGIN.length, ...options.table });
  const same = drawn.get(table);
  if (same === undefined) {
    lines.push(...table.trimEnd().split("\n"), "");
    drawn.set(table, property.property);
  } else {
    lines.push(...wrap(`the interleaving of "${ascii(same)}", above`, MARGIN));
  }
  const findings = [
    ...finalStateLines(property, trace, { width, values: same === undefined }),
    ...[simplestText(property), failingText(property, result)]
      .filter((text) => text !== null)
      .flatMap((text) => wrap(text, "", "  ", width)),
  ];
  lines.push(...findings.map((line) => MARGIN + line));
  if (replay !== null) lines.push(...replayLines(replay, options.notebook ?? null, MARGIN));
  return lines;
}
