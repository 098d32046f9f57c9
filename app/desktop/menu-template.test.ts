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
  expect(window.role).toBe("window");
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

test("the menu to view zooms, which a window without these items cannot do", () => {
  const [view] = menuTemplate([{ label: "View", items: [] }], false, () => {});
  const items = view.submenu as Electron.MenuItemConstructorOptions[];
  expect(items.map(({ role }) => role)).toEqual([
    ...[undefined, "zoomIn", "zoomIn", "zoomOut", "resetZoom", "togglefullscreen"],
  ]);
});

test("the key that closes a notebook closes no window", () => {
  for (const mac of [true, false]) {
    const items = menuTemplate([], mac, () => {}).at(-1)?.submenu;
    const close = (items as Electron.MenuItemConstructorOptions[]).find(
      ({ role }) => role === "close",
    );
    expect(close?.accelerator).toBe("CmdOrCtrl+Shift+W");
  }
});
