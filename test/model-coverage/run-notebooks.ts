/** Runs notebooks in this process, on whatever copy of the engine and the model this is built with. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import * as engine from "heddle";
import * as linux from "heddle/linux";
import { analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { compileCell } from "../../app/notebook/compile-cell.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { setHost } from "../../engine/check/host.js";

export { reachedSites } from "./notes.js";

type Scope = Record<string, unknown>;
type Main = (scope: Scope) => Promise<{ readonly defines: Scope }>;

const modules: Readonly<Record<string, Scope>> = { heddle: engine, "heddle/linux": linux };

/** Runs every cell of each notebook (path of its file), one after the other. */
export async function runNotebooks(paths: readonly string[]): Promise<void> {
  setHost({ positions: false });
  for (const path of paths) {
    const { cells, graph } = analyseNotebook(parseNotebook(readFileSync(path, "utf8"), path));
    const defined: Scope = {};
    for (const index of graph.order) {
      const { script, imports } = compileCell(cells[index]);
      const main = runInThisContext(script, { filename: path }) as Main;
      const scope = { ...defined };
      for (const { local, module, imported } of imports) {
        scope[local] = imported === null ? modules[module] : modules[module][imported];
      }
      const { defines } = await main(scope);
      for (const [name, value] of Object.entries(defines)) defined[name] = value;
    }
  }
}
