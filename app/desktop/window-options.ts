import type { BrowserWindowConstructorOptions } from "electron";
import type { WindowState } from "./window-state.js";

/** The narrowest window in which no region is cut off. */
const smallest = { minWidth: 640, minHeight: 420 };

/**
 * How a window is made: confined renderer, no Node in the page, nothing shown before the first
 * paint.
 *
 * @param preload absolute path of the built preload script
 * @param dark whether the system is dark, for the colour before the first paint
 */
export function windowOptions(
  preload: string,
  { x, y, width, height }: WindowState,
  dark: boolean,
): BrowserWindowConstructorOptions {
  return {
    ...(x === null || y === null ? {} : { x, y }),
    width,
    height,
    ...smallest,
    show: false,
    title: "Heddle",
    backgroundColor: dark ? "#16181d" : "#ffffff",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // A search goes on at full speed while the window is behind others.
      backgroundThrottling: false,
      spellcheck: false,
    },
  };
}
