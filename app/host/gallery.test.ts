import { expect, test } from "vitest";
import { answerIn, listGallery, parseIndex } from "./gallery.js";

test("the index is sections of links with a question and its answer, wrapped or not", () => {
  const index = `# Notebooks

Some words.

## One

- [a](a.heddle.md): is it so? Yes, with
  \`smp_mb()\`.
- [b](b.heddle.md): and this? No.

## Two

- [c](c.heddle.md): why? Because.
- [not a notebook](other.md): x
`;
  expect(parseIndex(index)).toEqual([
    { section: "One", name: "a.heddle.md", text: "is it so? Yes, with `smp_mb()`." },
    { section: "One", name: "b.heddle.md", text: "and this? No." },
    { section: "Two", name: "c.heddle.md", text: "why? Because." },
  ]);
  expect(answerIn("is it so? Yes, with `smp_mb()`.")).toBe("Yes, with smp_mb().");
  expect(answerIn("no question at all")).toBe("no question at all");
});

test("every bundled notebook is listed once, with a title, an answer and its verdicts", async () => {
  const entries = await listGallery("notebooks");
  expect(entries.length).toBeGreaterThan(40);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  for (const { title, answer, verdicts } of entries) {
    expect(title).not.toMatch(/heddle\.md$/);
    expect(answer).not.toBe("");
    expect(verdicts?.asExpected).toBe(verdicts?.total);
    expect(verdicts?.total).toBeGreaterThan(0);
  }
});
