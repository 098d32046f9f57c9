import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";

/** Declarations of classes at the top level of a module: TypeScript's, and those of bundlers. */
const declaration =
  /^(?:export )?(?:default )?(?:abstract )?class (\w+)|^(?:const|let|var) (\w+) = class\b/gm;

/**
 * Makes every module with classes hand them to `app/kernel/confine/classes.ts`, so that the kernel
 * can freeze them all.
 *
 * @param {string} root folder of the repository
 * @returns {import("esbuild").Plugin}
 */
export function noteClasses(root) {
  const registry = JSON.stringify(resolve(root, "app/kernel/confine/classes.ts"));
  return {
    name: "note-classes",
    setup(setup) {
      setup.onLoad({ filter: /\.(?:ts|m?js)$/ }, async ({ path }) => {
        const code = await readFile(path, "utf8");
        const names = [...code.matchAll(declaration)].map((match) => match[1] ?? match[2]);
        if (names.length === 0) return undefined;
        const contents = `${code}\nimport { note as noteClasses } from ${registry};\nnoteClasses(${names.join(", ")});\n`;
        return { contents, loader: extname(path) === ".ts" ? "ts" : "js" };
      });
    },
  };
}
