import type { PageBench } from "./bench-page.js";

/** One thing to measure in the page. */
export interface PageMeasure {
  readonly name: string;
  readonly unit: "ms" | "MB" | "fps";
  /** What is promised. */
  readonly limit: number;
  /** Whether the limit is the most that the value may be; else the least. */
  readonly most: boolean;
  readonly run: (bench: PageBench) => Promise<number>;
}

/** A measured value. */
export interface PageFigure extends Omit<PageMeasure, "run"> {
  readonly value: number;
}
