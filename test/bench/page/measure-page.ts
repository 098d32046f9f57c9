/** `npm run bench -- page`: what the user of the workbench waits for, each beside its limit. */
import { withPageBench } from "./bench-page.js";
import { editing } from "./editing.js";
import { opening } from "./opening.js";
import { results } from "./results.js";
import type { PageFigure, PageMeasure } from "./page-measure.js";

/** All of them, in the order of the table. */
const measures: readonly PageMeasure[] = [...opening, ...editing, ...results];

/** Measures all; told of each figure when it is there. */
export function measurePage(onFigure: (figure: PageFigure) => void): Promise<PageFigure[]> {
  return withPageBench(async (bench) => {
    const figures: PageFigure[] = [];
    for (const { run, ...what } of measures) {
      const figure = { ...what, value: await run(bench) };
      figures.push(figure);
      onFigure(figure);
    }
    return figures;
  });
}

/** A figure as a line of the table. */
export function pageLine({ name, value, unit, limit, most }: PageFigure): string {
  const met = most ? value <= limit : value >= limit;
  const shown = value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US");
  const wanted = `${most ? "<=" : ">="} ${limit.toLocaleString("en-US")} ${unit}`;
  return `${name.padEnd(52)}${shown.padStart(7)} ${unit.padEnd(4)} ${wanted.padEnd(12)}${met ? "" : " MISSED"}\n`;
}
