import { EventEmitter } from "node:events";

/** `electron.ipcMain`: receives what pages send. */
export const ipcMain = new EventEmitter();
ipcMain.setMaxListeners(0);
