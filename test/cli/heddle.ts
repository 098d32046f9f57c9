import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The built command line. */
export const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** What a command did. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a command. */
export interface RunSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with everything on standard output so far, whenever there is more. */
  readonly onOutput?: (stdout: string, child: ReturnType<typeof spawn>) => void;
}

/** A folder for notebooks that is removed after the tests of a file. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "heddle-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `heddle` in a folder to its end, with pipes for output. */
export function heddle(
  folder: string,
  args: readonly string[],
  { env = {}, onOutput }: RunSettings = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...inherited, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      onOutput?.(stdout, child);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Writes a notebook of cells with the given names and codes; returns its file name. */
export function writeNotebook(
  folder: string,
  name: string,
  cells: Readonly<Record<string, string>>,
): string {
  const text = Object.entries(cells).map(
    ([cell, code]) => `Prose.\n\n\`\`\`ts #${cell}\n${code.trim()}\n\`\`\`\n\n`,
  );
  writeFileSync(join(folder, `${name}.heddle.md`), `# ${name}\n\n${text.join("")}`);
  return `${name}.heddle.md`;
}

/** A cell that defines `lost` (two unprotected increments) and `safe` (two atomic ones). */
export const increments = `
import { scenario, check } from "heddle";

const lost = scenario("lost update", (s) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) {
    s.thread(name, function* () {
      const seen: number = yield* x.read();
      yield* x.write(seen + 1);
    });
  }
  s.atEnd("x is 2", () => x.now === 2);
});

const safe = scenario("atomic update", (s) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) {
    s.thread(name, function* () {
      yield* x.update((v) => v + 1);
    });
  }
  s.atEnd("x is 2", () => x.now === 2);
  s.reachable("x is 1 on the way", () => x.now === 1);
});
`;

/** A cell whose check takes far longer than any test waits: 8 threads of 12 steps each. */
export const endless = `
import { scenario, check } from "heddle";

const big = scenario("big", (s) => {
  const xs = s.array("x", 8, 0);
  for (const x of xs) {
    s.thread("t" + x.name, function* () {
      for (let i = 1; i <= 12; i++) yield* x.write(i);
    });
  }
  const sum = s.shared("sum", 0);
  for (const name of ["A", "B"]) {
    s.thread(name, function* () {
      for (let i = 1; i <= 12; i++) yield* sum.update((v) => v * 3 + xs.length);
    });
  }
  s.always("sum stays small", () => sum.now + xs.reduce((all, x) => all + x.now, 0) >= 0);
});
`;
