import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { notebookNames, notebookText, recorded, runNotebook } from "./run-notebook.js";

const howToRecord = "to accept the change: node app/build/run.js test/notebooks/record.ts";
const names = notebookNames();

describe("every bundled notebook", () => {
  it.concurrent.each(names)(
    "%s runs, and its verdicts are as recorded",
    async (name) => {
      const { code, complaints, verdicts, slowest } = await runNotebook(name);
      expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
      expect(verdicts, howToRecord).toEqual(recorded()[name]);
      // The limit is 2 s on an idle machine with two cores; tests share theirs.
      expect(slowest.ms, slowest.scenario).toBeLessThan(8000);
    },
    300_000,
  );

  it("nothing is recorded that is not there", () => {
    expect(Object.keys(recorded())).toEqual(names);
  });

  it.each(names)("%s asks a question", (name) => {
    expect(notebookText(name)).toMatch(/^# .+\?\n/);
  });

  it("is listed in the index", () => {
    const index = readFileSync("notebooks/README.md", "utf8");
    expect(names.filter((name) => !index.includes(`(${name}.heddle.md)`))).toEqual([]);
  });
});
