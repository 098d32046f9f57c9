import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { BrowserWindowConstructorOptions } from "electron";
import type { Page } from "playwright-core";
import { browserContext } from "./chromium.js";
import { ipcMain } from "./ipc.js";
import type { Menu } from "./menu.js";
import { fromChromium, respond, toChromium } from "./protocol.js";
import { asPageScript } from "./renderer-side.js";

type OpenHandler = (details: { url: string }) => { action: "deny" | "allow" };

/** `window.webContents`: one Chromium page. */
class WebContents extends EventEmitter {
  page: Page | null = null;
  private destroyed = false;
  private crashed = false;
  private zoomLevel = 0;
  private url: string | null = null;
  /** Whether the next navigation is the one that `load` asks for. */
  private first = true;
  private openHandler: OpenHandler = () => ({ action: "allow" });

  constructor(private readonly preload: string) {
    super();
  }

  async load(url: string): Promise<void> {
    this.url = url;
    this.crashed = false;
    this.first = true;
    const context = await browserContext();
    const page = await context.newPage();
    this.page = page;
    await page.exposeFunction("heddleTestSend", (channel: string, args: unknown[]) => {
      const frame = { url: fromChromium(page.mainFrame().url()), parent: null };
      ipcMain.emit(channel, { sender: this, senderFrame: frame }, ...args);
    });
    await page.addInitScript(asPageScript(readFileSync(this.preload, "utf8")));
    await page.route("**/*", async (route, request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
        if (!this.mayNavigate(fromChromium(request.url()))) {
          await route.abort("aborted");
          return;
        }
        this.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
      }
      const response = await respond(request.url());
      if (response === null) await route.abort("blockedbyclient");
      else {
        await route.fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: Buffer.from(await response.arrayBuffer()),
        });
      }
    });
    page.on("popup", (popup) => {
      this.openHandler({ url: fromChromium(popup.url()) });
      void popup.close();
    });
    page.on("crash", () => {
      this.crashed = true;
      this.emit("render-process-gone", {}, { reason: "crashed" });
    });
    // A window that is closed while it loads is not an error.
    await page.goto(toChromium(url)).catch((error: unknown) => {
      if (!this.destroyed && !page.isClosed()) throw error;
    });
  }

  send(channel: string, ...args: unknown[]): void {
    const receive = ([name, values]: readonly [string, unknown[]]): void => {
      (
        globalThis as unknown as { heddleTestReceive(name: string, ...values: unknown[]): void }
      ).heddleTestReceive(name, ...values);
    };
    // A page that is being left does not receive any more.
    void this.page?.evaluate(receive, [channel, args] as const).catch(() => undefined);
  }

  getZoomLevel(): number {
    return this.zoomLevel;
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  forcefullyCrashRenderer(): void {
    void this.page?.goto("chrome://crash").catch(() => undefined);
  }

  /** Playwright cannot use a page that has crashed: it is replaced. */
  reload(): void {
    const { page, url } = this;
    if (page === null || url === null) return;
    if (this.crashed) void page.close().then(() => this.load(url));
    else void page.reload();
  }

  async destroy(): Promise<void> {
    this.destroyed = true;
    await this.page?.close();
  }

  /** Electron asks `will-navigate` for what the page starts, not for `loadURL` and reloads. */
  private mayNavigate(url: string): boolean {
    const current = this.page === null ? "" : fromChromium(this.page.url());
    if (this.first || url === current) {
      this.first = false;
      return true;
    }
    let prevented = false;
    this.emit("will-navigate", { url, preventDefault: () => (prevented = true) });
    return !prevented;
  }
}

/** `electron.BrowserWindow`. */
export class BrowserWindow extends EventEmitter {
  static readonly all = new Set<BrowserWindow>();
  static focused: BrowserWindow | null = null;

  readonly webContents: WebContents;
  menu: Menu | null = null;
  isShown = false;
  private maximized = false;
  private destroyed = false;

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super();
    this.webContents = new WebContents(options.webPreferences?.preload ?? "");
    BrowserWindow.all.add(this);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.all];
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    this.emit("ready-to-show");
  }

  show(): void {
    this.isShown = true;
    this.focus();
  }

  focus(): void {
    BrowserWindow.focused = this;
  }

  /** The user's click on the window's close button. */
  close(): void {
    let prevented = false;
    this.emit("close", { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    BrowserWindow.all.delete(this);
    if (BrowserWindow.focused === this) BrowserWindow.focused = null;
    void this.webContents.destroy();
    this.emit("closed");
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.focus();
  }

  maximize(): void {
    this.maximized = true;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }

  setMenu(menu: Menu): void {
    this.menu = menu;
  }
}
