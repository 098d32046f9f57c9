/** Runs notebooks in this process, on whatever copy of the engine and the model this is built with. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import * as engine from "heddle";
import * as linux from "heddle/linux";
import { compileNotebook } from "../../app/notebook/compile.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { setHost } from "../../engine/check/host.js";

export { reachedSites } from "./notes.js";

type Main = (begin: () => Promise<void>, modules: object) => Promise<void>;

/** Runs every cell of each notebook (path of its file), one after the other. */
export async function runNotebooks(paths: readonly string[]): Promise<void> {
  setHost({ positions: false });
  for (const path of paths) {
    const { script } = compileNotebook(parseNotebook(readFileSync(path, "utf8"), path), null);
    const main = runInThisContext(script, { filename: path }) as Main;
    await main(() => Promise.resolve(), { heddle: engine, "heddle/linux": linux });
  }
}
