/** Runs in the page's sandbox before the page; see `bridge.ts`. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { type Bridge, bridgeName, channelName } from "./bridge.js";

let listener: ((text: string) => void) | null = null;
/** Messages that came before the page was ready for them. */
const early: string[] = [];

ipcRenderer.on(channelName, (_event, text: unknown) => {
  if (typeof text !== "string") return;
  if (listener === null) early.push(text);
  else listener(text);
});

const bridge: Bridge = {
  post: (text) => ipcRenderer.send(channelName, text),
  receive: (next) => {
    listener = next;
    for (const text of early.splice(0)) next(text);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};
contextBridge.exposeInMainWorld(bridgeName, bridge);
