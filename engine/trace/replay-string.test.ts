import fc from "fast-check";
import { expect, test } from "vitest";
import { flushBit } from "../memory/machine.js";
import { HeddleError } from "../scenario/errors.js";
import {
  type Recording,
  decodeReplay,
  encodeReplay,
  nameHash,
  stepCheck,
} from "./replay-string.js";

const move = fc
  .tuple(fc.nat({ max: 59 }), fc.oneof(fc.constant(0), fc.nat({ max: 999 })), fc.boolean())
  .map(([lane, which, flush]) => lane | (which << 8) | (flush ? flushBit : 0));

const runs = fc
  .array(fc.tuple(fc.oneof(fc.nat({ max: 3 }), move), fc.integer({ min: 1, max: 5 })))
  .map((list) => list.flatMap(([m, times]) => Array.from({ length: times }, () => m)));

const recording: fc.Arbitrary<Recording> = fc
  .record({
    memory: fc.constantFrom("sc" as const, "tso" as const, "weak" as const),
    scenario: fc.nat({ max: 0xffff }),
    property: fc.nat({ max: 0xffff }),
    moves: runs,
  })
  .chain((r) =>
    fc
      .array(fc.nat({ max: 15 }), { minLength: r.moves.length, maxLength: r.moves.length })
      .map((checks) => ({ ...r, checks })),
  );

function refusal(text: string): HeddleError {
  try {
    decodeReplay(text);
  } catch (error) {
    if (error instanceof HeddleError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

test("a recording is read back as it was written", () => {
  fc.assert(
    fc.property(recording, (r) => {
      const text = encodeReplay(r);
      expect(decodeReplay(text)).toEqual(r);
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(76);
      expect(text).toMatch(/^heddle1\.[\w\n-]*$/);
    }),
    { numRuns: 500 },
  );
});

test("quoting and wrapping by mail programs does no harm", () => {
  fc.assert(
    fc.property(recording, fc.integer({ min: 5, max: 40 }), (r, width) => {
      const text = encodeReplay(r).replaceAll("\n", "");
      const wrapped = (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).map((l) => `> > ${l} `);
      expect(decodeReplay(wrapped.join("\r\n"))).toEqual(r);
    }),
  );
});

test("a typical interleaving fits in one line", () => {
  const moves = [
    0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0,
  ];
  const text = encodeReplay({
    memory: "sc",
    scenario: 1,
    property: 2,
    moves,
    checks: moves.map(() => 5),
  });
  expect(text).not.toContain("\n");
});

test("a string with one character changed is refused, or means the same", () => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  fc.assert(
    fc.property(recording, fc.nat(), fc.nat({ max: 63 }), (r, where, which) => {
      const text = encodeReplay(r).replaceAll("\n", "");
      const at = 8 + (where % (text.length - 8));
      const changed = `${text.slice(0, at)}${digits[which]}${text.slice(at + 1)}`;
      // The last character has bits that mean nothing.
      if (at === text.length - 1 && sameOrRefused(changed, r)) return;
      if (changed === text) return;
      expect(refusal(changed).message).toMatch(/^this replay string is damaged: /);
    }),
    { numRuns: 500 },
  );
});

function sameOrRefused(text: string, r: Recording): boolean {
  try {
    expect(decodeReplay(text)).toEqual(r);
    return true;
  } catch (error) {
    return error instanceof HeddleError;
  }
}

test("a string that is cut off, doubled or mixed up is refused", () => {
  const text = encodeReplay({
    memory: "tso",
    scenario: nameHash("a scenario"),
    property: nameHash("a property"),
    moves: [0, 1, 1, 0, 0, 2],
    checks: [1, 2, 3, 4, 5, 6],
  });
  for (let length = 0; length < text.length; length++) {
    const { message, hint } = refusal(text.slice(0, length));
    expect(message).toMatch(/^this replay string is damaged: /);
    expect(hint).toBe("copy all of it, from `heddle1.` to its last character, every line of it");
  }
  for (const wrong of [
    "",
    "hello",
    "heddle",
    `${text}=`,
    `${text}${text}`,
    text.slice(8),
    "heddle1.",
  ]) {
    expect(refusal(wrong).message).toMatch(/^this replay string is damaged: /);
  }
  const swapped = text.slice(0, 12) + text[13] + text[12] + text.slice(14);
  expect(refusal(swapped).message).toBe(
    "this replay string is damaged: its checksum does not match",
  );
});

test("a string of another version is refused as such", () => {
  const error = refusal("heddle2.AAAAAAAAAAAA");
  expect(error.message).toBe("this replay string is of version 2; this is Heddle's version 1");
  expect(error.hint).toBe(
    "replay it with the Heddle that wrote it, or run the notebook again for a new one",
  );
});

test("hashes of names and steps are stable, for strings that were sent long ago", () => {
  const known = encodeReplay({
    memory: "weak",
    scenario: nameHash("collapse vs write(2)"),
    property: nameHash("no deadlock"),
    moves: [0, 0, 1, 256, 0 | flushBit, 2],
    checks: ["a", "b", "c", "d", "e", "f"].map(stepCheck),
  });
  expect(known).toMatchInlineSnapshot(`"heddle1.AhHkyFoGBAACAQMAAgMAAQICy8Zs7x2i"`);
});
