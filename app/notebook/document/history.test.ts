import fc from "fast-check";
import { expect, test } from "vitest";
import { textArbitrary } from "../testing/arbitrary-text.js";
import { type History, newHistory, perform, redo, seal, undo } from "./history.js";
import { parseDocument } from "./parse-document.js";
import { serializeDocument } from "./serialize-document.js";

const start = newHistory(parseDocument("text\n\n```ts #a\nx\n```\n"));
const [prose, cell] = start.document.blocks.map(({ id }) => id);
const type = (history: History, id: number, text: string, now: number) =>
  perform(history, { type: "setText", id, text }, now);
const textOf = ({ document }: History) => serializeDocument(document);

test("typing in one block is one step until a second has passed", () => {
  let history = type(start, cell, "x1", 0);
  history = type(history, cell, "x12", 900);
  history = type(history, cell, "x123", 1800);
  history = type(history, cell, "x1234", 2800);
  expect(history.past).toHaveLength(2);
  expect(textOf(undo(history))).toContain("\nx123\n");
  expect(textOf(undo(undo(history)))).toBe(textOf(start));
  const begun = undo(undo(history));
  expect(undo(begun)).toBe(begun);
});

test("typing elsewhere, another edit and a seal begin a new step", () => {
  const one = type(start, cell, "x1", 0);
  expect(type(one, prose, "texts", 1).past).toHaveLength(2);
  expect(type(seal(one), cell, "x12", 1).past).toHaveLength(2);
  const renamed = perform(one, { type: "rename", id: cell, name: "b" }, 1);
  expect(type(renamed, cell, "x12", 2).past).toHaveLength(3);
});

test("what was undone can be redone until something else is done", () => {
  const history = type(type(start, cell, "x1", 0), prose, "texts", 1);
  const undone = undo(history);
  expect(textOf(redo(undone))).toBe(textOf(history));
  expect(textOf(redo(redo(undo(undone))))).toBe(textOf(history));
  expect(type(undone, cell, "y", 9).future).toEqual([]);
});

test("typing after an undo or a redo does not join what came before", () => {
  const history = redo(undo(type(start, cell, "x1", 0)));
  expect(type(history, cell, "x12", 1).past).toHaveLength(2);
});

test("undoing everything leads back to the beginning, whatever was typed", () => {
  const typing = fc.array(fc.tuple(fc.nat(1), textArbitrary, fc.nat(700)), { maxLength: 8 });
  fc.assert(
    fc.property(typing, (texts) => {
      let history = start;
      let now = 0;
      for (const [which, text, wait] of texts) {
        now += wait;
        const id = [prose, cell][which];
        if (history.document.blocks.some((block) => block.id === id)) {
          history = type(history, id, text, now);
        }
      }
      const end = history;
      while (history.past.length > 0) history = undo(history);
      expect(history.document.blocks).toEqual(start.document.blocks);
      while (history.future.length > 0) history = redo(history);
      expect(history.document.blocks).toEqual(end.document.blocks);
    }),
    { numRuns: 500 },
  );
});
