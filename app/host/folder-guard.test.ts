import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { anywhere, isInside, within } from "./folder-guard.js";
import { scratchFolder } from "../../test/scratch-folder.js";

test("a path inside of the folder is resolved, whether the file is there or not", async () => {
  const folder = await scratchFolder();
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "sub", "a.heddle.md"), "");
  const guard = await within(folder);
  expect(await guard.resolve("sub/a.heddle.md")).toBe(join(folder, "sub", "a.heddle.md"));
  expect(await guard.resolve(join(folder, "new.heddle.md"))).toBe(join(folder, "new.heddle.md"));
});

test.each(["../secret", "/etc/passwd", "sub/../../secret", "..", "a\0b"])(
  "%j is outside",
  async (path) => {
    const guard = await within(await scratchFolder());
    await expect(guard.resolve(path)).rejects.toMatchObject({ code: "outside" });
  },
);

test("no link leads out: neither a file, nor a folder, nor a dangling one", async () => {
  const folder = await scratchFolder();
  const elsewhere = await scratchFolder();
  await writeFile(join(elsewhere, "secret"), "");
  await symlink(join(elsewhere, "secret"), join(folder, "file"));
  await symlink(elsewhere, join(folder, "folder"));
  await symlink(join(elsewhere, "not-yet"), join(folder, "dangling"));
  const guard = await within(folder);
  for (const path of ["file", "folder", "folder/secret", "folder/new"]) {
    await expect(guard.resolve(path)).rejects.toMatchObject({ code: "outside" });
  }
  // Saving replaces the link itself.
  expect(await guard.resolve("dangling")).toBe(join(folder, "dangling"));
});

test("a link inside of the folder may be followed", async () => {
  const folder = await scratchFolder();
  await writeFile(join(folder, "real"), "");
  await symlink(join(folder, "real"), join(folder, "link"));
  expect(await (await within(folder)).resolve("link")).toBe(join(folder, "real"));
});

test("a missing folder is named", async () => {
  const guard = await within(await scratchFolder());
  await expect(guard.resolve("no/such/file")).rejects.toMatchObject({ code: "not-found" });
});

test("the desktop takes any absolute path and no relative one", async () => {
  const folder = await scratchFolder();
  expect(await anywhere().resolve(join(folder, "x"))).toBe(join(folder, "x"));
  await expect(anywhere().resolve("x")).rejects.toMatchObject({ code: "outside" });
});

test("a name that begins with dots is not a way out", () => {
  expect(isInside("/a", "/a/..b")).toBe(true);
  expect(isInside("/a", "/ab")).toBe(false);
  expect(isInside("/a", "/a")).toBe(true);
});
