/**
 * The packed program, made by electron-builder from the real configuration around a stand-in for
 * Electron's binary: what is in it, and that the binary's fuses are set.
 */
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createPackage, extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
/** By this text the tool finds the fuses in a binary; see Electron's documentation of fuses. */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** A fuse in the wire is a digit. */
const [off, on] = ["0", "1"].map((digit) => digit.charCodeAt(0));

/** A folder that looks like Electron's distribution for Linux, with all fuses as delivered. */
async function standInDistribution(folder: string): Promise<string> {
  const dist = join(folder, "electron");
  await mkdir(join(dist, "resources"), { recursive: true });
  const count = Object.values(FuseV1Options).filter((each) => typeof each === "number").length;
  const wire = Buffer.from([1, count, ...Buffer.from("1".repeat(count))]);
  const binary = Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n${sentinel}`), wire]);
  await writeFile(join(dist, "electron"), binary);
  await chmod(join(dist, "electron"), 0o755);
  await writeFile(join(dist, "version"), manifest.devDependencies.electron);
  await writeFile(join(dist, "LICENSE"), "");
  const app = join(folder, "default-app");
  await mkdir(app);
  await writeFile(join(app, "package.json"), "{}");
  await createPackage(app, join(dist, "resources", "default_app.asar"));
  return dist;
}

describe("packed for Linux", () => {
  let folder = "";
  let packed = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "heddle-packing-"));
    const dist = await standInDistribution(folder);
    const program = join(root, "node_modules/electron-builder/cli.js");
    await promisify(execFile)(
      process.execPath,
      [
        ...[program, "--linux", "dir", "--publish", "never"],
        ...[`-c.electronDist=${dist}`, `-c.directories.output=${join(folder, "out")}`],
      ],
      { cwd: root },
    );
    packed = join(folder, "out", "linux-unpacked");
  }, 240_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("the archive holds the built program, the notebooks, and nothing else", () => {
    const files = listPackage(join(packed, "resources/app.asar"), { isPack: false });
    for (const file of [
      "/package.json",
      "/dist/desktop/main.js",
      "/dist/desktop/preload.cjs",
      "/dist/ui/index.html",
      "/notebooks/README.md",
      "/notebooks/khugepaged-writers.heddle.md",
    ]) {
      expect(files).toContain(file);
    }
    expect(files.some((file) => file.startsWith("/dist/web/"))).toBe(true);
    const tops = new Set(files.map((file) => file.split("/")[1]));
    expect([...tops].sort()).toEqual(["LICENSE", "dist", "notebooks", "package.json"]);
    expect(files.filter((file) => /\.test\.|\/app\/|\.ts$/.test(file))).toEqual([]);
  });

  test("it starts with the main script and needs no packages", () => {
    const archive = join(packed, "resources/app.asar");
    const packedManifest = JSON.parse(extractFile(archive, "package.json").toString()) as {
      main: string;
    };
    expect(packedManifest.main).toBe("dist/desktop/main.js");
    const main = extractFile(archive, "dist/desktop/main.js").toString();
    const imports = [...main.matchAll(/^import .*? from "([^"]+)";$/gm)].map(([, name]) => name);
    expect(imports.filter((name) => name !== "electron" && !isBuiltin(name))).toEqual([]);
    expect(imports).toContain("electron");
  });

  test("the binary's fuses allow what the workbench needs and nothing else", async () => {
    const wire = await getCurrentFuseWire(join(packed, "heddle"));
    expect(wire[FuseV1Options.RunAsNode]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
  });
});

test("the configuration makes an installer of each kind for each system", async () => {
  const config = await readFile(join(root, "electron-builder.yml"), "utf8");
  for (const target of ["AppImage", "deb", "dmg", "zip", "nsis"]) {
    expect(config).toContain(`    - ${target}\n`);
  }
  // Addresses that nobody answers at are worse than none.
  expect(config).not.toMatch(/https?:|@/);
});
