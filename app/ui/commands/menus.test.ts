import { expect, test } from "vitest";
import { commands } from "./commands.js";
import { menusOf } from "./menus.js";

const settings = { keys: {}, letterKeys: true, mac: false, desktop: false };
const itemsOf = (mac: boolean, letterKeys = true) =>
  menusOf({ ...settings, mac, letterKeys }, (id) => id !== "interrupt").flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === "command" ? [item] : [])),
  );
const accelerator = (id: string, mac = false, letterKeys = true) =>
  itemsOf(mac, letterKeys).find(({ command }) => command === id)?.accelerator;

test("every command stands in exactly one menu", () => {
  expect(
    itemsOf(false)
      .map(({ command }) => command)
      .sort(),
  ).toEqual(commands.map(({ id }) => id).sort());
});

test("keys are spelled as Electron spells them; sequences are left out", () => {
  expect(accelerator("save")).toBe("CmdOrCtrl+S");
  expect(accelerator("move-up")).toBe("Alt+Up");
  expect(accelerator("delete")).toBeNull();
});

test("a letter is shown where it is a command, and never on a Mac, whose menus bind their keys", () => {
  expect(accelerator("insert-below")).toBe("B");
  expect(accelerator("insert-below", false, false)).toBeNull();
  expect(accelerator("insert-below", true)).toBeNull();
  expect(accelerator("undo", true)).toBe("CmdOrCtrl+Z");
});

test("what can do nothing now is disabled", () => {
  expect(
    itemsOf(false)
      .filter(({ enabled }) => !enabled)
      .map(({ command }) => command),
  ).toEqual(["interrupt"]);
});

test("no menu begins or ends with a line, or has two in a row", () => {
  for (const { items } of menusOf(settings, () => true)) {
    const kinds = items.map(({ kind }) => (kind === "separator" ? "-" : "x")).join("");
    expect(kinds).toMatch(/^x+(-x+)*$/);
  }
});
