import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decodeResults } from "./decode.js";
import { lanePictureOf } from "./lane-picture.js";

const picture = (notebook: string) => {
  const decoded = decodeResults(readFileSync(`notebooks/${notebook}.results.json`, "utf8"));
  return decoded.kind === "results" ? lanePictureOf(decoded.results) : null;
};

test("a notebook shows the recorded violation in which its lanes change most", () => {
  const lanes = picture("dining-philosophers") ?? [];
  expect(new Set(lanes).size).toBeGreaterThan(1);
  expect(lanes.length).toBeGreaterThan(2);
});

test("without records there is no picture", () => {
  expect(lanePictureOf(new Map())).toBeNull();
});
