import { expect, test } from "vitest";
import { decideNavigation } from "./navigation-policy.js";
import { isGranted } from "./permission-policy.js";

test.each([
  ["heddle-app://workbench/", "stay"],
  ["heddle-app://workbench/?x#y", "stay"],
  ["heddle-app://workbench.evil.example/", "block"],
  ["heddle-app://other/", "block"],
  ["https://lore.kernel.org/", "external"],
  ["http://lore.kernel.org/", "block"],
  ["file:///etc/passwd", "block"],
  ["javascript:alert(1)", "block"],
  ["data:text/html,x", "block"],
  ["blob:heddle-app://workbench/x", "block"],
  ["mailto:linux-mm@kvack.org", "block"],
  ["not a url", "block"],
] as const)("%s: %s", (url, decision) => {
  expect(decideNavigation(url)).toBe(decision);
});

test("the page may copy and paste, and nothing else; other pages nothing", () => {
  const page = "heddle-app://workbench/";
  expect(isGranted("clipboard-sanitized-write", page)).toBe(true);
  expect(isGranted("clipboard-sanitized-write", "https://evil.example/")).toBe(false);
  for (const permission of ["media", "geolocation", "notifications", "usb", "openExternal"]) {
    expect(isGranted(permission, page)).toBe(false);
  }
  expect(isGranted("constructor", page)).toBe(false);
});
