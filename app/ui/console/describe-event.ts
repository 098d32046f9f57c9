/** What happens in a notebook's runs, as lines of a log. */
import type { CheckResult } from "../../../engine/check/result.js";
import { paint } from "../../../engine/report/ansi.js";
import {
  failingText,
  foldedLines,
  isFolded,
  verdictLines,
} from "../../../engine/report/verdict.js";
import type { CellEvent } from "../../kernel/protocol.js";
import type { Notebook } from "../../notebook/notebook.js";
import { locate } from "../../notebook/locate.js";
import type { Problem } from "../../notebook/place.js";
import { styled } from "./display.js";

/** Columns before what is said of a cell's checks. */
const margin = "  ";

/** The lines that an event is worth; none for what the page alone shows. */
export function describeEvent(event: CellEvent, notebook: Notebook): string[] {
  const name = `#${event.cell}`;
  switch (event.type) {
    case "started":
      return [styled.bold(name)];
    case "result":
      return event.series === null ? resultLines(event.result) : [];
    case "matrix": {
      const { name: title, results } = event.matrix;
      const properties = results.flatMap((result) => result.properties);
      const unexpected = properties.filter(({ asExpected }) => !asExpected).length;
      const remark = unexpected === 0 ? "all as expected" : `${unexpected} not as expected`;
      return [`${margin}${title}: ${results.length} checks, ${remark}`];
    }
    case "workloads": {
      const { name: title, verdict } = event.result;
      return [`${margin}${title}: ${verdict}`];
    }
    case "console":
      return event.text
        .split("\n")
        .map((line) => `${margin}${event.level === "log" ? "" : `${event.level}: `}${line}`);
    case "value":
      return event.value.kind === "text"
        ? event.value.text.split("\n").map((line) => margin + line)
        : [];
    case "finished":
      return finishedLines(name, event, notebook);
    case "skipped":
    case "sweeping":
    case "progress":
    case "replayed":
      return [];
  }
}

function finishedLines(
  name: string,
  { outcome, ms }: Extract<CellEvent, { type: "finished" }>,
  notebook: Notebook,
): string[] {
  switch (outcome.type) {
    case "done":
      return [styled.dim(`${margin}done in ${(ms / 1000).toFixed(2)} s`)];
    case "failed":
      return outcome.problems.flatMap((problem) => problemLines(problem, notebook));
    case "blocked":
      return [`${name} was not run, because it needs #${outcome.by}`];
    case "interrupted":
      return [`${name} was interrupted`];
  }
}

/** `cell lost-update, line 12, column 5: MESSAGE` and the hint on a line of its own. */
export function problemLines({ place, message, hint }: Problem, notebook: Notebook): string[] {
  const at = place === null ? null : locate(notebook, place);
  const where = at === null ? "" : `cell ${at.cell}, line ${at.line}, column ${at.column}: `;
  return [
    `${margin}${paint("error", "bad", true)} ${where}${message}`,
    ...(hint === "" ? [] : [`${margin}  ${hint}`]),
  ];
}

function resultLines(result: CheckResult): string[] {
  const { properties, scenario, memory } = result;
  const style = { color: true, width: 100 };
  const single = properties.filter((property) => !isFolded(property));
  const folded = properties.filter((each) => isFolded(each) && each.verdict === "holds");
  return [
    `${scenario || "(unnamed scenario)"}${memory === "sc" ? "" : ` (${memory})`}`,
    ...single.flatMap((property) =>
      verdictLines(
        property,
        style,
        property.failing === 0n ? null : failingText(property, result),
      ).map((line) => margin + line),
    ),
    ...(single.length > 0 || folded.length === 0
      ? []
      : foldedLines("holds", folded, style).map((line) => margin + line)),
  ].map((line) => margin + line);
}
