/** What the preload script puts into the page: two functions that pass text, nothing else. */
export interface Bridge {
  /** Sends a message of the host contract. */
  post(text: string): void;
  /** Calls back with each message that comes; there is one listener. */
  receive(listener: (text: string) => void): void;
}

/** Name of the bridge in the page's `window`. */
export const bridgeName = "heddleHost";
/** Name of the one IPC channel. */
export const channelName = "heddle-host";
