/** The results that are committed beside the bundled notebooks say what the notebooks find. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decodeResults } from "../../app/notebook/results/decode.js";
import { tellingProperties } from "../../app/notebook/results/record.js";
import { notebookNames, notebookPath, recorded } from "./run-notebook.js";

const sidecar = (name: string) => notebookPath(name).replace(/\.heddle\.md$/, ".results.json");

test.each(notebookNames())("%s: recorded beside it as verified here", (name) => {
  const decoded = decodeResults(readFileSync(sidecar(name), "utf8"));
  if (decoded.kind !== "results") throw new Error(`${sidecar(name)} is ${decoded.kind}`);
  const verdicts: Record<string, Record<string, string>> = {};
  for (const { checks, workloads } of decoded.results.values()) {
    const series = workloads.flatMap(({ result }) => (result === null ? [] : [result]));
    for (const check of [...checks, ...series]) {
      const of = (verdicts[`${check.scenario} [${check.memory}]`] ??= {});
      for (const { property, verdict } of tellingProperties(check)) of[property] = verdict;
    }
  }
  expect(verdicts).toEqual(recorded()[name]);
});
