import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyseCells, indexOf, namesOf } from "../testing/analyse-cells.js";
import { ancestors, descendants, makeGraph } from "./graph.js";

/** Random edges among a few cells. */
const edges = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }),
  );
/** The same without circles: a cell needs only cells of a smaller rank. */
const acyclic = edges.chain((parents) =>
  fc
    .shuffledSubarray([...parents.keys()], { minLength: parents.length })
    .map((rank) => parents.map((list, cell) => list.filter((parent) => rank[parent] < rank[cell]))),
);

test("the order has every cell once, after all that it needs", () => {
  fc.assert(
    fc.property(acyclic, (parents) => {
      const { order, cycles } = makeGraph(parents);
      expect(cycles).toEqual([]);
      expect([...order].sort((a, b) => a - b)).toEqual([...parents.keys()]);
      parents.forEach((list, cell) => {
        for (const parent of list) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(cell));
      });
    }),
  );
});

test("cells that need nothing later stay in file order", () => {
  fc.assert(
    fc.property(edges, (parents) => {
      const backwards = parents.map((list, cell) => list.filter((parent) => parent < cell));
      expect(makeGraph(backwards).order).toEqual([...parents.keys()]);
    }),
  );
});

test("there is a cycle exactly when some cell needs itself, and each one is one", () => {
  fc.assert(
    fc.property(edges, (parents) => {
      const { cycles } = makeGraph(parents);
      for (const cycle of cycles) {
        cycle.forEach((cell, at) => {
          expect(parents[cell]).toContain(cycle[(at + 1) % cycle.length]);
        });
        expect(new Set(cycle).size).toBe(cycle.length);
      }
      const reachesItself = (cell: number): boolean => {
        const seen = new Set(parents[cell]);
        for (const one of seen) for (const parent of parents[one]) seen.add(parent);
        return seen.has(cell);
      };
      const circular = [...parents.keys()].filter(reachesItself);
      expect(cycles.length > 0).toBe(circular.length > 0);
      for (const cell of circular) {
        const around = new Set([cell, ...ancestors(makeGraph(parents), [cell])]);
        expect(cycles.some((cycle) => cycle.every((one) => around.has(one)))).toBe(true);
      }
    }),
  );
});

test("descendants are those whose ancestors one is", () => {
  fc.assert(
    fc.property(acyclic, (parents) => {
      const graph = makeGraph(parents);
      for (const cell of parents.keys()) {
        for (const other of descendants(graph, [cell])) {
          expect(ancestors(graph, [other])).toContain(cell);
        }
      }
    }),
  );
});

test("a chain may be long", () => {
  const parents = Array.from({ length: 50_000 }, (_, i) => (i === 0 ? [] : [i - 1]));
  expect(
    ancestors(makeGraph(parents.toReversed().map((list) => list.map((p) => 49_999 - p))), [0]),
  ).toHaveLength(49_999);
});

describe("edges", () => {
  const analysis = analyseCells({
    uses: 'import { check } from "heddle";\nconst total = base + later(); type Local = Kind;',
    base: "const base = 1;",
    later: "function later() { return base; }",
    kind: "type Kind = typeof base;",
    alone: "total_(1); function total_(base: number) { return base; }",
  });
  const parents = (name: string) =>
    namesOf(analysis, analysis.graph.parents[indexOf(analysis, name)]);

  test("go to the cells that define what is read, wherever they stand", () => {
    expect(parents("uses")).toEqual(["base", "later"]);
    expect(parents("later")).toEqual(["base"]);
    expect(namesOf(analysis, analysis.graph.order)).toEqual([
      "base",
      "later",
      "uses",
      "kind",
      "alone",
    ]);
  });

  test("do not come from types, imports or shadowed names", () => {
    expect(parents("kind")).toEqual([]);
    expect(parents("alone")).toEqual([]);
    expect(namesOf(analysis, analysis.cells[0].typeReads)).toEqual(["kind"]);
  });
});
