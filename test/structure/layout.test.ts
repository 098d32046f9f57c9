import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, root, sources } from "./modules.js";

interface Manifest {
  readonly bin: Record<string, string>;
  readonly exports: Record<string, Record<string, string>>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;

test("what the package promises is there after a build", () => {
  const promised = [
    ...Object.values(manifest.bin),
    ...Object.values(manifest.exports).flatMap((entry) => Object.values(entry)),
  ];
  expect(promised.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(statSync(join(root, manifest.bin.heddle)).mode & 0o111).not.toBe(0);
});

test("the package resolves itself by name, with one engine behind both entries", async () => {
  const resolve = createRequire(join(root, "package.json")).resolve;
  const entry = (await import(/* @vite-ignore */ resolve("heddle"))) as Record<string, unknown>;
  expect(entry.scenario).toBeTypeOf("function");
  expect(entry.check).toBeTypeOf("function");
  expect(entry.setHost).toBeUndefined();
  const linux = readFileSync(resolve("heddle/linux"), "utf8");
  expect(linux).toMatch(/from "\.\.\/chunk-/);
});

test("versions are pinned exactly", () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = versions.filter(
    ([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test("everything that runs for users is a dependency, not a tool of development", () => {
  // What the renderer imports is part of its bundle.
  const packages = new Set(
    sources("app")
      .filter((file) => !file.includes(".test.") && !file.startsWith("app/ui/"))
      .flatMap(importsOf)
      .filter(
        ({ to, typeOnly }) => !typeOnly && !to.startsWith("node:") && !/^(app|engine)\//.test(to),
      )
      .map(({ to }) => to)
      // The desktop runs inside Electron, which brings its own module.
      .filter((name) => !name.endsWith("package.json") && name !== "electron"),
  );
  expect([...packages].filter((name) => !(name in manifest.dependencies))).toEqual([]);
});

test("source files stay small enough to read at one sitting", () => {
  const long = [...sources("app"), ...sources("test/cli"), ...sources("test/structure")]
    .map((file) => [file, readFileSync(join(root, file), "utf8").split("\n").length] as const)
    .filter(([file, lines]) => lines > (file.includes(".test.") ? 400 : 300));
  expect(long).toEqual([]);
});
