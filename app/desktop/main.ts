/** The desktop program: one instance, its windows, and what the system asks it to show. */
import { homedir } from "node:os";
import { join } from "node:path";
import { BrowserWindow, app } from "electron";
import { version } from "../../package.json";
import { Assets } from "../host/assets.js";
import { kernelPrefix } from "../host/content-policy.js";
import type { Target } from "../host/contract.js";
import { dataFolder } from "../host/data-folder.js";
import { anywhere } from "../host/folder-guard.js";
import { JsonFile } from "../host/json-file.js";
import { SharedState } from "../host/shared-state.js";
import { linkScheme } from "../host/target.js";
import { guardPermissions } from "./guard-contents.js";
import { targetsOf } from "./launch-arguments.js";
import { registerPageScheme, servePages } from "./page-protocol.js";
import { firstWindow, windowStateSchema } from "./window-state.js";
import { type Surroundings, WorkbenchWindow } from "./workbench-window.js";

/** Built files lie beside the built main script: `dist/desktop/main.js`. */
const dist = join(import.meta.dirname, "..");

const windows = new Set<WorkbenchWindow>();
/** What the system asked to show before there was a window. */
const early: Target[] = [];
let surroundings: Surroundings | null = null;

/** In development Electron's own arguments include the program's folder. */
const ownArguments = (argv: readonly string[]): string[] => argv.slice(app.isPackaged ? 1 : 2);

async function openWindow(target: Target | null): Promise<void> {
  if (surroundings === null) return;
  windows.add(await WorkbenchWindow.open(surroundings, target, (gone) => windows.delete(gone)));
}

/** In the window that was used last, else in a new one. */
function show(target: Target): void {
  const focused = BrowserWindow.getFocusedWindow();
  const all = [...windows];
  const window = all.find((each) => each.window === focused) ?? all.at(-1);
  if (window !== undefined) window.show(target);
  else if (surroundings === null) early.push(target);
  else void openWindow(target);
}

function start(): void {
  registerPageScheme();
  app.on("second-instance", (_event, argv, cwd) => {
    const targets = targetsOf(ownArguments(argv), cwd);
    if (targets.length === 0) void openWindow(null);
    for (const target of targets) show(target);
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    for (const target of targetsOf([path], "/")) show(target);
  });
  app.on("open-url", (event, url) => {
    event.preventDefault();
    for (const target of targetsOf([url], "/")) show(target);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (windows.size === 0) void openWindow(null);
  });
  app.setAsDefaultProtocolClient(linkScheme);

  void app.whenReady().then(async () => {
    const data = dataFolder({ platform: process.platform, env: process.env, home: homedir() });
    const shared = new SharedState(
      { guard: anywhere(), data, gallery: join(dist, "..", "notebooks") },
      (path) => app.addRecentDocument(path),
    );
    servePages(await Assets.of({ "/": join(dist, "ui"), [kernelPrefix]: join(dist, "web") }));
    guardPermissions();
    surroundings = {
      shared,
      version,
      preload: join(dist, "desktop", "preload.cjs"),
      state: new JsonFile(join(data, "window.json"), windowStateSchema, firstWindow),
      newWindow: () => openWindow(null),
    };
    const [first, ...others] = [
      ...early.splice(0),
      ...targetsOf(ownArguments(process.argv), process.cwd()),
    ];
    await openWindow(first ?? null);
    for (const target of others) show(target);
  });
}

// A second start hands its arguments to the first and ends.
if (app.requestSingleInstanceLock()) start();
else app.quit();
