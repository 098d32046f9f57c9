import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { within } from "./folder-guard.js";
import { defaultSettings } from "./schemas.js";
import { SharedState } from "./shared-state.js";
import { scratchFolder } from "../../test/scratch-folder.js";

async function stateIn(folder: string): Promise<SharedState> {
  const guard = await within(folder);
  const state = new SharedState({ guard, data: join(folder, "data"), gallery: folder });
  onTestFinished(() => state.end());
  return state;
}

test("what is remembered outlives the program", async () => {
  const folder = await scratchFolder();
  const first = await stateIn(folder);
  await first.remember("/a.heddle.md");
  await first.remember("/b.heddle.md");
  await first.remember("/a.heddle.md");
  await first.trust("/a.heddle.md");
  await first.settings.write({ ...defaultSettings, theme: "dark" });

  const second = await stateIn(folder);
  expect(await second.recent()).toEqual(["/a.heddle.md", "/b.heddle.md"]);
  expect(await second.isTrusted("/a.heddle.md")).toBe(true);
  expect(await second.isTrusted("/b.heddle.md")).toBe(false);
  expect((await second.settings.read()).theme).toBe("dark");
});

test("a damaged file is put aside and counts as absent", async () => {
  const folder = await scratchFolder();
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "data", "settings.json"), "{ not json");
  await writeFile(join(folder, "data", "recent.json"), '{"a": 1}');
  const state = await stateIn(folder);
  expect(await state.settings.read()).toEqual(defaultSettings);
  expect(await state.recent()).toEqual([]);
  expect(await readFile(join(folder, "data", "settings.json.damaged"), "utf8")).toBe("{ not json");
});

test("a setting that this version does not know has its default, the others stay", async () => {
  const folder = await scratchFolder();
  await mkdir(join(folder, "data"));
  const stored = { theme: "neon", density: "comfortable", future: 1 };
  await writeFile(join(folder, "data", "settings.json"), JSON.stringify(stored));
  const state = await stateIn(folder);
  expect(await state.settings.read()).toEqual({ ...defaultSettings, density: "comfortable" });
});

test("a backup that is being written is listed", async () => {
  const folder = await scratchFolder();
  const { backups } = await stateIn(folder);
  const backup = { path: null, name: "untitled", over: null, trusted: true, text: "a", savedAt: 0 };
  const written = backups.write({ ...backup, id: "x" });
  expect((await backups.list()).map(({ id }) => id)).toEqual(["x"]);
  const dropped = backups.drop("x");
  expect(await backups.list()).toEqual([]);
  await Promise.all([written, dropped]);
});

test("backups are written in the order they were asked for, listed by age, and dropped", async () => {
  const folder = await scratchFolder();
  const { backups } = await stateIn(folder);
  const backup = { path: null, name: "untitled", over: null, trusted: true };
  await Promise.all(
    ["one", "two", "three"].map((text, index) =>
      backups.write({ ...backup, id: "x", text, savedAt: index }),
    ),
  );
  await backups.write({ ...backup, id: "w", text: "older", savedAt: 0 });
  expect((await backups.list()).map(({ text }) => text)).toEqual(["older", "three"]);
  await backups.drop("x");
  await backups.drop("x");
  expect((await backups.list()).map(({ id }) => id)).toEqual(["w"]);
});

test("a half-written backup of a crash does not hide the others", async () => {
  const folder = await scratchFolder();
  const { backups } = await stateIn(folder);
  await backups.write({
    id: "a",
    path: null,
    name: "n",
    text: "t",
    over: null,
    trusted: true,
    savedAt: 1,
  });
  await writeFile(join(folder, "data", "backups", "b.json"), '{"id": "b", "pa');
  expect((await backups.list()).map(({ id }) => id)).toEqual(["a"]);
  expect(await readdir(join(folder, "data", "backups"))).toContain("b.json");
});
