import { expect, test } from "vitest";
import { changesBetween } from "./text-changes.js";

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => `line ${i + 1}\n`).join("");
const shown = (mine: string, theirs: string) =>
  changesBetween(mine, theirs)?.map((run) =>
    run.map(({ kind, mine: left, theirs: right, text }) =>
      [kind === "same" ? " " : kind === "mine" ? "-" : "+", left ?? "", right ?? "", text].join(
        "|",
      ),
    ),
  );

test("a changed line stands in both forms, with three lines around it", () => {
  expect(shown(lines(9), lines(9).replace("line 5", "LINE 5"))).toEqual([
    [
      " |2|2|line 2",
      " |3|3|line 3",
      " |4|4|line 4",
      "-|5||line 5",
      "+||5|LINE 5",
      " |6|6|line 6",
      " |7|7|line 7",
      " |8|8|line 8",
    ],
  ]);
});

test("changes far from each other are runs of their own", () => {
  const theirs = lines(30).replace("line 2\n", "").replace("line 29\n", "line 29\nmore\n");
  expect(
    shown(lines(30), theirs)?.map((run) => run.filter((line) => !line.startsWith(" "))),
  ).toEqual([["-|2||line 2"], ["+||29|more"]]);
});

test("a line end that is missing is told by its line", () => {
  expect(shown("a\nb", "a\nb\n")).toEqual([[" |1|1|a", "-|2||b", "+||2|b"]]);
});

test("equal texts have no changes", () => {
  expect(shown("a\n", "a\n")).toEqual([]);
});
