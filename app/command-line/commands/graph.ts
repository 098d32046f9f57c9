import { Command } from "commander";
import type { GraphOptions } from "../show-graph.js";
import type { Place } from "./place.js";

const examples = `
Cells hang together by the names that they define and read. Under each cell stand those that read
from it; a change of the cell makes them stale.

Examples:
  $ heddle graph race.heddle.md
  $ heddle graph race.heddle.md --dot | dot -Tsvg > race.svg`;

/** `heddle graph FILE`. */
export function graphCommand({ load, finish }: Place): Command {
  return new Command("graph")
    .summary("show which cell needs which")
    .description("Shows the dataflow graph of a notebook, without running anything.")
    .argument("<file>", "the notebook, *.heddle.md")
    .option("--dot", "print it for Graphviz")
    .option("--json", "print one JSON object, cells in dataflow order")
    .addHelpText("after", examples)
    .action(async (file: string, options: GraphOptions) => {
      const { showGraph } = await import("../show-graph.js");
      finish(await showGraph(file, options, await load()));
    });
}
