import { expect, test } from "vitest";
import { hashTexts, murmur128 } from "./hash.js";

/** The words as the bytes that the reference implementation writes on little-endian machines. */
function bytesOf(words: readonly number[]): number[] {
  return words.flatMap((word) => [0, 8, 16, 24].map((by) => (word >>> by) & 255));
}

test("the hash is the published one: SMHasher's verification value", () => {
  const hashes: number[] = [];
  for (let length = 0; length < 256; length += 1) {
    const key = Uint8Array.from({ length }, (_, i) => i);
    hashes.push(...bytesOf(murmur128(key, 256 - length)));
  }
  expect(murmur128(Uint8Array.from(hashes))[0]).toBe(0xb3ece62a);
});

test("texts hash as 32 hexadecimal digits that depend on their borders", () => {
  expect(hashTexts([])).toMatch(/^[0-9a-f]{32}$/);
  const lists = [[], [""], ["", ""], ["ab"], ["a", "b"], ["b", "a"], ["1:a"], ["é"], ["e\u0301"]];
  expect(new Set(lists.map(hashTexts)).size).toBe(lists.length);
});
