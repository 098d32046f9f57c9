/**
 * `node app/build/run.js test/browser/install.ts`: makes sure that there is a browser to test in, or
 * says what to install. Debian's package where this user may install packages, else the build that
 * Playwright downloads.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findChromium } from "./chromium.js";

function run(command: string, ...args: string[]): boolean {
  process.stdout.write(`$ ${[command, ...args].join(" ")}\n`);
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

function install(): void {
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const packages = ["install", "--yes", "--no-install-recommends", "chromium"];
    if (run("apt-get", "update") && run("apt-get", ...packages)) return;
  }
  const manifest = createRequire(join(process.cwd(), "x.js")).resolve(
    "playwright-core/package.json",
  );
  run(process.execPath, join(dirname(manifest), "cli.js"), "install", "chromium");
}

if (findChromium() === null) install();
const found = findChromium();
if (found === null) {
  process.stderr.write(
    "There is no Chromium to test in, and none could be installed.\n" +
      "Install Chromium or Chrome, or set HEDDLE_CHROMIUM to the path of one.\n",
  );
  process.exitCode = 1;
} else process.stdout.write(`${found}\n`);
