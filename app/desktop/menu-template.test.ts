import { expect, test, vi } from "vitest";
import { menuTemplate } from "./menu-template.js";

const menus = [
  {
    label: "Run",
    items: [
      { kind: "command", command: "run.all", label: "Run all", accelerator: "F5", enabled: true },
      { kind: "separator" },
      { kind: "command", command: "x", label: "X", accelerator: null, enabled: false },
    ],
  },
] as const;

test("menu items show their keys without binding them, and report what was chosen", () => {
  const choose = vi.fn();
  const [run, window] = menuTemplate(menus, false, choose);
  expect(window).toEqual({ role: "windowMenu" });
  const [all, line, last] = run.submenu as Electron.MenuItemConstructorOptions[];
  expect(all).toMatchObject({ label: "Run all", accelerator: "F5", registerAccelerator: false });
  all.click?.({} as never, undefined, {});
  expect(choose).toHaveBeenCalledWith("run.all");
  expect(line).toEqual({ type: "separator" });
  expect(last).not.toHaveProperty("accelerator");
  expect(last.enabled).toBe(false);
});

test("a Mac has its own first menu", () => {
  expect(menuTemplate(menus, true, () => {})[0]).toEqual({ role: "appMenu" });
});

test("the menu to edit has the clipboard, which a Mac takes its keys from", () => {
  const [edit] = menuTemplate([{ label: "Edit", items: [] }], false, () => {});
  expect(edit.submenu).toEqual([
    { type: "separator" },
    { role: "cut" },
    { role: "copy" },
    { role: "paste" },
    { role: "selectAll" },
  ]);
});
