/**
 * Bundles everything that runs: the engine as a library (`heddle`, `heddle/linux`), the command
 * line, the scripts that the kernel evaluates inside a notebook's own context, in Node
 * (`dist/kernel`) and in a browser (`dist/web/kernel.js`), and the renderer.
 */
import { createHash } from "node:crypto";
import { chmod, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { build as buildRenderer } from "vite";
import { workbenchConfig } from "../ui/vite.config.js";
import { engineTypes } from "./engine-types.js";
import { noteClasses } from "./note-classes.js";
import { requireTypeScript } from "./require-typescript.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  target: "es2022",
  logLevel: "warning",
  charset: "utf8",
  legalComments: "none",
};

/**
 * What is evaluated in a notebook's context, which has no timers; fast-check takes note of them when
 * it is loaded.
 *
 * @type {import("esbuild").BuildOptions}
 */
const kernel = {
  ...shared,
  platform: "neutral",
  define: { setTimeout: "globalThis.setTimeout", clearTimeout: "globalThis.clearTimeout" },
};

await rm(resolve(root, "dist"), { recursive: true, force: true });
const [engine] = await Promise.all([
  build({
    ...shared,
    metafile: true,
    entryPoints: { index: "engine/index.ts", "linux/index": "engine/linux/index.ts" },
    outdir: "dist/engine",
    format: "esm",
    splitting: true,
    platform: "neutral",
  }),
  build({
    ...shared,
    entryPoints: { cli: "app/cli/main.ts", worker: "app/kernel/node/worker.ts" },
    outdir: "dist",
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node20.19",
    plugins: [requireTypeScript()],
  }),
  build({
    ...shared,
    entryPoints: { main: "app/desktop/main.ts" },
    outdir: "dist/desktop",
    format: "esm",
    platform: "node",
    target: "node20.19",
    // Whole, so that the packed program needs no packages beside it; some are CommonJS.
    external: ["electron"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  }),
  build({
    ...shared,
    // A sandboxed preload script is one file of CommonJS.
    entryPoints: { preload: "app/desktop/preload.ts" },
    outdir: "dist/desktop",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    target: "node20.19",
    external: ["electron"],
  }),
  build({
    ...kernel,
    entryPoints: { realm: "app/kernel/realm.ts" },
    outdir: "dist/kernel",
    format: "cjs",
    plugins: [noteClasses(root)],
  }),
  build({
    ...kernel,
    entryPoints: { kernel: "app/kernel/web/worker.ts" },
    outdir: "dist/web",
    format: "iife",
    minify: true,
    keepNames: true,
    plugins: [noteClasses(root)],
  }),
  buildRenderer(workbenchConfig(root)).then(async () => {
    const types = JSON.stringify(await engineTypes());
    await writeFile(resolve(root, "dist/ui/engine-types.json"), types);
  }),
]);
const { outputs } = engine.metafile;
const version = {
  engineVersion: await hashOfFolder(resolve(root, "dist/engine")),
  exports: {
    heddle: outputs["dist/engine/index.js"].exports,
    "heddle/linux": outputs["dist/engine/linux/index.js"].exports,
  },
};
for (const file of ["dist/engine/version.json", "dist/ui/engine-version.json"]) {
  await writeFile(resolve(root, file), `${JSON.stringify(version)}\n`);
}
await chmod(resolve(root, "dist/cli.js"), 0o755);

/**
 * A hash of all scripts of a folder, by name and content.
 *
 * @param {string} folder
 * @returns {Promise<string>} 16 hexadecimal digits
 */
async function hashOfFolder(folder) {
  const hash = createHash("sha256");
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((one) => one.endsWith(".js")).sort()) {
    hash.update(`${name.replaceAll("\\", "/")}\n`).update(await readFile(resolve(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
