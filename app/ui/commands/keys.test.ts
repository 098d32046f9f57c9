import { describe, expect, test } from "vitest";
import { commands } from "./commands.js";
import { KeyMatcher, keysOf, type KeyPress, showKeys, spellKey } from "./keys.js";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const settings = { keys: {}, letterKeys: true, mac: false, desktop: false };

test("names of commands are unique, and no two share a key", () => {
  const ids = commands.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const mac of [true, false]) {
    const keys = commands.flatMap((command) =>
      keysOf(command, { ...settings, mac, desktop: true }),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  }
});

test("keys that a browser keeps for itself are the desktop's first ones", () => {
  const keys = (id: string, desktop: boolean, mac = false) => {
    const command = commands.find((each) => each.id === id);
    return command === undefined ? [] : keysOf(command, { ...settings, desktop, mac });
  };
  expect(keys("close", false)).toEqual(["Alt+W"]);
  expect(keys("close", true)).toEqual(["Mod+W", "Alt+W"]);
  expect(keys("next-tab", true)).toEqual(["Mod+Tab", "Alt+PageDown"]);
  expect(keys("next-tab", true, true)).toEqual(["Ctrl+Tab", "Alt+PageDown"]);
});

test("a key that types no Latin letter is the letter that stands there on other keyboards", () => {
  const cyrillic = press("\u044b", { ctrlKey: true, code: "KeyS" });
  expect(spellKey(cyrillic, false)).toBe("Mod+S");
  expect(spellKey(press("\u2211", { altKey: true, code: "KeyW" }), true)).toBe("Alt+W");
  // AltGr types letters: Windows says Ctrl and Alt, others may say Alt.
  const altGr = press("\u0144", { ctrlKey: true, altKey: true, code: "KeyN" });
  expect(spellKey(altGr, false)).toBe("Mod+Alt+\u0143");
  // What stands on a French keyboard where others have Q is an A.
  expect(spellKey(press("a", { code: "KeyQ" }), false)).toBe("A");
});

test("the key that belongs to the system is no letter alone", () => {
  expect(spellKey(press("a", { ctrlKey: true }), true)).toBe("Ctrl+A");
  expect(spellKey(press("d", { metaKey: true }), false)).toBe("Meta+D");
});

test("keys are spelled with their modifiers in one order", () => {
  expect(spellKey(press("p", { ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+P");
  expect(spellKey(press("s", { metaKey: true }), true)).toBe("Mod+S");
  expect(spellKey(press("ArrowUp", { altKey: true }), false)).toBe("Alt+ArrowUp");
});

test("a sign above another one is itself, or the key with Shift where Ctrl is held", () => {
  const held = { shiftKey: true, code: "Slash" };
  expect(spellKey(press("?", held), false)).toBe("?");
  expect(spellKey(press("_", { ctrlKey: true, shiftKey: true, code: "Minus" }), false)).toBe(
    "Mod+Shift+-",
  );
  expect(spellKey(press("J", { shiftKey: true }), false)).toBe("Shift+J");
  expect(spellKey(press(" ", { shiftKey: true }), false)).toBe("Shift+Space");
});

test("keys are shown by the names on the keyboard", () => {
  expect(showKeys("Mod+Shift+-", false)).toBe("Ctrl+Shift+-");
  expect(showKeys("D D", false)).toBe("D D");
  expect(showKeys("Mod++", false)).toBe("Ctrl++");
  expect(showKeys("Alt+ArrowUp", true)).toBe("\u2325\u2191");
});

describe("a matcher", () => {
  test("finds a command by its key", () => {
    const matcher = new KeyMatcher(settings);
    expect(matcher.press(press("b"), "notebook")).toBe("insert-below");
    expect(matcher.press(press("Enter", { shiftKey: true }), "notebook")).toBe("run-next");
  });

  test("waits for the second key of a sequence", () => {
    const matcher = new KeyMatcher(settings);
    expect(matcher.press(press("d"), "notebook")).toBe("pending");
    expect(matcher.press(press("d"), "notebook")).toBe("delete");
    expect(matcher.press(press("d"), "notebook")).toBe("pending");
  });

  test("forgets a sequence that does not go on", () => {
    const matcher = new KeyMatcher(settings);
    expect(matcher.press(press("d"), "notebook")).toBe("pending");
    expect(matcher.press(press("a"), "notebook")).toBe("insert-above");
    expect(matcher.press(press("q"), "notebook")).toBeNull();
  });

  test("leaves letters to the text while somebody types", () => {
    const matcher = new KeyMatcher(settings);
    expect(matcher.press(press("b"), "always")).toBeNull();
    expect(matcher.press(press("h"), "always")).toBeNull();
    expect(matcher.press(press("F1"), "always")).toBe("shortcuts");
    expect(matcher.press(press("Enter", { ctrlKey: true }), "always")).toBe("run");
  });

  test("has no single letters where the user turned them off", () => {
    const matcher = new KeyMatcher({ ...settings, letterKeys: false });
    expect(matcher.press(press("b"), "notebook")).toBeNull();
    expect(matcher.press(press("d"), "notebook")).toBeNull();
    expect(matcher.press(press("Enter"), "notebook")).toBe("edit");
    expect(matcher.press(press("z", { ctrlKey: true }), "notebook")).toBe("undo");
  });

  test("follows the user's own keys", () => {
    const keys = { "run-all": "Mod+R", "insert-below": null };
    const matcher = new KeyMatcher({ ...settings, keys });
    expect(matcher.press(press("r", { ctrlKey: true }), "always")).toBe("run-all");
    expect(matcher.press(press("b"), "notebook")).toBeNull();
  });
});
