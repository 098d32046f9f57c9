import { expect, test } from "vitest";
import { quoteWord, splitWords } from "./words.js";

test("white space separates words, newlines too", () => {
  expect(splitWords("  run\t#a\n--seconds 1 ").words).toEqual(["run", "#a", "--seconds", "1"]);
});

test("quotes keep white space, and each other", () => {
  expect(splitWords(`--from 'A "U" Thor <a@b>' "it's"`).words).toEqual([
    "--from",
    'A "U" Thor <a@b>',
    "it's",
  ]);
  expect(splitWords("''").words).toEqual([""]);
});

test("a backslash keeps the next character, but not within single quotes", () => {
  expect(splitWords(String.raw`a\ b "c\"d" "e\f" '\'`).words).toEqual(["a b", 'c"d', "e\\f", "\\"]);
});

test("a quotation mark that is not closed is told", () => {
  expect(splitWords(`say "a`)).toEqual({ words: ["say", "a"], open: '"' });
});

test("a quoted word is the same word again", () => {
  const words = ["plain", "race.heddle.md#lost-update", "#cell", "it's", "", "a b", "$x", "a\nb"];
  expect(words.map((word) => splitWords(quoteWord(word)).words)).toEqual(
    words.map((word) => [word]),
  );
  expect(quoteWord("race.heddle.md#lost-update")).toBe("race.heddle.md#lost-update");
  expect(quoteWord("#cell")).toBe("'#cell'");
});
