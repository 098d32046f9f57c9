import type { MenuItemConstructorOptions } from "electron";
import type { Menu, MenuItem } from "../host/contract.js";

/** Without these a Mac's keys for the clipboard would do nothing. */
const clipboard: readonly MenuItemConstructorOptions[] = [
  { type: "separator" },
  { role: "cut" },
  { role: "copy" },
  { role: "paste" },
  { role: "selectAll" },
];

/** What a browser has by itself; larger with and without Shift, as keyboards differ. */
const zoom: readonly MenuItemConstructorOptions[] = [
  { type: "separator" },
  { role: "zoomIn" },
  { role: "zoomIn", accelerator: "CmdOrCtrl+=", visible: false },
  { role: "zoomOut" },
  { role: "resetZoom" },
  { role: "togglefullscreen" },
];

/** What the system adds to one of our menus. */
const additions: Readonly<Record<string, readonly MenuItemConstructorOptions[]>> = {
  Edit: clipboard,
  View: zoom,
};

/**
 * The menu about windows. The one that Electron brings closes the window with the key that closes a
 * notebook.
 */
function windowMenu(mac: boolean): MenuItemConstructorOptions {
  return {
    label: "Window",
    role: "window",
    submenu: [
      { role: "minimize" },
      { role: "zoom" },
      { role: "close", accelerator: "CmdOrCtrl+Shift+W" },
      ...(mac ? [{ role: "front" } as const] : []),
    ],
  };
}

/**
 * The menu bar from the renderer's menus. The keys are shown but not bound: the renderer handles
 * them itself, because what they mean depends on where the focus is.
 *
 * @param choose called with the command's id
 */
export function menuTemplate(
  menus: readonly Menu[],
  mac: boolean,
  choose: (command: string) => void,
): MenuItemConstructorOptions[] {
  const item = (entry: MenuItem): MenuItemConstructorOptions => {
    if (entry.kind === "separator") return { type: "separator" };
    const { command, label, accelerator, enabled } = entry;
    return {
      id: command,
      label,
      enabled,
      registerAccelerator: false,
      ...(accelerator === null ? {} : { accelerator }),
      click: () => choose(command),
    };
  };
  const ours = menus.map(({ label, items }) => ({
    label,
    submenu: [...items.map(item), ...(additions[label] ?? [])],
  }));
  const system: MenuItemConstructorOptions[] = mac ? [{ role: "appMenu" }] : [];
  return [...system, ...ours, windowMenu(mac)];
}
