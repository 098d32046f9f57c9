import { compareTraces } from "./compare-traces.js";
import fc from "fast-check";
import { randomProgram } from "./arbitrary.js";
import { compareStates } from "./compare.js";
import { showProgram } from "./show-program.js";
const memory = (process.argv[2] ?? "sc") as "sc";
const n = Number(process.argv[3] ?? 500);
const retry = process.argv[4] === "retry";
const seed = process.argv[5] === undefined ? Date.now() & 0xffffff : Number(process.argv[5]);
const counts: Record<string, number> = {};
const t0 = performance.now();
const r = await fc.check(fc.asyncProperty(randomProgram({ retry, storesInRetry: memory === "sc", steps: 9 }), async (p) => {
  const b = performance.now(); (await import('node:fs')).writeFileSync('/tmp/last.txt', showProgram(p));  const c = (process.argv[4] === 'traces' ? compareTraces : compareStates)(p, memory); if (performance.now() - b > 500) console.log(performance.now() - b, showProgram(p));
  counts[String(c.compared)] = (counts[String(c.compared)] ?? 0) + 1;
  if (c.differences.length > 0) throw new Error(c.differences.join("\n"));
}), { numRuns: n, seed, ...(process.argv[6] ? {path: process.argv[6]} : {}) });
console.log(counts, performance.now() - t0, seed);
if (r.failed) { console.log(r.seed, r.counterexamplePath, showProgram(r.counterexample![0]) + "\n" + String((r as any).errorInstance?.stack ?? r.error).slice(0, 2500)); }
