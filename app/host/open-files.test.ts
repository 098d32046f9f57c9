import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Client, OpenFiles } from "./open-files.js";
import { revisionOf } from "./revision.js";
import { scratchFolder } from "../../test/scratch-folder.js";

async function openFile() {
  const path = join(await scratchFolder(), "a.heddle.md");
  await writeFile(path, "first");
  const files = new OpenFiles();
  onTestFinished(() => files.end());
  const client = () => ({
    changedOnDisk: vi.fn<Client["changedOnDisk"]>(),
    openElsewhere: vi.fn<Client["openElsewhere"]>(),
  });
  const [one, two] = [client(), client()];
  files.add(path, one, revisionOf("first"));
  await files.ready;
  return { path, files, one, two };
}

test("a change by another program is told with its text", async () => {
  const { path, one } = await openFile();
  await writeFile(path, "second");
  await vi.waitFor(() => expect(one.changedOnDisk).toHaveBeenCalled(), 5000);
  const change = { path, text: "second", revision: revisionOf("second") };
  expect(one.changedOnDisk).toHaveBeenLastCalledWith(change);
});

test("a file that is replaced, as editors do, is a change, not a deletion", async () => {
  const { path, one } = await openFile();
  await writeFile(`${path}.new`, "second");
  await rename(`${path}.new`, path);
  await vi.waitFor(() => expect(one.changedOnDisk).toHaveBeenCalled(), 5000);
  for (const [change] of one.changedOnDisk.mock.calls) expect(change.text).toBe("second");
});

test("a deletion is told", async () => {
  const { path, one } = await openFile();
  await rm(path);
  await vi.waitFor(() => expect(one.changedOnDisk).toHaveBeenCalled(), 5000);
  expect(one.changedOnDisk).toHaveBeenLastCalledWith({ path, text: null, revision: null });
});

test("a file that goes with its folder is followed when both come back", async () => {
  const folder = join(await scratchFolder(), "sub");
  const path = join(folder, "a.heddle.md");
  await mkdir(folder);
  await writeFile(path, "first");
  const files = new OpenFiles();
  onTestFinished(() => files.end());
  const client = { changedOnDisk: vi.fn<Client["changedOnDisk"]>(), openElsewhere: vi.fn() };
  const told = () => client.changedOnDisk.mock.lastCall?.[0].text;
  files.add(path, client, revisionOf("first"));
  await files.ready;
  for (const text of ["back", "and again"]) {
    await rm(folder, { recursive: true });
    await vi.waitFor(() => expect(told()).toBeNull(), 5000);
    await mkdir(folder);
    await writeFile(path, text);
    await vi.waitFor(() => expect(told()).toBe(text), 5000);
  }
});

test("an own save is told to the others only", async () => {
  const { path, files, one, two } = await openFile();
  files.add(path, two, revisionOf("first"));
  expect(one.openElsewhere).toHaveBeenCalledWith({ path, open: true });
  await writeFile(path, "mine");
  files.saved(path, one, "mine", revisionOf("mine"));
  expect(two.changedOnDisk).toHaveBeenCalledOnce();
  // Another program's change that comes later shows that the own one was not told.
  await writeFile(path, "theirs");
  await vi.waitFor(() => expect(one.changedOnDisk).toHaveBeenCalled(), 5000);
  expect(one.changedOnDisk.mock.calls.map(([change]) => change.text)).toEqual(["theirs"]);
});

test("the last but one to close a file is told to the last", async () => {
  const { path, files, one, two } = await openFile();
  expect(files.isOpenElsewhere(path, two)).toBe(true);
  files.add(path, two, revisionOf("first"));
  files.removeClient(two);
  expect(one.openElsewhere).toHaveBeenLastCalledWith({ path, open: false });
  expect(files.isOpenElsewhere(path, one)).toBe(false);
});

test("what a window asked for before it was gone opens nothing afterwards", async () => {
  const { path, files, one, two } = await openFile();
  files.removeClient(two);
  files.add(path, two, revisionOf("first"));
  expect(files.isOpenElsewhere(path, one)).toBe(false);
  expect(one.openElsewhere).not.toHaveBeenCalled();
});

test("nothing is watched after the end, whatever was still under way", async () => {
  const { path, files, one } = await openFile();
  const watches = () =>
    process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;
  await vi.waitFor(() => expect(watches()).toBe(1));
  await files.end();
  await vi.waitFor(() => expect(watches()).toBe(0));
  files.add(path, one, revisionOf("first"));
  // A watch begins after a look at the file.
  await new Promise((done) => setTimeout(done, 50));
  expect(watches()).toBe(0);
});
