import fc from "fast-check";
import { expect, test } from "vitest";
import { Entity } from "../scenario/value.js";
import { Interner } from "./interner.js";
import { PairTable } from "./pair-table.js";

class Thing extends Entity {
  readonly name = "thing";
}

test("equal values have equal numbers, and the number gives the value back", () => {
  const things = [new Thing(), new Thing()];
  const primitive = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(-0, NaN, Infinity, 0.5),
    fc.constantFrom(undefined, null, true, false, "", "0", "a", 0n, 1n),
    fc.constantFrom(...things),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      primitive,
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "0"), tie("value"), { maxKeys: 2 }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), (values) => {
      const interner = new Interner();
      const ids = values.map((v) => interner.id(v));
      values.forEach((v, i) => {
        expect(same(interner.value(ids[i]), v)).toBe(true);
        values.forEach((w, j) => expect(ids[i] === ids[j]).toBe(same(v, w)));
      });
    }),
  );
});

/** Equality by content, records by identity, -0 equal to 0. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return a === b || Object.is(a, b);
  }
  if (a instanceof Entity || b instanceof Entity) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keysA, keysB] = [Object.keys(a).sort(), Object.keys(b).sort()];
  if (keysA.join() !== keysB.join()) return false;
  return keysA.every((k) => same((a as never)[k], (b as never)[k]));
}

test("a value that was passed on cannot be changed afterwards", () => {
  const interner = new Interner();
  const list = [1, 2];
  interner.id(list);
  expect(() => list.push(3)).toThrow(TypeError);
});

test("functions, symbols and instances of classes are refused", () => {
  const interner = new Interner();
  for (const wrong of [() => 1, Symbol("s"), new Date(), new Map(), /a/, Promise.resolve()]) {
    expect(() => interner.id(wrong)).toThrow(/cannot be passed between steps of a thread$/);
  }
});

test("a table of pairs finds what was added, and nothing else", () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(key, key), { maxLength: 400 }), (pairs) => {
      const table = new PairTable(4);
      const known = new Map<string, number>();
      for (const [a, b] of pairs) {
        expect(table.find(a, b)).toBe(known.get(`${a} ${b}`) ?? -1);
        if (table.find(a, b) >= 0) continue;
        known.set(`${a} ${b}`, table.add(a, b));
      }
      expect(table.size).toBe(known.size);
      for (const [pair, entry] of known) {
        expect(`${table.first[entry]} ${table.second[entry]}`).toBe(pair);
      }
    }),
  );
});
