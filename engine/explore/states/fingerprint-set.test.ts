import fc from "fast-check";
import { expect, test } from "vitest";
import { FingerprintSet } from "./fingerprint-set.js";

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test("a set of fingerprints numbers them in order of discovery", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.oneof(word, fc.nat(3)), fc.oneof(word, fc.nat(3))), { maxLength: 300 }),
      (list) => {
        const set = new FingerprintSet(false);
        const known = new Map<string, number>();
        for (const [low, high] of list) {
          const fresh = !known.has(`${low} ${high}`);
          if (fresh) known.set(`${low} ${high}`, known.size);
          expect(set.add(low, high, empty, 0, empty)).toBe(known.get(`${low} ${high}`));
          expect(set.fresh).toBe(fresh);
        }
        expect(set.size).toBe(known.size);
      },
    ),
  );
});

const empty = new Int32Array(0);

test("it grows, and takes no more than 24 bytes a state", () => {
  const set = new FingerprintSet(false);
  for (let i = 0; i < 200_000; i++) set.add(Math.imul(i, 0x9e3779b1), i, empty, 0, empty);
  for (let i = 0; i < 200_000; i += 997) {
    expect(set.add(Math.imul(i, 0x9e3779b1), i, empty, 0, empty)).toBe(i);
    expect(set.fresh).toBe(false);
  }
  expect(set.bytes / set.size).toBeLessThan(24);
  expect(set.collisionProbability).toBeCloseTo((200_000 * 199_999) / 2 ** 65, 20);
});

test("exact storage tells states with equal fingerprints apart", () => {
  const set = new FingerprintSet(true);
  const initial = Int32Array.of(0, 0, 0);
  const add = (state: number[], slots = state.length) =>
    set.add(1, 2, Int32Array.from(state), slots, initial);
  expect(add([1, 2])).toBe(0);
  expect(add([1, 3])).toBe(1);
  expect(add([1, 2])).toBe(0);
  expect(set.fresh).toBe(false);
  // A slot that was declared later had its initial value before.
  expect(add([1, 2, 0])).toBe(0);
  expect(add([1, 2, 5])).toBe(2);
  expect(set.collisionProbability).toBe(0);
});
