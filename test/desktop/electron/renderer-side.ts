/**
 * The preload script's half runs in the page: `browser-window.ts` gives it these as text. They are
 * exported here so that importing them by name works in bundles; nothing may call them in Node.
 */
function onlyInPages(): never {
  throw new Error("contextBridge and ipcRenderer exist in preload scripts only");
}

export const contextBridge = { exposeInMainWorld: onlyInPages };
export const ipcRenderer = { on: onlyInPages, send: onlyInPages };
export const webUtils = { getPathForFile: onlyInPages };

/**
 * Wraps a built preload script so that it runs in a page with its `electron` module.
 * `heddleTestSend` is the page's way out; `heddleTestReceive` is called for what comes in.
 */
export function asPageScript(preload: string): string {
  return `(() => {
    const listeners = new Map();
    window.heddleTestReceive = (channel, ...args) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    };
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name, api) =>
          Object.defineProperty(window, name, { value: Object.freeze(api) }),
      },
      ipcRenderer: {
        on: (channel, listener) =>
          listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
        send: (channel, ...args) => void window.heddleTestSend(channel, args),
      },
      // A test gives its files the path that a file manager would.
      webUtils: { getPathForFile: (file) => file.heddleTestPath ?? "" },
    };
    const module = { exports: {} };
    const require = (name) => {
      if (name === "electron") return electron;
      throw new Error("a sandboxed preload script cannot require " + name);
    };
    ((module, exports, require) => {${preload}\n})(module, module.exports, require);
  })();`;
}
