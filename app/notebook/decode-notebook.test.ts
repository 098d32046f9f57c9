import { expect, test } from "vitest";
import { decodeNotebook } from "./decode-notebook.js";
import { NotebookError } from "./place.js";

const bytes = (text: string) => new TextEncoder().encode(text);

function placeOfError(input: Uint8Array) {
  try {
    decodeNotebook(input);
  } catch (error) {
    if (error instanceof NotebookError) return error.problems[0]?.place;
    throw error;
  }
  return null;
}

test("UTF-8 decodes, and a byte order mark is kept", () => {
  expect(decodeNotebook(bytes("grün ≤ 𝒳"))).toBe("grün ≤ 𝒳");
  expect(decodeNotebook(bytes("\uFEFF# a"))).toBe("\uFEFF# a");
});

test("the first bad byte is named by line and column", () => {
  expect(placeOfError(Uint8Array.of(0xff, 0xfe, 0x23, 0))).toEqual({ line: 1, column: 1 });
  expect(placeOfError(Uint8Array.of(...bytes("ab\ngrün x"), 0xe4, 0x20, 0x0a))).toEqual({
    line: 2,
    column: 7,
  });
});

test("a sequence that is cut off at the end is bad", () => {
  expect(placeOfError(Uint8Array.of(...bytes("a\nb"), 0xe2, 0x89))).toEqual({ line: 2, column: 2 });
});
