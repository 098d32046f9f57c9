import { readFileSync } from "node:fs";
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { builtFile } from "./assets.js";

/** What the build notes about the engine. */
interface Built {
  readonly engineVersion: string;
  readonly exports: ModuleExports;
}

/**
 * The version of the engine for keys of results: a hash of its built code, so that a changed engine
 * never shows earlier results as current, whoever forgot to count up what.
 */
export function engineVersion(): string {
  return built().engineVersion;
}

/** The names that cells can import. */
export function engineExports(): ModuleExports {
  return built().exports;
}

function built(): Built {
  return JSON.parse(readFileSync(builtFile("engine/version.json"), "utf8")) as Built;
}
