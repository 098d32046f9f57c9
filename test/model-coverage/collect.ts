/** Runs the bundled notebooks on a copy of the model that notes which of its steps are reached. */
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { cwd } from "node:process";
import { pathToFileURL } from "node:url";
import { type Plugin, build } from "esbuild";
import { notebookNames, notebookPath } from "../notebooks/run-notebook.js";
import type { Reached } from "./notes.js";
import type * as Program from "./run-notebooks.js";
import { type Site, sitesOf, withNotes } from "./sites.js";

/** A site and what was seen there; null when no notebook reaches it. */
export interface Covered extends Site {
  readonly reached: Reached | null;
}

const root = cwd();
const model = join(root, "engine/linux");

/** Explores every scenario of every bundled notebook. Takes seconds. */
export async function coverage(): Promise<Covered[]> {
  const files = (await readdir(model, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const sites: Site[] = [];
  const noted = new Map<string, string>();
  for (const file of files.sort()) {
    const source = await readFile(join(model, file), "utf8");
    noted.set(
      join(model, file),
      withNotes(file, source, sites.length, join(root, "test/model-coverage/notes.ts")),
    );
    sites.push(...sitesOf(file, source));
  }
  const reached = await runOn(noted);
  return sites.map((site, i) => ({ ...site, reached: reached.get(i) ?? null }));
}

/** Runs the notebooks with some source files replaced; what was noted meanwhile. */
async function runOn(replaced: ReadonlyMap<string, string>): Promise<ReadonlyMap<number, Reached>> {
  const replace: Plugin = {
    name: "replace-sources",
    setup(builds) {
      builds.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = replaced.get(path);
        return contents === undefined ? undefined : { contents, loader: "ts" };
      });
    },
  };
  // Inside the repository, so that packages left external resolve from node_modules.
  const directory = await mkdtemp(join(root, "node_modules", ".heddle-coverage-"));
  try {
    const outfile = join(directory, "program.mjs");
    await build({
      absWorkingDir: root,
      entryPoints: ["test/model-coverage/run-notebooks.ts"],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20.19",
      packages: "external",
      alias: {
        heddle: join(root, "engine/index.ts"),
        "heddle/linux": join(model, "index.ts"),
      },
      plugins: [replace],
      logLevel: "warning",
    });
    const program = (await import(pathToFileURL(outfile).href)) as typeof Program;
    await program.runNotebooks(notebookNames().map(notebookPath));
    return program.reachedSites();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
