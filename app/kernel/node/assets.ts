import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Absolute path of a built file, for example `kernel/realm.js`. Found by walking up from this
 * module, which may itself be built (`dist/...`) or run from source.
 *
 * @throws Error when the project has not been built
 */
export function builtFile(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, "dist", name);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) {
      throw new Error(`dist/${name} is missing; run: npm run build`);
    }
  }
}
