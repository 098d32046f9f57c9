type PermissionHandler = (...args: readonly unknown[]) => unknown;

/** `electron.nativeTheme`. */
export const nativeTheme = { shouldUseDarkColors: false };

/** `electron.screen`: one display. */
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }],
};

/** `electron.session`: keeps the handlers that were set. */
export const session = {
  defaultSession: {
    request: null as PermissionHandler | null,
    check: null as PermissionHandler | null,
    device: null as PermissionHandler | null,
    setPermissionRequestHandler(handler: PermissionHandler) {
      this.request = handler;
    },
    setPermissionCheckHandler(handler: PermissionHandler) {
      this.check = handler;
    },
    setDevicePermissionHandler(handler: PermissionHandler) {
      this.device = handler;
    },
  },
};
