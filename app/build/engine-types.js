/**
 * The engine's type declarations as one JSON object, text by path, for the editor: what hovers,
 * completions and diagnostics in cells are made from.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Declares what `heddle` and `heddle/linux` export, and what their declarations lead to.
 *
 * @returns {Promise<Record<string, string>>} text by path, as modules are looked up from cells
 */
export async function engineTypes() {
  const out = await mkdtemp(join(tmpdir(), "heddle-types-"));
  try {
    await promisify(execFile)(process.execPath, [
      join(root, "node_modules/@typescript/native/bin/tsc"),
      ...["--declaration", "--emitDeclarationOnly", "--stripInternal"],
      ...["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"],
      ...["--lib", "es2023", "--types", "node", "--strict", "--skipLibCheck", "--ignoreConfig"],
      ...["--rootDir", join(root, "engine"), "--outDir", out],
      join(root, "engine/index.ts"),
      join(root, "engine/linux/index.ts"),
    ]);
    /** @type {Record<string, string>} */
    const files = {};
    for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = relative(out, file).split(sep).join("/");
      files[`node_modules/heddle/${path}`] = await readFile(file, "utf8");
    }
    const fastCheck = join(root, "node_modules/fast-check/lib/fast-check.d.ts");
    files["node_modules/fast-check/index.d.ts"] = await readFile(fastCheck, "utf8");
    return files;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
