/**
 * A stand-in for the `electron` module, so that the built main and preload scripts run unchanged in
 * tests on machines without Electron's binary. Windows are pages of a real Chromium, driven through
 * Playwright; the scheme handler, IPC, dialogs and menus connect as they do in Electron.
 *
 * What it does not show: process isolation and sandboxing of the page (the preload script shares the
 * page's world here, so what `contextBridge` keeps apart is not apart), native widgets, the system's
 * own part in file associations and deep links, several displays, and timing. Only what
 * `app/desktop` uses is here; anything else fails loudly as undefined.
 */
export { app } from "./app.js";
export { BrowserWindow } from "./browser-window.js";
export { contextBridge, ipcRenderer, webUtils } from "./renderer-side.js";
export { dialog, shell } from "./dialogs.js";
export { ipcMain } from "./ipc.js";
export { Menu } from "./menu.js";
export { protocol } from "./protocol.js";
export { nativeTheme, screen, session } from "./surroundings.js";
