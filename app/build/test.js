/**
 * Runs everything that must be true of a commit: build, type check, lint, formatting and all tests,
 * for which a browser is installed if there is none.
 * The last line is `N passed, N failed`; each step other than the tests counts as one.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(root, "node_modules");

/**
 * Runs a Node program to its end with its output going to ours.
 *
 * @param {string} name what the step is called in the log
 * @param {string[]} args program and arguments
 * @returns {Promise<boolean>} whether it exited with 0
 */
function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => done(false));
    child.on("exit", (code) => done(code === 0));
  });
}

/**
 * Counts the tests of a vitest JSON report.
 *
 * @param {string} file the report
 * @returns {Promise<{ passed: number, failed: number }>} zeros when there is no report
 */
async function countTests(file) {
  const text = await readFile(file, "utf8").catch(() => "");
  if (text === "") return { passed: 0, failed: 0 };
  const report = JSON.parse(text);
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

const scratch = await mkdtemp(join(tmpdir(), "heddle-test-"));
let passed = 0;
let failed = 0;
/** @param {boolean} good */
const count = (good) => (good ? (passed += 1) : (failed += 1));

try {
  count(await step("build", [join(root, "app/build/build.js")]));
  const tsc = [join(modules, "@typescript/native/bin/tsc"), "--noEmit"];
  count(await step("type check", tsc));
  count(await step("type check of the renderer", [...tsc, "-p", "tsconfig.ui.json"]));
  count(await step("lint", [join(modules, "eslint/bin/eslint.js"), "--max-warnings=0", "."]));
  count(
    await step("formatting", [
      join(modules, "prettier/bin/prettier.cjs"),
      "--check",
      "--log-level=warn",
      ".",
    ]),
  );

  count(
    await step("browser", [join(root, "app/build/run.js"), join(root, "test/browser/install.ts")]),
  );

  const report = join(scratch, "report.json");
  const good = await step("tests", [
    join(modules, "vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]);
  const tests = await countTests(report);
  passed += tests.passed;
  failed += tests.failed;
  // A run that broke outside of any test, or that found no test, has failed.
  if ((!good && tests.failed === 0) || tests.passed + tests.failed === 0) failed += 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
