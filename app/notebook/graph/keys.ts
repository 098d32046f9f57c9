import type { Analysis, AnalysedCell } from "../analysis/analyse.js";
import { hashTexts } from "../hash.js";

/** Options that say how a cell is run, not what it finds. */
const ways: ReadonlySet<string> = new Set(["auto"]);

/** A cell's own part of its key: its tokens, its options and the imports that it uses. */
export function sourceDigest({ cell, facts, imports }: AnalysedCell): string {
  const options = [...cell.options].filter(([key]) => !ways.has(key)).map((pair) => pair.join("="));
  const names = imports.map(
    ({ module, imported, local }) => `${module} ${imported ?? "*"} ${local}`,
  );
  return hashTexts([facts.digest, "options", ...options.sort(), "imports", ...names.sort()]);
}

/**
 * The key of each cell: a hash of the engine's version and of the sources of the cell and of all
 * that it needs, types included. Two runs with equal keys find the same. Names of cells, their
 * order, comments and white space do not count. Null for a cell that needs itself.
 *
 * @param engineVersion changes with every change of the engine
 */
export function cellKeys(
  { cells, graph }: Analysis,
  engineVersion: string,
): readonly (string | null)[] {
  const digests = cells.map(sourceDigest);
  const keys = cells.map((): string | null => null);
  for (const index of graph.order) {
    const parents = graph.parents[index].map((parent) => keys[parent]);
    if (parents.includes(null)) continue;
    const types = typeClosure(cells, index).map((other) => digests[other]);
    keys[index] = hashTexts([
      engineVersion,
      digests[index],
      "values",
      ...(parents as string[]).sort(),
      "types",
      ...types.sort(),
    ]);
  }
  return keys;
}

/** The cells whose types a cell uses, directly or through other types. */
function typeClosure(cells: readonly AnalysedCell[], index: number): number[] {
  const seen = new Set<number>([index]);
  for (const cell of seen) for (const other of cells[cell].typeReads) seen.add(other);
  seen.delete(index);
  return [...seen];
}
