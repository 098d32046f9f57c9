import { readFileSync } from "node:fs";
import { builtFile } from "./assets.js";

/**
 * The version of the engine for keys of results: a hash of its built code, so that a changed engine
 * never shows earlier results as current, whoever forgot to count up what.
 */
export function engineVersion(): string {
  const text = readFileSync(builtFile("engine/version.json"), "utf8");
  return (JSON.parse(text) as { readonly engineVersion: string }).engineVersion;
}
