/**
 * Runs every bundled notebook and writes down its verdicts for the test to compare with:
 * `npm run build && node app/build/run.js test/notebooks/record.ts`. Writes nothing if a notebook
 * fails.
 */
import { writeFileSync } from "node:fs";
import { type NotebookVerdicts, notebookNames, recordFile, runNotebook } from "./run-notebook.js";

const all: Record<string, NotebookVerdicts> = {};
let good = true;
for (const name of notebookNames()) {
  const { code, complaints, verdicts, slowest } = await runNotebook(name);
  const scenarios = Object.keys(verdicts).length;
  process.stdout.write(
    `${name}: ${scenarios} scenarios, slowest ${slowest.ms.toFixed(0)} ms (${slowest.scenario})\n`,
  );
  for (const complaint of complaints) process.stdout.write(`  ${complaint}\n`);
  good &&= code === 0;
  all[name] = verdicts;
}
if (good) writeFileSync(recordFile, `${JSON.stringify(all, null, 2)}\n`);
else process.stdout.write("nothing recorded: a notebook failed\n");
process.exitCode = good ? 0 : 1;
