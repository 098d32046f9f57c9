import type { WebUtils } from "electron";

/** A file of the page, which only the page and Electron can look into. */
export type DroppedFile = Parameters<WebUtils["getPathForFile"]>[0];

/** What the preload script puts into the page: functions that pass text, nothing else. */
export interface Bridge {
  /** Sends a message of the host contract. */
  post(text: string): void;
  /** Calls back with each message that comes; there is one listener. */
  receive(listener: (text: string) => void): void;
  /** The path of a file that the user dropped or picked; empty for one that is on no disk. */
  pathOf(file: DroppedFile): string;
}

/** Name of the bridge in the page's `window`. */
export const bridgeName = "heddleHost";
/** Name of the one IPC channel. */
export const channelName = "heddle-host";
