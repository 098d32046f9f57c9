import { expect, test } from "vitest";
import { type DisplayPart, withoutAlias } from "./without-alias.js";

const parts = (...texts: string[]): DisplayPart[] => texts.map((text) => ({ text, kind: "text" }));
const said = (found: readonly DisplayPart[]): string => found.map(({ text }) => text).join("");

test("a name of another cell is said as if it were declared here", () => {
  const alias = parts("(", "alias", ")", " ", "const", " ", "two", ": ", "number");
  const imported = parts("\n", "import", " ", "two");
  expect(said(withoutAlias([...alias, ...imported]))).toBe("const two: number");
});

test("a declaration of several lines stays whole", () => {
  const alias = parts("(", "alias", ")", " ", "type", " ", "A", " = {", "\n", "x", ": number", "}");
  expect(said(withoutAlias([...alias, ...parts("\n", "import", " ", "A")]))).toBe(
    "type A = {\nx: number}",
  );
});

test("what is no alias is left alone", () => {
  const own = parts("const", " ", "one", ": ", "1");
  expect(withoutAlias(own)).toEqual(own);
});
