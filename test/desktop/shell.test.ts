/** The built desktop program on the stand-in for Electron: how its parts are wired. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { app } from "./electron/app.js";
import { BrowserWindow } from "./electron/browser-window.js";
import { endChromium } from "./electron/chromium.js";
import { answers, openedExternally, shown } from "./electron/dialogs.js";
import { session } from "./electron/surroundings.js";

/** Typed as text, so that the type checker does not look into what is built. */
const builtMain: string = "../../dist/desktop/main.js";
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-desktop-"));
  process.env.HEDDLE_DATA = join(folder, "data");
  await import(builtMain);
  await firstPage();
}, 60_000);

afterAll(async () => {
  await endChromium();
  await rm(folder, { recursive: true, force: true });
});

/** The first window, once it is shown. */
async function firstWindow(): Promise<BrowserWindow> {
  return vi.waitFor(() => {
    const [window] = BrowserWindow.all;
    expect(window?.isShown).toBe(true);
    return window;
  }, 30_000);
}

/** Its page, listening to what comes from the host. */
async function firstPage(): Promise<Page> {
  const { page } = (await firstWindow()).webContents;
  if (page === null) throw new Error("a window that is shown has a page");
  return page;
}

/** Calls the host as the renderer does: a message of the contract's protocol over the bridge. */
async function call(name: string, ...args: unknown[]): Promise<unknown> {
  const answer = await (await firstPage()).evaluate(listenAndCall, [name, args] as const);
  if (answer.e !== undefined) throw Object.assign(new Error(name), answer.e);
  return answer.r;
}

/** Runs in the page. */
function listenAndCall([name, args]: readonly [string, unknown[]]): Promise<{
  r?: unknown;
  e?: object;
}> {
  interface Page {
    heddleHost: { post(text: string): void; receive(listener: (text: string) => void): void };
    heardByTest?: { m?: string; a?: unknown[]; i?: string }[];
  }
  const window = globalThis as unknown as Page;
  const heard = (window.heardByTest ??= []);
  const id = String(Math.random());
  return new Promise((done) => {
    window.heddleHost.receive((text) => {
      const message = JSON.parse(text) as { i?: string; t: string; r?: unknown; e?: object };
      if (message.t === "s" && message.i === id) done(message);
      else {
        heard.push(message);
        // Whoever asks, for example before the window closes, gets an empty answer.
        if (message.i !== undefined) {
          window.heddleHost.post(JSON.stringify({ t: "s", i: message.i }));
        }
      }
    });
    window.heddleHost.post(JSON.stringify({ t: "q", i: id, m: name, a: args }));
  });
}

const heard = async () =>
  (await firstPage()).evaluate(
    () => (globalThis as unknown as { heardByTest: { m: string; a: unknown[] }[] }).heardByTest,
  );

test("the page comes from its own scheme and is isolated", async () => {
  const page = await firstPage();
  const facts = await page.evaluate(() => ({
    isolated: (globalThis as unknown as { crossOriginIsolated: boolean }).crossOriginIsolated,
    node: typeof (globalThis as { process?: unknown }).process,
  }));
  expect(facts).toEqual({ isolated: true, node: "undefined" });
  expect((await firstWindow()).options.webPreferences?.sandbox).toBe(true);
});

test("the host tells the page what it needs to start", async () => {
  const info = (await call("start")) as { mode: string; gallery: { name: string }[] };
  expect(info.mode).toBe("desktop");
  expect(info.gallery.map(({ name }) => name)).toContain("khugepaged-writers.heddle.md");
});

test("a notebook chosen in a dialog is opened, changed on disk by others, and saved", async () => {
  const path = join(folder, "a.heddle.md");
  await writeFile(path, "# A\n");
  answers.open = path;
  expect(await call("chooseOpen")).toBe(path);
  const opened = (await call("open", path)) as { text: string; revision: string };
  expect(opened.text).toBe("# A\n");
  expect(app.recentDocuments).toContain(path);

  await writeFile(path, "# B\n");
  await vi.waitFor(async () => {
    const change = (await heard()).find(({ m }) => m === "changedOnDisk");
    expect(change?.a[0]).toMatchObject({ path, text: "# B\n" });
  }, 10_000);
  expect(await call("save", { path, text: "# C\n", over: opened.revision })).toMatchObject({
    kind: "changed",
    text: "# B\n",
  });
});

test("a notebook is saved under its ending, whatever name is typed", async () => {
  for (const typed of ["race", "race.md", "race.heddle", "race.heddle.md"]) {
    answers.save = join(folder, typed);
    expect(await call("chooseSave", "untitled")).toBe(join(folder, "race.heddle.md"));
  }
  await writeFile(join(folder, "race.heddle.md"), "# There already\n");
  answers.save = join(folder, "race");
  answers.message = 1;
  expect(await call("chooseSave", "untitled")).toBeNull();
  expect(shown.at(-1)?.options).toMatchObject({
    message: "race.heddle.md is there already. Replace it?",
  });
  answers.message = 0;
  expect(await call("chooseSave", "untitled")).toBe(join(folder, "race.heddle.md"));
  // Whoever typed the whole name was asked by the system.
  const asked = shown.length;
  answers.save = join(folder, "race.heddle.md");
  expect(await call("chooseSave", "untitled")).toBe(answers.save);
  expect(shown.slice(asked).map(({ kind }) => kind)).toEqual(["save"]);
  answers.save = join(folder, "finding.txt");
  expect(await call("saveExport", "finding.txt", "text\n")).toBe(answers.save);
  expect(await readFile(answers.save, "utf8")).toBe("text\n");
});

test("a menu item reports its command to the page", async () => {
  const item = { kind: "command", command: "run.all", label: "Run all", enabled: true };
  await call("setMenu", [{ label: "Run", items: [{ ...item, accelerator: "F5" }] }]);
  const { menu } = await firstWindow();
  menu?.choose("run.all");
  await vi.waitFor(async () => {
    expect(await heard()).toContainEqual(expect.objectContaining({ m: "command", a: ["run.all"] }));
  });
});

test("another window stands beside the first, and Ctrl with the wheel zooms", async () => {
  const first = await firstWindow();
  const contents = first.webContents;
  contents.emit("zoom-changed", {}, "in");
  expect(contents.getZoomLevel()).toBe(0.5);
  contents.emit("zoom-changed", {}, "out");
  expect(contents.getZoomLevel()).toBe(0);
  await call("newWindow");
  const others = [...BrowserWindow.all].filter((window) => window !== first);
  expect(others).toHaveLength(1);
  await vi.waitFor(() => expect(others[0].isShown).toBe(true), 10_000);
  others[0].close();
  await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(1), 10_000);
});

test("a page cannot leave: links to the web open in the browser, the rest is blocked", async () => {
  const page = await firstPage();
  const here = page.url();
  const leaveFor = (url: string): Promise<void> =>
    page.evaluate((to) => {
      (globalThis as unknown as { location: string }).location = to;
    }, url);
  await leaveFor("https://lore.kernel.org/");
  await vi.waitFor(() => expect(openedExternally).toEqual(["https://lore.kernel.org/"]));
  for (const url of ["http://evil.example/", "file:///etc/passwd"]) {
    await leaveFor(url);
    // Another one would take the place of one that has not begun.
    await page.waitForTimeout(200);
  }
  expect(openedExternally).toEqual(["https://lore.kernel.org/"]);
  expect(page.url()).toBe(here);
});

test("permissions are answered by the policy", () => {
  const { request, check, device } = session.defaultSession;
  const answer = vi.fn();
  request?.({}, "media", answer, { requestingUrl: "heddle-app://workbench/" });
  expect(answer).toHaveBeenCalledWith(false);
  expect(check?.({}, "clipboard-sanitized-write", "heddle-app://workbench")).toBe(true);
  expect(device?.({})).toBe(false);
});

test("a second start and a deep link show their notebook in the window that is there", async () => {
  const link = "heddle://open?file=%2Fx%2Fa.heddle.md&cell=c&step=3";
  app.emit("second-instance", {}, ["heddle", "b.heddle.md"], "/home");
  app.emit("open-url", { preventDefault: () => {} }, link);
  await vi.waitFor(async () => {
    const shows = (await heard()).filter(({ m }) => m === "show").map(({ a }) => a[0]);
    expect(shows).toEqual([
      { path: "/home/b.heddle.md", cell: null, replay: null, step: null },
      { path: "/x/a.heddle.md", cell: "c", replay: null, step: 3 },
    ]);
  });
  expect(BrowserWindow.all.size).toBe(1);
});

test("a window that closes lets its page write backups and remembers where it was", async () => {
  const window = await firstWindow();
  window.close();
  await vi.waitFor(() => expect(BrowserWindow.all.size).toBe(0), 10_000);
  const stored = await readFile(join(folder, "data", "window.json"), "utf8");
  expect(JSON.parse(stored)).toMatchObject({ width: 1280, height: 860, maximized: false });
});

test("a page that crashes is offered to be reloaded", async () => {
  app.emit("activate");
  const window = await firstWindow();
  const { page } = window.webContents;
  answers.message = 0;
  window.webContents.forcefullyCrashRenderer();
  await vi.waitFor(() => expect(shown.at(-1)?.kind).toBe("message"), 10_000);
  expect(shown.at(-1)?.options).toMatchObject({ message: "The window has crashed." });
  await vi.waitFor(() => expect(window.webContents.page).not.toBe(page), 10_000);
  await vi.waitFor(async () => {
    expect(await call("start")).toMatchObject({ mode: "desktop" });
  }, 10_000);
});
