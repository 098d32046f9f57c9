import { expect, test } from "vitest";
import { CellTails } from "./cell-tails.js";

/** Cells whose text is the names that they define; the version is that of their texts. */
const folder = "file:///notebook-1/";
const cells = (texts: Readonly<Record<string, string>>, version = 1) =>
  Object.entries(texts).map(([name, text]) => ({
    uri: `${folder}${name}.ts`,
    version,
    text: () => text,
  }));
const words = (text: string) => text.split(" ").filter((word) => word !== "");

test("a cell imports what the others define, and a file that is no cell nothing", () => {
  const tails = new CellTails(words);
  tails.update(cells({ a: "x", b: "y z" }));
  expect(tails.of(`${folder}a.ts`).text).toBe('\n;export { x };\nimport { y, z } from "./b";\n');
  expect(tails.of("file:///node_modules/heddle/index.d.ts").text).toBe("");
});

test("a change that defines nothing new reads one text and changes no tail", () => {
  let read = 0;
  const tails = new CellTails((text) => {
    read++;
    return words(text);
  });
  tails.update(cells({ a: "x", b: "y" }));
  const before = tails.of(`${folder}a.ts`);
  const [a] = cells({ a: "x", b: "y" });
  const [, b] = cells({ a: "x", b: " y" }, 2);
  tails.update([a, b]);
  expect(tails.of(`${folder}a.ts`)).toBe(before);
  expect(read).toBe(3);
});

test("a new name gives the other cells tails of other versions", () => {
  const tails = new CellTails(words);
  tails.update(cells({ a: "x", b: "y" }));
  const before = tails.of(`${folder}a.ts`);
  tails.update(cells({ a: "x", b: "y z" }, 2));
  const after = tails.of(`${folder}a.ts`);
  expect(after.text).toContain("import { y, z }");
  expect(after.version).not.toBe(before.version);
});

test("a cell that goes and comes again has no version that it had with another tail", () => {
  const tails = new CellTails(words);
  tails.update(cells({ a: "x", b: "y" }));
  const before = tails.of(`${folder}a.ts`);
  tails.update(cells({ b: "y" }));
  tails.update(cells({ a: "x", b: "z" }, 2));
  expect(tails.of(`${folder}a.ts`).version).not.toBe(before.version);
});

test("notebooks know nothing of each other", () => {
  const tails = new CellTails(words);
  const other = { uri: "file:///notebook-2/a.ts", version: 1, text: () => "q" };
  tails.update([...cells({ a: "x", b: "y" }), other]);
  expect(tails.of(`${folder}a.ts`).text).not.toContain("q");
  expect(tails.of(other.uri).text).toBe("\n;export { q };\n");
});
