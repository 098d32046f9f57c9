import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCode } from "./parse-cell.js";
import { tokenDigest } from "./token-digest.js";
import { linkNodes } from "./tree-nodes.js";

const digest = (code: string) => tokenDigest(linkNodes(parseCode(code).tree));

test.each([
  ["a+b", "a + b // sum"],
  ["f(x,\n  y)", "f(x, y)"],
  ["/* first */ a;\n\n\n// second\nb;", "a; b;"],
  ["function* f(){yield* g()}", "function* f() {\n\tyield* g();\n}".replace(";", "")],
  ["const s = `a ${ x } // b`;", "const s=`a ${x/* y */} // b`;"],
  ["x = /a b\\/\\/c/g . test ( y )", "x = /a b\\/\\/c/g.test(y)"],
  ["let m: Map<string, Array<number>>", "let m: Map<string,Array<number> >"],
  ["const u = 'http://x'; // y", "const u = 'http://x';"],
  ["a = b\r\n  .c()", "a = b.c()"],
])("%j and %j say the same", (a, b) => {
  expect(digest(a)).toBe(digest(b));
});

test.each([
  ["a + b", "a - b"],
  ["'a b'", "'a  b'"],
  ["`a // b`", "`a`"],
  ["`a ${x} b`", "`a ${y} b`"],
  ["`a\n`", "`a\n\n`"],
  ["/a b/", "/a  b/"],
  ["return\nx", "return x"],
  ["a + +b", "a ++\nb"],
  ["a\n++b", "a++\nb"],
  ["x => { yield\n[y] }", "x => { yield; [y] }"],
  ["class A { async\nx() {} }", "class A { async x() {} }"],
  ["ab", "a; b"],
  ["", "a"],
])("%j and %j differ", (a, b) => {
  expect(digest(a)).not.toBe(digest(b));
});

test("white space and comments between tokens never count", () => {
  const token = fc.constantFrom(
    "a",
    "b1",
    "+",
    "(",
    ")",
    ",",
    "=>",
    "'s t'",
    "`t`",
    "12",
    "{",
    "}",
  );
  const space = fc.constantFrom(" ", "  ", "\t", " /* c */ ", " /* ` ' */ ");
  fc.assert(
    fc.property(fc.array(fc.tuple(token, space, space)), (parts) => {
      const one = parts.map(([text, between]) => text + between).join("");
      const other = parts.map(([text, , between]) => text + between).join("");
      expect(digest(one)).toBe(digest(other));
    }),
  );
});
