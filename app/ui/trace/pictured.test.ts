import { expect, test } from "vitest";
import type { Change } from "../../../engine/trace/trace.js";
import { chainOf, picturedOf } from "./pictured.js";
import { step, trace } from "./testing/trace.js";
import { START, Timeline } from "./timeline.js";

/** A timeline of final values, and of steps that say what they change from which value. */
function timeline(final: Record<string, string>, ...steps: Record<string, string>[]): Timeline {
  const after = { ...final };
  const changes = [...steps].reverse().map((before): Change[] =>
    Object.entries(before).map(([location, value]) => {
      const change = { location, before: value, after: after[location] };
      after[location] = value;
      return change;
    }),
  );
  return new Timeline(
    trace({
      final: Object.entries(final).map(([location, value]) => ({ location, value })),
      steps: changes.reverse().map((each) => step({ changes: each })),
    }),
  );
}

const records = { "A.dirty": "false", "N.dirty": "false" };
const names = (of: Timeline) => picturedOf(of).arrays.map(({ name }) => name);

test("an array is drawn that refers to records at some time, also in between", () => {
  const pages = { ...records, "i_pages[0]": "null", "i_pages[1]": "null" };
  expect(names(timeline(pages))).toEqual([]);
  expect(names(timeline(pages, { "i_pages[0]": "A" }))).toEqual(["i_pages"]);
  expect(names(timeline(pages, { "i_pages[0]": "A" }, { "i_pages[0]": "N" }))).toEqual(["i_pages"]);
});

test("a field of an array of records is drawn where it refers to records", () => {
  const entries = { ...records, "pte[0].folio": "A", "pte[0].dirty": "true", "pte[1].folio": "A" };
  expect(picturedOf(timeline(entries, { "pte[0].dirty": "false" })).arrays).toEqual([
    { name: "pte[].folio", locations: ["pte[0].folio", "pte[1].folio"] },
  ]);
});

test("an array of plain values is drawn when it changes", () => {
  const ring = { "slot[0]": "1", "slot[1]": "2", head: "2" };
  expect(names(timeline(ring, { head: "1" }))).toEqual([]);
  expect(names(timeline(ring, { "slot[1]": "0" }))).toEqual(["slot"]);
  expect(names(timeline({ "disk[0]": "1" }, { "disk[0]": "0" }))).toEqual([]);
});

const queue = {
  "wq.first": "a",
  "wq.lock": "null",
  "a.next": "b",
  "a.queue": "wq",
  "b.next": "null",
  "b.queue": "wq",
};

test("a list is drawn from whatever refers to a record with a field that links to others", () => {
  const of = timeline(queue);
  expect(picturedOf(of).lists).toEqual([{ head: "wq.first", link: "next" }]);
  expect(chainOf({ head: "wq.first", link: "next" }, of, START)).toEqual({
    records: ["a", "b"],
    end: "null",
  });
});

test("a list is followed at each step, and a circle ends where it begins again", () => {
  const of = timeline({ ...queue, "b.next": "a" }, { "b.next": "null" }, { "wq.first": "b" });
  const list = { head: "wq.first", link: "next" };
  expect(chainOf(list, of, START).records).toEqual(["b"]);
  expect(chainOf(list, of, 1)).toEqual({ records: ["a", "b"], end: "a" });
});

test("what refers to records without linking them is no list", () => {
  const owned = timeline({ ...records, owner: "A" }, { owner: "N" });
  expect(picturedOf(owned).lists).toEqual([]);
});
