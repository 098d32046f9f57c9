/**
 * Bundles everything that runs: the engine as a library (`heddle`, `heddle/linux`), the command
 * line, the scripts that the kernel evaluates inside a notebook's own context, and the renderer.
 */
import { chmod, rm, writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { build as buildRenderer } from "vite";
import { workbenchConfig } from "../ui/vite.config.js";
import { engineTypes } from "./engine-types.js";

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
 * Makes `engine/linux` refer to the one copy of the engine that its context already holds instead
 * of bundling a second one.
 *
 * @type {import("esbuild").Plugin}
 */
const engineIsShared = {
  name: "engine-is-shared",
  setup(setup) {
    setup.onResolve({ filter: /\/index\.js$/ }, (args) => {
      const target = relative(root, resolve(args.resolveDir, args.path)).replaceAll("\\", "/");
      return target === "engine/index.js" ? { path: "heddle", external: true } : undefined;
    });
  },
};

await rm(resolve(root, "dist"), { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
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
    packages: "external",
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
    ...shared,
    entryPoints: { realm: "app/kernel/realm.ts" },
    outdir: "dist/kernel",
    format: "cjs",
    platform: "neutral",
    // A context has no timers; fast-check takes note of them when it is loaded.
    define: { setTimeout: "globalThis.setTimeout", clearTimeout: "globalThis.clearTimeout" },
  }),
  build({
    ...shared,
    entryPoints: { linux: "engine/linux/index.ts" },
    outdir: "dist/kernel",
    format: "cjs",
    platform: "neutral",
    plugins: [engineIsShared],
  }),
  buildRenderer(workbenchConfig(root)).then(async () => {
    const types = JSON.stringify(await engineTypes());
    await writeFile(resolve(root, "dist/ui/engine-types.json"), types);
  }),
]);
await chmod(resolve(root, "dist/cli.js"), 0o755);
