/**
 * How the renderer is built: with relative addresses, so that it works from the root of the browser
 * mode's server and under the desktop's own scheme.
 */
import { join } from "node:path";
import react from "@vitejs/plugin-react";

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
    plugins: [react()],
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
    },
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
