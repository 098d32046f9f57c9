/**
 * How the renderer is built: with relative addresses, so that it works from the root of the browser
 * mode's server and under the desktop's own scheme.
 */
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { oneTypeScriptWorker } from "./one-typescript-worker.js";

/**
 * The build of a page into a folder.
 *
 * @param {string} page folder of the page's index.html
 * @param {string} output folder to write to; what is in it is deleted
 * @returns {import("vite").InlineConfig}
 */
export function pageConfig(page, output) {
  return {
    configFile: false,
    root: page,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    plugins: [oneTypeScriptWorker(), react()],
    resolve: { alias: nodeOfCommander() },
    // Workers are modules, so that the page's policy needs no blob: for them.
    worker: { format: "es" },
    build: {
      outDir: output,
      emptyOutDir: true,
      target: "es2022",
      minify: true,
      // Every browser that runs this knows module preloading.
      modulePreload: { polyfill: false },
      // The content policy allows no data: scripts, and fonts are better cached as files.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      // Monaco and its TypeScript are that large, and loaded only with the first cell.
      chunkSizeWarningLimit: 8000,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  };
}

/**
 * The console parses commands with the command line's own parser, which names modules of Node.
 *
 * @returns {Record<string, string>}
 */
function nodeOfCommander() {
  const stand = (/** @type {string} */ name) =>
    join(import.meta.dirname, "console/worker/node", name);
  return {
    "node:events": "events/events.js",
    "node:process": stand("process.ts"),
    "node:fs": stand("absent.ts"),
    "node:path": stand("absent.ts"),
    "node:child_process": stand("absent.ts"),
  };
}

/**
 * The build of the workbench into `dist/ui`.
 *
 * @param {string} root top folder of the repository
 */
export function workbenchConfig(root) {
  return pageConfig(join(root, "app/ui"), join(root, "dist/ui"));
}
