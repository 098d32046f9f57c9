import { describe, expect, it } from "vitest";
import { recorded } from "../../notebooks/run-notebook.js";
import { type Cases, type Claim, verdictsByProperty } from "./claim.js";
import { hole, pairings } from "./hole.js";
import { negatives } from "./negatives.js";
import { scenarios } from "./scenarios.js";

const claims = [...scenarios, ...negatives, ...hole, ...pairings];
const titleOf = ({ id, claim }: Claim) => `${id} ${claim}`;

/** Recorded verdicts of every bundled scenario; numbered properties by their number alone. */
const found = Object.values(recorded()).flatMap((notebook) =>
  Object.entries(notebook).map(([scenario, verdicts]) => ({
    scenario,
    verdicts: Object.fromEntries(
      Object.entries(verdicts).map(([name, verdict]) => [
        /^([IR]\d+) /.exec(name)?.[1] ?? name,
        verdict,
      ]),
    ),
  })),
);

function matches(pattern: string, scenario: string): boolean {
  const [first, ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return scenario === pattern;
  if (rest.length > 0) throw new Error(`${pattern}: one * is enough`);
  const fits = scenario.length >= first.length + last.length;
  return fits && scenario.startsWith(first) && scenario.endsWith(last);
}

const casesOf = ({ cases, beside = {} }: Claim): Cases => ({ ...cases, ...beside });

describe("recorded verdicts are those of the table", () => {
  it.each(claims.map((claim) => [titleOf(claim), claim] as const))("%s", (_, claim) => {
    for (const [pattern, verdicts] of Object.entries(casesOf(claim))) {
      const scenarios = found.filter(({ scenario }) => matches(pattern, scenario));
      expect(scenarios, `no bundled scenario is called ${pattern}`).not.toEqual([]);
      const properties = verdictsByProperty(verdicts);
      for (const { scenario, verdicts: all } of scenarios) {
        const own = Object.keys(properties).map((property) => [property, all[property]]);
        expect(Object.fromEntries(own), scenario).toEqual(properties);
      }
    }
  });
});

describe("they are as expected, or the table says why not", () => {
  const settled = claims.flatMap((claim) =>
    claim.expected === "open" ? [] : [[titleOf(claim), claim, claim.expected] as const],
  );

  it.each(settled)("%s", (_, { cases, differs = {} }, expected) => {
    const wanted = verdictsByProperty(expected);
    const decided = new Set<string>();
    for (const [name, verdicts] of Object.entries(cases)) {
      const all = Object.entries(verdictsByProperty(verdicts));
      const own = all.filter(([property]) => property in wanted);
      const wrong = own.filter(([property, verdict]) => wanted[property] !== verdict);
      expect(wrong.length > 0, name).toBe(name in differs);
      if (!(name in differs)) for (const [property] of own) decided.add(property);
    }
    expect(Object.keys(wanted).filter((property) => !decided.has(property))).toEqual([]);
  });
});

describe("the table", () => {
  it("has every number, in every form", () => {
    const numbers = (letter: string, n: number) =>
      Array.from({ length: n }, (_, i) => letter + String(i + 1));
    const forms = ["S10b", "N5g", "N9b", "N13f", "N18x", "8.3", "7"];
    const ids = [...numbers("S", 20), ...numbers("N", 27), ...forms];
    expect([...new Set(claims.map(({ id }) => id))].sort()).toEqual(ids.sort());
  });

  it("names every bundled scenario that has a number", () => {
    const patterns = claims.flatMap((claim) => Object.keys(casesOf(claim)));
    const numbered = found
      .map(({ scenario }) => scenario)
      .filter((scenario) => /\b[SN]\d+[a-z]?\b|^8\.3/.test(scenario));
    const unnamed = numbered.filter((name) => !patterns.some((p) => matches(p, name)));
    expect(unnamed).toEqual([]);
  });

  it("refers to no case that it does not have", () => {
    const dangling = claims.flatMap(({ cases, differs = {} }) =>
      Object.keys(differs).filter((name) => !(name in cases)),
    );
    expect(dangling).toEqual([]);
  });
});
