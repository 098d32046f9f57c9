import fc from "fast-check";
import { expect, test } from "vitest";
import { fromMarkdown, toMarkdown } from "./markdown-text.js";

const word = fc.oneof(
  fc.constantFrom("**", "_x_", "`a`", "```", "<b>", "&amp;", "#", "1)", "[x](y)", "\\_", "~~", ">"),
  fc.constantFrom("+", "-", "|", "  ", "\t", "===", "->", "a_b_c", "*p", "end\\"),
  fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => !/[\r\n]/.test(text)),
);
const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(" ").trimEnd());

test("a mail's lines come back from Markdown as they were, but for double blank lines", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const paragraphs = lines
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .replace(/^\n+|\n+$/g, "");
      const back = fromMarkdown(toMarkdown(lines)).join("\n");
      expect(back).toBe(paragraphs);
    }),
    { numRuns: 1000 },
  );
});

test("code and diffs become fences, prose stays prose", () => {
  expect(toMarkdown(["so:", "", "+  if (x)", "+          y = 1;", "", "that *is* it"])).toEqual([
    "so:",
    "",
    "```",
    "+  if (x)",
    "+          y = 1;",
    "```",
    "",
    "that \\*is\\* it",
  ]);
});
