import { check } from "heddle";
import { describe, expect, it } from "vitest";
import { expectedOf, memoryOf } from "./row.js";
import { rows } from "./rows.js";

describe("everyone else who touches page-cache folios", () => {
  it.each(rows.map((row) => [row.scenario.name, row] as const))("%s", async (_, row) => {
    const result = await check(row.scenario, { engine: "states", memory: memoryOf(row) });
    expect(result.stopped).toBeNull();
    const verdicts = Object.fromEntries(result.properties.map((p) => [p.property, p.verdict]));
    expect(verdicts).toEqual({
      ...expectedOf(row),
      "no deadlock": "holds",
      "no live-lock": "holds",
      "no assertion fails": "holds",
      "no thread throws": "holds",
    });
    // Retries and histories that no longer matter are merged.
    expect(result.states).toBeLessThan(20_000);
  });

  it("names every scenario of its part of the table, each once", () => {
    const ids = rows.map((row) => row.scenario.name.split(" ")[0]);
    const part =
      "S1 S3 S6 S8 S13 S15 S16 S17 S18 S19 S20 N5 N5g N8 N9 N9b N10 N11 N12 N13 N13f N14 " +
      "N19 N20 N21 N22 N23 N24 N25 N26 N27";
    expect(ids).toEqual(expect.arrayContaining(part.split(" ")));
    expect(new Set(rows.map((row) => row.scenario.name)).size).toBe(rows.length);
  });
});
