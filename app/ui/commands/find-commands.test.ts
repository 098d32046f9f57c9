import { expect, test } from "vitest";
import { commands } from "./commands.js";
import { findCommands } from "./find-commands.js";

const titles = (text: string) => findCommands(text).map(({ title }) => title);

test("nothing typed finds every command in the table's order", () => {
  expect(findCommands("  ")).toEqual(commands);
});

test("a command that begins as typed comes before one that has the words somewhere", () => {
  const found = titles("run  ALL");
  expect(found[0]).toBe("Run all cells");
  expect(found).toContain("Run the cell and all it needs");
});

test("words may stand in any order, and in the group's name", () => {
  expect(titles("cells all run")).toContain("Run all cells");
  expect(titles("file save")).toContain("Save as ...");
  expect(titles("no such command")).toEqual([]);
});
