import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { encodeResults } from "../notebook/results/encode.js";
import { sidecarOf } from "../notebook/results/sidecar-name.js";
import { readResults, writeResults } from "./results-files.js";

const disk = vi.hoisted(() => ({ error: null as string | null }));
vi.mock("write-file-atomic", async (original) => {
  const real = await original<{ default: (...args: unknown[]) => Promise<void> }>();
  return {
    default: (...args: unknown[]) =>
      disk.error === null
        ? real.default(...args)
        : Promise.reject(Object.assign(new Error(disk.error), { code: disk.error })),
  };
});

const empty = encodeResults(new Map());

async function notebook(sidecar: string | null): Promise<string> {
  const path = join(await scratchFolder(), "race.heddle.md");
  if (sidecar !== null) await writeFile(sidecarOf(path), sidecar);
  return path;
}
const files = (path: string) => readdir(dirname(path));

test("results are beside their notebook", () => {
  expect(sidecarOf("a.heddle.md/b.heddle.md")).toBe("a.heddle.md/b.results.json");
  expect(sidecarOf("plain.md")).toBe("plain.results.json");
});

test("a notebook without a sidecar has no results", async () => {
  const path = await notebook(null);
  expect(await readResults(path)).toBeNull();
  expect(await writeResults(path, empty)).toBeNull();
  expect(await readResults(path)).toEqual({ kind: "results", results: new Map() });
});

test("a good sidecar is replaced, leaving nothing behind", async () => {
  const path = await notebook(empty);
  expect(await writeResults(path, "new")).toBeNull();
  expect(await files(path)).toEqual(["race.results.json"]);
  expect(await readFile(sidecarOf(path), "utf8")).toBe("new");
});

test.each([
  ["damaged", "{"],
  ["newer", '{"heddleResults": 2}'],
])("a %s sidecar is kept aside under the first free name", async (kind, text) => {
  const path = await notebook(text);
  expect(await writeResults(path, text)).toBe(`race.results.json.${kind}-1`);
  expect(await writeResults(path, empty)).toBe(`race.results.json.${kind}-2`);
  expect((await files(path)).sort()).toEqual([
    "race.results.json",
    `race.results.json.${kind}-1`,
    `race.results.json.${kind}-2`,
  ]);
  expect(await readFile(`${sidecarOf(path)}.${kind}-2`, "utf8")).toBe(text);
});

test.each([
  ["ENOSPC", "the disk is full"],
  ["EROFS", "the file system is read-only"],
  ["EACCES", "the system does not allow it"],
])("when a write fails with %s everything is as it was", async (code, reason) => {
  for (const text of [empty, "{"]) {
    const path = await notebook(text);
    disk.error = code;
    await expect(writeResults(path, "new")).rejects.toThrow(
      `cannot save race.results.json: ${reason}`,
    );
    disk.error = null;
    expect(await files(path)).toEqual(["race.results.json"]);
    expect(await readFile(sidecarOf(path), "utf8")).toBe(text);
  }
});

test("a folder in the sidecar's place is told", async () => {
  const path = await notebook(null);
  await mkdir(sidecarOf(path));
  await expect(readResults(path)).rejects.toThrow(
    "cannot read race.results.json: this is a folder",
  );
});
