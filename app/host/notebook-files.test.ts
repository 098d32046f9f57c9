import { chmod, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { isWritable, readNotebook, saveNotebook } from "./notebook-files.js";
import { revisionOf } from "./revision.js";
import { scratchFolder } from "../../test/scratch-folder.js";

const disk = vi.hoisted(() => ({ full: false }));
vi.mock("write-file-atomic", async (original) => {
  const real = await original<{ default: (...args: unknown[]) => Promise<void> }>();
  return {
    default: (...args: unknown[]) =>
      disk.full
        ? Promise.reject(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" }))
        : real.default(...args),
  };
});

async function file(text: string | Uint8Array): Promise<string> {
  const path = join(await scratchFolder(), "race.heddle.md");
  await writeFile(path, text);
  return path;
}

test("what is read is what is saved, byte order mark and line ends included", async () => {
  const text = "\uFEFF# A\r\nb\rc\n\n";
  const path = await file(text);
  expect(await readNotebook(path)).toBe(text);
  await saveNotebook({ path, text, over: revisionOf(text) });
  expect(await readFile(path, "utf8")).toBe(text);
});

test("a file that somebody else changed is not written over", async () => {
  const path = await file("theirs");
  const outcome = await saveNotebook({ path, text: "ours", over: revisionOf("before") });
  expect(outcome).toEqual({ kind: "changed", text: "theirs", revision: revisionOf("theirs") });
  expect(await readFile(path, "utf8")).toBe("theirs");
});

test("the same change by somebody else is no conflict", async () => {
  const path = await file("same");
  const outcome = await saveNotebook({ path, text: "same", over: revisionOf("before") });
  expect(outcome.kind).toBe("saved");
});

test("a deleted file is told, and written when that is wanted", async () => {
  const path = join(await scratchFolder(), "gone.heddle.md");
  expect(await saveNotebook({ path, text: "x", over: revisionOf("x") })).toEqual({
    kind: "deleted",
  });
  expect((await saveNotebook({ path, text: "x", over: null })).kind).toBe("saved");
});

test("a full disk is said in words and costs nothing", async () => {
  const path = await file("old");
  disk.full = true;
  try {
    await expect(
      saveNotebook({ path, text: "new", over: revisionOf("old") }),
    ).rejects.toMatchObject({
      code: "disk-full",
      message: "cannot save race.heddle.md: the disk is full",
    });
  } finally {
    disk.full = false;
  }
  expect(await readFile(path, "utf8")).toBe("old");
});

test("saving leaves no other file behind and keeps the permissions", async () => {
  const path = await file("old");
  await chmod(path, 0o640);
  await saveNotebook({ path, text: "new", over: null });
  expect(await readdir(join(path, ".."))).toEqual(["race.heddle.md"]);
  expect((await stat(path)).mode & 0o777).toBe(0o640);
});

test("what is not text is refused with its line", async () => {
  const path = await file(Uint8Array.from([0x61, 0x0a, 0xff, 0xfe]));
  await expect(readNotebook(path)).rejects.toMatchObject({
    code: "not-text",
    message: "cannot open race.heddle.md: the file is not UTF-8 text (line 2)",
  });
});

test("a file that is not there is named", async () => {
  await expect(readNotebook("/nowhere/x.heddle.md")).rejects.toMatchObject({
    code: "not-found",
    message: "cannot open x.heddle.md: there is no such file",
  });
});

test("a file that is there can be written", async () => {
  expect(await isWritable(await file(""))).toBe(true);
  expect(await isWritable("/nowhere/x.heddle.md")).toBe(false);
});
