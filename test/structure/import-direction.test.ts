/** Data flows one way; this is the test that ARCHITECTURE.md's rule of import direction names. */
import { builtinModules } from "node:module";
import { expect, test } from "vitest";
import { type Import, importsIn, importsOf, sources } from "./modules.js";

const isTest = (file: string) => file.includes(".test.") || file.includes("/testing/");
const isBuiltin = (name: string) => name.startsWith("node:") || builtinModules.includes(name);
const isPackage = (name: string) => !/^(engine|app|test|notebooks)\//.test(name);
const show = ({ from, to }: Import) => `${from} imports ${to}`;

const engine = sources("engine")
  .filter((file) => !isTest(file))
  .flatMap(importsOf);
const app = sources("app")
  .filter((file) => !isTest(file))
  .flatMap(importsOf);
const all = [...engine, ...app, ...sources("test").flatMap(importsOf)];

test("imports of every kind are seen", () => {
  const text = `
    import a from "./a.js";
    import type { B } from "../b.js";
    export * from "pkg";
    let c: import("node:fs").Stats;
    await import("node:path");
    import d = require("d");
    require("e");`;
  expect(importsIn("engine/x/y.ts", text).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ["engine/x/a.ts", false],
    ["engine/b.ts", true],
    ["pkg", false],
    ["node:fs", true],
    ["node:path", false],
    ["e", false],
  ]);
});

test("the engine imports only itself, and fast-check to draw workloads", () => {
  const outside = engine.filter(({ to }) => !to.startsWith("engine/") && to !== "fast-check");
  expect(outside.map(show)).toEqual([]);
});

test("the kernel model uses only the engine's public interface", () => {
  const outside = engine.filter(
    ({ from, to }) =>
      from.startsWith("engine/linux/") &&
      !to.startsWith("engine/linux/") &&
      to !== "engine/index.ts",
  );
  expect(outside.map(show)).toEqual([]);
});

test("the rest of the engine does not know the kernel model", () => {
  const back = engine.filter(
    ({ from, to }) => !from.startsWith("engine/linux/") && to.startsWith("engine/linux/"),
  );
  expect(back.map(show)).toEqual([]);
});

test("the notebook core is pure: the engine's results, no Node, no other part of the workbench", () => {
  const allowed = ["typescript", "ts-blank-space", "valibot"];
  const outside = app.filter(
    ({ from, to }) =>
      from.startsWith("app/notebook/") &&
      !to.startsWith("app/notebook/") &&
      !to.startsWith("engine/") &&
      !allowed.includes(to),
  );
  expect(outside.map(show)).toEqual([]);
});

test("exports and mails are pure: the engine's results and the notebook core go in, text comes out", () => {
  const allowed = ["typescript", "postal-mime"];
  const outside = app.filter(
    ({ from, to }) =>
      /^app\/(?:export|mail)\//.test(from) &&
      !/^(?:app\/(?:export|mail|notebook)|engine)\//.test(to) &&
      !allowed.includes(to),
  );
  expect(outside.map(show)).toEqual([]);
});

test("the kernel's own part is pure; only its Node host uses Node", () => {
  const outside = app.filter(
    ({ from, to }) =>
      from.startsWith("app/kernel/") &&
      !from.startsWith("app/kernel/node/") &&
      (isPackage(to) ||
        /^app\/(?!kernel\/|notebook\/)/.test(to) ||
        to.startsWith("app/kernel/node/")),
  );
  expect(outside.map(show)).toEqual([]);
});

test("of packages, the code inside a cell's context carries along only fast-check", () => {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { to, typeOnly } of importsOf(file)) {
      if (typeOnly) continue;
      if (isPackage(to)) reached.add(to);
      else follow(to);
    }
  };
  follow("app/kernel/realm.ts");
  expect([...reached].filter((name) => isPackage(name))).toEqual(["fast-check"]);
});

test("the commands are pure: what they need of the place they are typed into is passed in", () => {
  const outside = app.filter(
    ({ from, to }) =>
      from.startsWith("app/command-line/") &&
      !/^(?:app\/(?:command-line|export|mail|notebook|kernel)|engine)\//.test(to) &&
      to !== "commander",
  );
  const node = app.filter(
    ({ from, to }) => from.startsWith("app/command-line/") && to.startsWith("app/kernel/node/"),
  );
  expect([...outside, ...node].map(show)).toEqual([]);
});

test("nothing imports the process that commands run in", () => {
  const back = app.filter(
    ({ from, to }) => !from.startsWith("app/cli/") && to.startsWith("app/cli/"),
  );
  expect(back.map(show)).toEqual([]);
});

test("the renderer sees pure parts and types; never Node, Electron or an implementation of its host", () => {
  const pure =
    /^(app\/(ui|notebook|command-line|export|mail)\/|app\/host\/target\.ts|app\/kernel\/(protocol|queries\/questions|connection|session|web\/connect)\.ts|engine\/(report\/|check\/recorded\.ts|sweep\/matrix\.ts))/;
  const types = /^(engine\/|app\/host\/contract\.ts)/;
  const outside = app.filter(
    ({ from, to, typeOnly }) =>
      from.startsWith("app/ui/") &&
      !pure.test(to) &&
      !(typeOnly && types.test(to)) &&
      (!isPackage(to) || isBuiltin(to) || to === "electron"),
  );
  expect(outside.map(show)).toEqual([]);
});

test("nothing outside of the renderer imports it", () => {
  const back = app.filter(
    ({ from, to }) => !from.startsWith("app/ui/") && to.startsWith("app/ui/"),
  );
  expect(back.map(show)).toEqual([]);
});

test("Node's modules are named with their prefix", () => {
  const bare = all.filter(({ to }) => isBuiltin(to) && !to.startsWith("node:"));
  expect(bare.map(show)).toEqual([]);
});

const appFolders = (folder: string, allowed: readonly string[]) =>
  app.filter(
    ({ from, to }) =>
      from.startsWith(`app/${folder}/`) &&
      to.startsWith("app/") &&
      ![folder, ...allowed].some((name) => to.startsWith(`app/${name}/`)),
  );

test("the host knows the notebook core, and nothing of those who use it", () => {
  expect(appFolders("host", ["notebook"]).map(show)).toEqual([]);
});

test("the shells, desktop and browser mode, are thin: they know the host and not each other", () => {
  expect(appFolders("desktop", ["host"]).map(show)).toEqual([]);
  expect(appFolders("server", ["host"]).map(show)).toEqual([]);
});

test("only the desktop imports Electron, and nothing else does so much as name its module", () => {
  const others = all.filter(
    ({ from, to, typeOnly }) => to === "electron" && !typeOnly && !from.startsWith("app/desktop/"),
  );
  expect(others.map(show)).toEqual([]);
});

test("no module needs itself to be loaded first", () => {
  const needs = new Map<string, string[]>();
  for (const { from, to, typeOnly } of [...engine, ...app]) {
    if (!typeOnly && !isPackage(to)) needs.set(from, [...(needs.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file) || path.includes(file)) return;
    for (const next of needs.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of needs.keys()) visit(file, []);
  expect(circles).toEqual([]);
});
