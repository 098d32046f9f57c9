import { expect, test } from "vitest";
import { analyseCells } from "../testing/analyse-cells.js";
import { graphDot, graphJson, graphText } from "./render-graph.js";

const analysis = analyseCells({
  use: "await check(makeRace(limit));",
  header: 'import { check } from "heddle";\ntype Limit = number;\nconst limit: Limit = 1;',
  make: "const makeRace = (n: number): any => n + limit;",
  alone: "1;",
});

test("the graph is drawn as trees of the cells that read", () => {
  expect(graphText(analysis)).toBe(
    [
      "header",
      "|-- use  [reads limit; explores]",
      "`-- make  [reads limit]",
      "    `-- use  [reads makeRace; explores]",
      "alone",
      "",
    ].join("\n"),
  );
});

test("what was drawn with all that is under it is not drawn twice", () => {
  const diamond = analyseCells({
    a: "const a = 1;",
    b: "const b = a;",
    c: "const c = a;",
    d: "const d = b + c;",
    e: "d;",
  });
  expect(graphText(diamond)).toBe(
    [
      "a",
      "|-- b  [reads a]",
      "|   `-- d  [reads b]",
      "|       `-- e  [reads d]",
      "`-- c  [reads a]",
      "    `-- d  [reads c] (above)",
      "",
    ].join("\n"),
  );
});

test("cells that need each other are drawn, too", () => {
  const circle = analyseCells({ a: "const a = () => b;", b: "const b = () => a;" });
  expect(graphText(circle)).toBe("a\n`-- b  [reads a]\n    `-- a  [reads b] (above)\n");
});

test("the graph is written for Graphviz", () => {
  expect(graphDot(analysis)).toBe(
    [
      'digraph "n.heddle.md" {',
      '  "use" [shape=box];',
      '  "header" [shape=ellipse];',
      '  "make" [shape=ellipse];',
      '  "alone" [shape=ellipse];',
      '  "header" -> "use" [label="limit"];',
      '  "make" -> "use" [label="makeRace"];',
      '  "header" -> "make" [label="limit"];',
      "}",
      "",
    ].join("\n"),
  );
});

test("the graph is data", () => {
  expect(graphJson(analysis, ["k0", "k1", "k2", null])).toMatchObject({
    notebook: "n.heddle.md",
    cells: [
      { name: "header", line: 6, key: "k1", explores: false, defines: ["limit", "Limit"] },
      { name: "make" },
      {
        name: "use",
        key: "k0",
        explores: true,
        reads: [
          { name: "makeRace", from: "make" },
          { name: "limit", from: "header" },
        ],
        imports: [{ module: "heddle", imported: "check", local: "check" }],
      },
      { name: "alone", key: null },
    ],
  });
});
