/**
 * `npm start [-- FILE ...]`: the workbench as a desktop program where Electron's binary is there or
 * can be fetched, otherwise in the browser, with one line that says so.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Milliseconds for fetching Electron, about 120 MB, before the browser is used instead. */
const patience = 180_000;

/** @returns {string | null} Electron's program, fetched if need be */
function electronProgram() {
  let folder;
  try {
    folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  } catch {
    return null;
  }
  const find = () => {
    const name = join(folder, "path.txt");
    if (!existsSync(name)) return null;
    const program = join(folder, "dist", readFileSync(name, "utf8"));
    return existsSync(program) ? program : null;
  };
  const there = find();
  if (there !== null) return there;
  process.stdout.write("Fetching Electron for the desktop window, once ...\n");
  // Its output is a stack trace where there is no network; our line says all there is to say.
  spawnSync(process.execPath, [join(folder, "install.js")], { stdio: "ignore", timeout: patience });
  return find();
}

/** @returns {boolean} whether a window can be shown at all */
function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

const args = process.argv.slice(2);
const electron = hasDisplay() ? electronProgram() : null;
if (electron === null) {
  const why = hasDisplay() ? "Electron could not be fetched" : "there is no display";
  process.stdout.write(`No desktop window, because ${why}: opening the browser instead.\n`);
}
const child =
  electron === null
    ? spawn(process.execPath, [join(root, "dist/cli.js"), "serve", "--open", ...args], {
        stdio: "inherit",
      })
    : spawn(electron, [root, ...args], { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
