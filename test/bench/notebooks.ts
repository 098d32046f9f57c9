/** How long the bundled notebooks take, cold, from the command line: whole and check by check. */
import { type Row, notebookNames, runForRows } from "../notebooks/run-notebook.js";
import { medianOf } from "./measure.js";

/** One check of a notebook. */
export interface CheckTime {
  readonly cell: string;
  readonly scenario: string;
  readonly memory: string;
  readonly engine: string;
  /** Null where the traces engine ran, whose executions are its interleavings. */
  readonly states: number | null;
  readonly transitions: number;
  /** Decimal digits; null when unbounded or not counted. */
  readonly interleavings: string | null;
  /** Milliseconds of the check, the median of all runs. */
  readonly ms: number;
}

/** One notebook, run several times, each time by `heddle run` in a process of its own. */
export interface NotebookTime {
  readonly notebook: string;
  readonly exitStatus: number | null;
  /** What the last run printed on standard error; empty when all is well. */
  readonly errors: string;
  /** Milliseconds of each whole process, in order. */
  readonly ms: readonly number[];
  readonly median: number;
  readonly checks: readonly CheckTime[];
}

/** All notebooks together. */
export interface NotebooksTime {
  readonly notebooks: readonly NotebookTime[];
  readonly slowest: (CheckTime & { readonly notebook: string }) | null;
  /** Milliseconds of all checks. */
  readonly inChecks: number;
  /** Milliseconds of all processes, one after the other. */
  readonly total: number;
}

/** How often each notebook is run. */
export const runs = 3;

/** Runs every bundled notebook; `done` hears of each as soon as it is measured. */
export async function measureNotebooks(
  done: (notebook: NotebookTime) => void,
): Promise<NotebooksTime> {
  const notebooks: NotebookTime[] = [];
  for (const name of notebookNames()) {
    const notebook = await measureNotebook(name);
    notebooks.push(notebook);
    done(notebook);
  }
  const checks = notebooks.flatMap(({ notebook, checks }) =>
    checks.map((check) => ({ notebook, ...check })),
  );
  return {
    notebooks,
    slowest: checks.reduce<(typeof checks)[number] | null>(
      (slowest, check) => (slowest === null || check.ms > slowest.ms ? check : slowest),
      null,
    ),
    inChecks: sum(checks.map(({ ms }) => ms)),
    total: sum(notebooks.map(({ median }) => median)),
  };
}

async function measureNotebook(name: string): Promise<NotebookTime> {
  const ms: number[] = [];
  const checks: CheckTime[][] = [];
  let exitStatus: number | null = null;
  let printed = "";
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    const { code, errors, rows } = await runForRows(name);
    ms.push(performance.now() - begun);
    exitStatus = code;
    printed = errors;
    checks.push(checksOf(rows ?? []));
  }
  return {
    notebook: name,
    exitStatus,
    errors: printed,
    ms,
    median: medianOf(ms),
    checks: checks[0].map((check, i) => ({
      ...check,
      ms: medianOf(checks.flatMap((ofRun) => ofRun[i]?.ms ?? [])),
    })),
  };
}

/** Rows of one check follow one another and have its name and its time, which no other has. */
export function checksOf(rows: readonly Row[]): CheckTime[] {
  const checks: CheckTime[] = [];
  for (const { cell, scenario, memory, engine, states, transitions, interleavings, ms } of rows) {
    const last = checks.at(-1);
    if (last?.scenario === scenario && last.memory === memory && last.ms === ms) continue;
    checks.push({ cell, scenario, memory, engine, states, transitions, interleavings, ms });
  }
  return checks;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
