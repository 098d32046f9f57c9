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

type CellFunction = (scope: object) => Promise<CellOutcome>;

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  heddle: engine,
  "heddle/linux": linux,
};

/** Runs every cell of each notebook (path of its file), one after the other. */
export async function runNotebooks(paths: readonly string[]): Promise<void> {
  setHost({ positions: false });
  for (const path of paths) {
    const { cells, graph } = analyseNotebook(parseNotebook(readFileSync(path, "utf8"), path));
    const scope: Record<string, unknown> = {};
    for (const index of graph.order) {
      const { imports, script } = compileCell(cells[index]);
      for (const { module, imported, local } of imports) {
        scope[local] = imported === null ? modules[module] : modules[module][imported];
      }
      const run = runInThisContext(script, { filename: path }) as CellFunction;
      const { defines } = await run(scope);
      for (const name of Object.keys(defines)) scope[name] = defines[name];
    }
  }
}
