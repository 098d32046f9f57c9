import { expect, test } from "vitest";
import type { CommandDescription } from "../../../command-line/describe-commands.js";
import { notebookWords } from "./notebook-words.js";

const option = (long: string, takesValue: boolean) => ({
  long,
  short: long === "--output" ? "-o" : null,
  text: "",
  choices: [],
  takesValue,
});
const command = (name: string, cells: boolean): CommandDescription => ({
  name,
  text: "",
  words: [],
  cells,
  options: [option("--output", true), option("--mail", false), option("--scenario", true)],
});
const commands = [
  command("run", true),
  command("export", true),
  command("replay", true),
  command("check", false),
  command("new", false),
];
const words = (line: string) =>
  notebookWords(line.split(" "), "race.heddle.md", commands).join(" ");

test("the notebook is put in where it was left out", () => {
  expect(words("run")).toBe("run race.heddle.md");
  expect(words("run #a --scenario x")).toBe("run race.heddle.md#a --scenario x");
  expect(words("export --mail #a")).toBe("export race.heddle.md#a --mail");
  expect(words("check")).toBe("check race.heddle.md");
});

test("a line that was copied from a shell means the same here", () => {
  expect(words("heddle run notebooks/race.heddle.md#a")).toBe("run race.heddle.md#a");
  expect(words("heddle check race.heddle.md")).toBe("check race.heddle.md");
});

test("values of options are neither notebooks nor cells", () => {
  expect(words("export --mail -o other.heddle.md")).toBe(
    "export race.heddle.md --mail -o other.heddle.md",
  );
  expect(words("export --scenario #a")).toBe("export race.heddle.md --scenario #a");
});

test("another notebook stays what it is, for the command to refuse", () => {
  expect(words("run other.heddle.md")).toBe("run other.heddle.md");
});

test("a table without a file is the one that is pasted", () => {
  expect(words("replay --table")).toBe("replay race.heddle.md --table -");
  expect(words("replay abc")).toBe("replay race.heddle.md abc");
});

test("commands that are not about a notebook, and unknown ones, stay as they are", () => {
  expect(words("new thread")).toBe("new thread");
  expect(words("nonsense #a")).toBe("nonsense #a");
});
