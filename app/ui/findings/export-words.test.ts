import { expect, test } from "vitest";
import { defaultChoice, exportName, exportWords } from "./export-words.js";

const words = (choice: Partial<typeof defaultChoice>) =>
  exportWords("race.heddle.md", { ...defaultChoice, ...choice }).join(" ");

test("what is as it is by default is not said", () => {
  expect(words({ cell: "lost" })).toBe("export race.heddle.md#lost --mail");
  expect(words({ form: "json" })).toBe("export race.heddle.md --json");
});

test("every choice about a mail is an option", () => {
  expect(
    words({
      scenario: "two",
      header: "T1",
      underline: false,
      roleRow: true,
      steps: true,
      indent: 4,
      width: 66,
      comment: true,
      quote: 2,
    }),
  ).toBe(
    "export race.heddle.md --mail --scenario two --header T1 --no-underline --role-row --steps " +
      "--indent 4 --width 66 --comment --quote 2",
  );
});

test("choices that a form does not have are left out", () => {
  const choice = { header: "T1", quote: 2, from: "a@b.c", indent: 0 } as const;
  expect(words({ ...choice, form: "md" })).toBe(
    "export race.heddle.md --md --header T1 --indent 0",
  );
  expect(words({ ...choice, form: "svg" })).toBe("export race.heddle.md --svg");
  expect(words({ ...choice, form: "eml" })).toBe(
    "export race.heddle.md --eml --header T1 --indent 0 --from a@b.c",
  );
});

test("a file is named after the notebook and the cell", () => {
  expect(exportName("race.heddle.md", { ...defaultChoice, cell: "lost" })).toBe("race-lost.txt");
  expect(exportName("race.heddle.md", { ...defaultChoice, form: "vitest" })).toBe("race.test.ts");
});
