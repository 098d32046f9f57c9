import { expect, test } from "vitest";
import { commonStart, complete, type Nameable } from "./complete.js";

const nameable: Nameable = {
  commands: [
    {
      name: "run",
      text: "",
      words: [],
      cells: true,
      options: [
        { long: "--memory", short: null, text: "", choices: ["sc", "tso"], takesValue: true },
        { long: "--max-states", short: null, text: "", choices: [], takesValue: true },
        { long: "--json", short: null, text: "", choices: [], takesValue: false },
      ],
    },
    { name: "replay", text: "", words: [], cells: true, options: [] },
    {
      name: "export",
      text: "",
      words: [],
      cells: true,
      options: [{ long: "--scenario", short: null, text: "", choices: [], takesValue: true }],
    },
    { name: "graph", text: "", words: [], cells: false, options: [] },
  ],
  notebook: "race.heddle.md",
  cells: ["lost-update", "late"],
  scenarios: ["two increments"],
  replays: [{ property: "no update is lost", text: "abc123" }],
};

const words = (before: string) => complete(before, nameable).texts;

test("the first word is a command", () => {
  expect(words("")).toEqual(["clear", "export", "graph", "help", "replay", "run"]);
  expect(words("re")).toEqual(["replay"]);
  expect(words("heddle re")).toEqual(["replay"]);
});

test("cells are named where a command takes one, with or without the notebook", () => {
  expect(words("run #l")).toEqual(["#lost-update", "#late"]);
  expect(words("run race.heddle.md#lo")).toEqual(["race.heddle.md#lost-update"]);
  expect(words("graph #")).toEqual([]);
});

test("options are named once, and their values after them", () => {
  expect(words("run --m")).toEqual(["--memory", "--max-states"]);
  expect(words("run --memory tso --m")).toEqual(["--max-states"]);
  expect(words("run --memory t")).toEqual(["tso"]);
  expect(words("run --max-states 1")).toEqual([]);
});

test("a scenario is quoted, also when its quotation mark is there already", () => {
  expect(words("export --scenario two")).toEqual(["'two increments'"]);
  expect(complete("export --scenario 'two in", nameable)).toMatchObject({
    from: 18,
    texts: ["'two increments'"],
  });
});

test("a replay string is found by the property it shows", () => {
  expect(complete("replay no", nameable)).toEqual({
    from: 7,
    words: ["abc123  (no update is lost)"],
    texts: ["abc123"],
  });
});

test("help takes a command, and nothing after it", () => {
  expect(words("help r")).toEqual(["replay", "run"]);
  expect(words("help run ")).toEqual([]);
  expect(words("nonsense x")).toEqual([]);
});

test("the common start of words", () => {
  expect(commonStart(["--memory", "--max-states"])).toBe("--m");
  expect(commonStart(["same", "same"])).toBe("same");
  expect(commonStart([])).toBe("");
});
