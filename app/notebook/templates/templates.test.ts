import { expect, test } from "vitest";
import { parseNotebook } from "../parse-notebook.js";
import { fromTemplate, templates } from "./templates.js";

test.each(templates)("template $id is a notebook with its title", (template) => {
  const text = fromTemplate(template, "Are we sure?");
  expect(text).toMatch(/^# Are we sure\?\n\n?/);
  expect(text.endsWith("\n")).toBe(true);
  expect(parseNotebook(text, "x.heddle.md").cells).not.toHaveLength(0);
});

test("no two templates are called the same", () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});
