/** The whole workbench through the built desktop bundles: windows, menus, dialogs, the system. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { cellOf, editCell, perform, raceNotebook, tabOf } from "../ui/workbench.js";
import { app } from "./electron/app.js";
import { BrowserWindow } from "./electron/browser-window.js";
import { answers } from "./electron/dialogs.js";
import { startProgram } from "./program.js";

const program = startProgram((folder) => writeFile(join(folder, "race.heddle.md"), raceNotebook));

test("a bundled notebook is saved with what was found in it", async () => {
  await program.page.getByRole("button", { name: /^What does the hole in collapse_file/ }).click();
  await program.page.getByRole("button", { name: "Run all" }).click();
  await program.page.getByRole("treegrid").first().waitFor({ timeout: 60_000 });
  await program.page.getByRole("status").filter({ hasText: "ready" }).waitFor({ timeout: 120_000 });
  answers.save = join(program.folder, "mine");
  await perform(program.page, "Save");
  await tabOf(program.page, "mine").waitFor();
  expect(await readFile(join(program.folder, "mine.heddle.md"), "utf8")).toContain("khugepaged");
  await vi.waitFor(() => readFile(join(program.folder, "mine.results.json"), "utf8"), 10_000);
  expect(app.recentDocuments).toContain(join(program.folder, "mine.heddle.md"));
  await program.closeAll();
}, 200_000);

test("the menu bar has every command, enabled as it can be used, and performs them", async () => {
  const item = (id: string) => program.window.menu?.items().find((each) => each.id === id);
  await vi.waitFor(() => expect(item("save")?.enabled).toBe(false), 5000);
  expect(item("save")?.accelerator).toBe("CmdOrCtrl+S");
  await program.open("race.heddle.md");
  await vi.waitFor(() => expect(item("save")?.enabled).toBe(true), 5000);
  program.window.menu?.choose("palette");
  await program.page.getByRole("dialog", { name: "Commands" }).waitFor();
  await program.page.keyboard.press("Escape");
  await program.closeAll();
});

test("a deep link opens its notebook at its cell and runs nothing", async () => {
  const query = new URLSearchParams({ file: join(program.folder, "race.heddle.md"), cell: "race" });
  app.emit("open-url", { preventDefault: () => undefined }, `heddle://open?${query.toString()}`);
  await tabOf(program.page, "race").waitFor();
  expect(await cellOf(program.page, "race").getAttribute("aria-current")).toBe("true");
  expect(await program.page.getByRole("region", { name: /^lost update/ }).count()).toBe(0);
  await program.closeAll();
});

test("a window that is closed with unsaved text brings it back", async () => {
  await program.open("race.heddle.md");
  await editCell(program.page, "times");
  await program.page.keyboard.type(" // unsaved");
  program.window.close();
  await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(0), 10_000);
  app.emit("activate");
  await program.shown();
  await cellOf(program.page, "times").getByText("// unsaved").waitFor();
  await tabOf(program.page, "race, edited").waitFor();
  expect(await readFile(join(program.folder, "race.heddle.md"), "utf8")).toBe(raceNotebook);
  await program.closeAll();
});

test("a file that is dropped opens in its place", async () => {
  const data = await program.page.evaluateHandle(
    `(() => {
      const data = new DataTransfer();
      const file = new File(["x"], "race.heddle.md");
      data.items.add(file);
      for (const each of data.files) each.heddleTestPath = ${JSON.stringify(join(program.folder, "race.heddle.md"))};
      return data;
    })()`,
  );
  await program.page.dispatchEvent("main", "drop", { dataTransfer: data });
  await tabOf(program.page, "race").waitFor();
  await program.page.getByRole("heading", { name: "Can an update be lost?" }).waitFor();
  await program.closeAll();
});
