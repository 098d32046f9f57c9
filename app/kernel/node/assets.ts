import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Absolute path of the folder that the project is in, built or installed: the one with `dist`. Found
 * by walking up from this module, which may itself be built (`dist/...`) or run from source.
 *
 * @throws Error when the project has not been built
 */
export function projectFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "dist"))) return folder;
    if (folder === dirname(folder)) throw missing("dist");
  }
}

/**
 * Absolute path of a built file, for example `kernel/realm.js`.
 *
 * @throws Error when it has not been built
 */
export function builtFile(name: string): string {
  const file = join(projectFolder(), "dist", name);
  if (!existsSync(file)) throw missing(`dist/${name}`);
  return file;
}

function missing(what: string): Error {
  return new Error(`${what} is missing; run: npm run build`);
}
