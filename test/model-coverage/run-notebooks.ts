/** Runs notebooks in this process, on whatever copy of the engine and the model this is built with. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import * as engine from "heddle";
import * as linux from "heddle/linux";
import { analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { type CellOutcome, compileCell } from "../../app/notebook/compile-cell.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { setHost } from "../../engine/check/host.js";

export { reachedSites } from "./notes.js";

type Main = (scope: Readonly<Record<string, unknown>>) => Promise<CellOutcome>;
type Names = Readonly<Record<string, unknown>>;

/** Runs every cell of each notebook (path of its file), one after the other. */
export async function runNotebooks(paths: readonly string[]): Promise<void> {
  setHost({ positions: false });
  for (const path of paths) await runNotebook(path);
}

async function runNotebook(path: string): Promise<void> {
  const modules: Readonly<Record<string, Names>> = { heddle: engine, "heddle/linux": linux };
  const { cells, graph } = analyseNotebook(parseNotebook(readFileSync(path, "utf8"), path));
  const defined = new Map<string, Names>();
  for (const index of graph.order) {
    const { script, reads, imports, defines } = compileCell(cells[index]);
    const scope: Record<string, unknown> = {};
    for (const name of reads) scope[name] = defined.get(name)?.[name];
    for (const { module, imported, local } of imports) {
      scope[local] = imported === null ? modules[module] : modules[module][imported];
    }
    const main = runInThisContext(script, { filename: path }) as Main;
    const outcome = await main(scope);
    for (const name of defines) defined.set(name, outcome.defines);
  }
}
