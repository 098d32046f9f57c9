import { Option } from "commander";
import { parseWorkers } from "../number-option.js";

/** `--workers N`, for commands that explore. */
export function workersOption(): Option {
  const what = "cores to explore a large scenario on (default: all, up to 8)";
  return new Option("--workers <n>", what).argParser(parseWorkers);
}
