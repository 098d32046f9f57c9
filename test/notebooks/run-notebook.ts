/** Runs bundled notebooks through the built command line, as a user would. */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cwd } from "node:process";

const root = cwd();
const suffix = ".heddle.md";

/** Where the verdicts of the last deliberate run are kept. */
export const recordFile = join(root, "test/notebooks/recorded-verdicts.json");

/** Property names and verdicts of one scenario. Unasked-for checks that hold are left out. */
export type Verdicts = Readonly<Record<string, string>>;

/** Verdicts of a notebook by `scenario [memory model]`. */
export type NotebookVerdicts = Readonly<Record<string, Verdicts>>;

/** What a run of a notebook gave. */
export interface NotebookRun {
  readonly code: number | null;
  /** Errors of the run and properties that are not as expected. */
  readonly complaints: readonly string[];
  readonly verdicts: NotebookVerdicts;
  /** Longest exploration of one scenario, in milliseconds. */
  readonly slowest: { readonly scenario: string; readonly ms: number };
}

/** Names of the bundled notebooks, sorted. */
export function notebookNames(): string[] {
  return readdirSync(join(root, "notebooks"))
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

/** Path of a bundled notebook's file. */
export function notebookPath(name: string): string {
  return join(root, "notebooks", name + suffix);
}

/** The text of a bundled notebook. */
export function notebookText(name: string): string {
  return readFileSync(notebookPath(name), "utf8");
}

/** The verdicts as they were recorded. */
export function recorded(): Readonly<Record<string, NotebookVerdicts>> {
  return JSON.parse(readFileSync(recordFile, "utf8")) as Record<string, NotebookVerdicts>;
}

/** One property of one check, as far as it is used here; see `JsonRow`. */
export interface Row {
  readonly cell: string;
  readonly scenario: string;
  readonly memory: string;
  readonly engine: string;
  readonly property: string;
  readonly kind: string;
  readonly verdict: string;
  readonly expected: string;
  readonly states: number | null;
  readonly transitions: number;
  readonly interleavings: string | null;
  readonly ms: number;
}

const unasked = ["deadlock", "livelock", "assert", "error"];

/** What `heddle run --json` printed; `rows` is null, and `errors` says why, when it failed. */
export async function runForRows(
  name: string,
): Promise<{ code: number | null; errors: string; rows: readonly Row[] | null }> {
  const { code, stdout, stderr } = await heddle(["run", `notebooks/${name}${suffix}`, "--json"]);
  if (!stdout.startsWith("{")) return { code, errors: stderr + stdout, rows: null };
  const { results } = JSON.parse(stdout) as { readonly results: readonly Row[] };
  return { code, errors: stderr, rows: results };
}

/** Runs one notebook to its end. */
export async function runNotebook(name: string): Promise<NotebookRun> {
  const { code, errors, rows } = await runForRows(name);
  const complaints = errors === "" ? [] : [errors];
  const verdicts: Record<string, Record<string, string>> = {};
  let slowest = { scenario: "", ms: 0 };
  for (const { scenario, memory, property, kind, verdict, expected, ms } of rows ?? []) {
    const of = (verdicts[`${scenario} [${memory}]`] ??= {});
    if (verdict !== expected) complaints.push(`${scenario}: ${property}: ${verdict}`);
    if ((of[property] ?? verdict) !== verdict) {
      complaints.push(`two scenarios called ${scenario} under ${memory} differ: rename one`);
    }
    if (verdict !== "holds" || !unasked.includes(kind)) of[property] = verdict;
    if (ms > slowest.ms) slowest = { scenario, ms };
  }
  return { code, complaints, verdicts, slowest };
}

function heddle(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist/cli.js"), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
