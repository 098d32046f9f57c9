/**
 * Runs one TypeScript program of this repository: `node app/build/run.js FILE [ARGUMENTS]`.
 * The program is bundled, evaluated in this process and then forgotten.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: node app/build/run.js FILE [ARGUMENTS]\n");
  process.exit(64);
}

// Inside the repository, so that packages left external resolve from node_modules.
const directory = await mkdtemp(join(root, "node_modules", ".heddle-run-"));
try {
  const outfile = join(directory, "program.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    alias: {
      heddle: resolve(root, "engine/index.ts"),
      "heddle/linux": resolve(root, "engine/linux/index.ts"),
    },
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.argv = [process.argv[0] ?? "node", file, ...rest];
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(directory, { recursive: true, force: true });
}
