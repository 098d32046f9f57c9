/** One window: made, connected to the host, kept reachable, closed without losing anything. */
import { availableParallelism } from "node:os";
import { BrowserWindow, Menu, dialog, ipcMain, nativeTheme, screen, shell } from "electron";
import { type Served, serveChannel } from "../host/channel.js";
import type { Target } from "../host/contract.js";
import type { Shell } from "../host/create-host.js";
import type { JsonFile } from "../host/json-file.js";
import type { SharedState } from "../host/shared-state.js";
import { channelName } from "./bridge.js";
import { chooseOpen, chooseSave } from "./dialogs.js";
import { guardContents, isFromPage } from "./guard-contents.js";
import { menuTemplate } from "./menu-template.js";
import { pageAddress } from "./navigation-policy.js";
import { windowOptions } from "./window-options.js";
import { type WindowState, besideOthers, fitWindow } from "./window-state.js";

/** Milliseconds that a closing window gets to write its backups. */
const closingTime = 2000;

/** What all windows share. */
export interface Surroundings {
  readonly shared: SharedState;
  readonly version: string;
  readonly preload: string;
  readonly state: JsonFile<WindowState>;
  /** Opens another window. */
  readonly newWindow: () => Promise<void>;
}

/** A window of the workbench. */
export class WorkbenchWindow {
  readonly window: BrowserWindow;
  private served: Served | null = null;
  private closing = false;
  private recovering = false;

  /** @param target what the new page shows first */
  static async open(
    surroundings: Surroundings,
    target: Target | null,
    closed: (window: WorkbenchWindow) => void,
  ): Promise<WorkbenchWindow> {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const stored = await surroundings.state.read();
    const others = BrowserWindow.getAllWindows().map((window) => window.getNormalBounds());
    const state = fitWindow(besideOthers(stored, others), areas);
    return new WorkbenchWindow(surroundings, state, target, closed);
  }

  private constructor(
    private readonly surroundings: Surroundings,
    state: WindowState,
    private target: Target | null,
    closed: (window: WorkbenchWindow) => void,
  ) {
    const dark = nativeTheme.shouldUseDarkColors;
    this.window = new BrowserWindow(windowOptions(surroundings.preload, state, dark));
    const { window } = this;
    if (state.maximized) window.maximize();
    guardContents(window.webContents);
    this.watchPage();
    window.once("ready-to-show", () => window.show());
    window.on("close", (event) => {
      if (this.closing) return;
      event.preventDefault();
      void this.close();
    });
    window.on("closed", () => closed(this));
    void window.loadURL(pageAddress);
  }

  /** Shows a place in the page, or remembers it for the page that is being loaded. */
  show(target: Target): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
    if (this.served === null) this.target = target;
    else void this.served.remote.show.asEvent(target);
  }

  private async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    const { window, surroundings } = this;
    const { x, y, width, height } = window.getNormalBounds();
    const state = { x, y, width, height, maximized: window.isMaximized() };
    // A window that hangs or a full disk must not keep the window open.
    await Promise.race([
      Promise.allSettled([this.served?.remote.prepareToClose(), surroundings.state.write(state)]),
      new Promise((done) => setTimeout(done, closingTime)),
    ]);
    window.destroy();
  }

  /** Each page that is loaded gets a host of its own; the one before is ended. */
  private watchPage(): void {
    const { window } = this;
    const contents = window.webContents;
    let listener: ((text: string) => void) | null = null;
    const receive = (event: Electron.IpcMainEvent, text: unknown): void => {
      if (event.sender !== contents || typeof text !== "string") return;
      if (isFromPage(contents, event.senderFrame)) listener?.(text);
    };
    ipcMain.on(channelName, receive);
    const connect = (): void => {
      this.served?.end();
      this.served = serveChannel(
        {
          post: (text) => {
            if (!contents.isDestroyed()) contents.send(channelName, text);
          },
          receive: (next) => {
            listener = next;
          },
        },
        this.surroundings.shared,
        this.makeShell(),
      );
    };
    contents.on("did-start-navigation", (details) => {
      if (details.isMainFrame && !details.isSameDocument) connect();
    });
    // Ctrl and the wheel; the keys are in the menu.
    contents.on("zoom-changed", (_event, direction) => {
      contents.setZoomLevel(contents.getZoomLevel() + (direction === "in" ? 0.5 : -0.5));
    });
    contents.on("render-process-gone", (_event, { reason }) => {
      if (reason === "clean-exit" || this.closing) return;
      void this.recover("The window has crashed.");
    });
    window.on("unresponsive", () => void this.recover("The window does not respond."));
    window.on("closed", () => {
      ipcMain.off(channelName, receive);
      this.served?.end();
      this.served = null;
    });
  }

  /** A crash costs at most the last second of typing: the new page restores the backups. */
  private async recover(what: string): Promise<void> {
    if (this.recovering) return;
    this.recovering = true;
    const { response } = await dialog.showMessageBox(this.window, {
      type: "error",
      message: what,
      detail: "Unsaved changes up to a second ago are kept and come back with the window.",
      buttons: ["Reload", "Close"],
      defaultId: 0,
      cancelId: 1,
    });
    if (this.window.isDestroyed()) return;
    this.recovering = false;
    if (response === 0) {
      const contents = this.window.webContents;
      if (!contents.isCrashed()) {
        // The end that we make ourselves needs no dialog.
        this.recovering = true;
        contents.once("render-process-gone", () => {
          this.recovering = false;
        });
        contents.forcefullyCrashRenderer();
      }
      contents.reload();
    } else {
      this.closing = true;
      this.window.destroy();
    }
  }

  private makeShell(): Shell {
    const { window } = this;
    const { platform } = process;
    return {
      version: this.surroundings.version,
      mode: "desktop",
      platform: platform === "darwin" ? "mac" : platform === "win32" ? "windows" : "linux",
      cores: availableParallelism(),
      chooseOpen: () => chooseOpen(window),
      chooseSave: (name, kind) => chooseSave(window, name, kind),
      openExternal: (url) => shell.openExternal(url),
      newWindow: () => this.surroundings.newWindow(),
      setMenu: (menus) => {
        const choose = (command: string): void => void this.served?.remote.command.asEvent(command);
        const menu = Menu.buildFromTemplate(menuTemplate(menus, platform === "darwin", choose));
        if (platform === "darwin") Menu.setApplicationMenu(menu);
        else window.setMenu(menu);
      },
      now: () => Date.now(),
      target: () => {
        const { target } = this;
        this.target = null;
        return target;
      },
    };
  }
}
