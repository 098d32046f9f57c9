import { expect, test } from "vitest";
import { windowOptions } from "./window-options.js";
import { besideOthers, firstWindow, fitWindow } from "./window-state.js";

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const right = { x: 1440, y: 0, width: 2560, height: 1440 };
const stored = { x: 1600, y: 100, width: 1200, height: 800, maximized: false };

test("a window comes back where it was", () => {
  expect(fitWindow(stored, [laptop, right])).toEqual(stored);
});

test("a window on a display that is gone is placed by the system, and made to fit", () => {
  expect(fitWindow({ ...stored, width: 2400 }, [laptop])).toEqual({
    x: null,
    y: null,
    width: 1440,
    height: 800,
    maximized: false,
  });
});

test.each([
  ["above the display", { x: 100, y: -50 }],
  ["with its title bar below the display", { x: 100, y: 890 }],
  ["with only a strip left", { x: 1400, y: 100 }],
])("a window %s cannot be reached and is placed anew", (_what, place) => {
  expect(fitWindow({ ...stored, ...place }, [laptop]).x).toBeNull();
});

test("a window half over the edge stays", () => {
  expect(fitWindow({ ...stored, x: 700 }, [laptop]).x).toBe(700);
});

test("a further window hides none that is open", () => {
  const open = [stored, { ...stored, x: 1632, y: 132 }];
  expect(besideOthers(stored, open)).toEqual({ ...stored, x: 1664, y: 164 });
  expect(besideOthers(stored, [laptop])).toEqual(stored);
  expect(besideOthers(firstWindow, open)).toEqual(firstWindow);
});

test("pages are sandboxed, isolated and without Node", () => {
  const { webPreferences } = windowOptions("/p.cjs", firstWindow, true);
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test("a place that the system chooses is left out", () => {
  expect(windowOptions("/p.cjs", firstWindow, false)).not.toHaveProperty("x");
  expect(windowOptions("/p.cjs", stored, false)).toMatchObject({ x: 1600, y: 100 });
});
