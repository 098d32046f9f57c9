/** Checks by several kernels in threads of their own. */
import { mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { CheckResult } from "../../engine/check/result.js";
import type { KernelData, KernelReport } from "./kernel.js";

/** The kernels' program. */
export interface KernelProgram {
  /** Evaluates cells: the result of each, or the message of what it threw. */
  run(data: KernelData): Promise<KernelReport>;
  remove(): Promise<void>;
}

/** Bundles the program that leader and helpers run: places in it tell checkpoints apart. */
export async function bundleKernel(): Promise<KernelProgram> {
  // Inside the repository, so that packages left external resolve from node_modules.
  const directory = await mkdtemp(join(resolve("node_modules"), ".heddle-crew-"));
  const file = join(directory, "kernel.mjs");
  await build({
    entryPoints: [resolve("test/crew/kernel.ts")],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
  return {
    run: (data) =>
      new Promise((fulfil, reject) => {
        const worker = new Worker(file, { workerData: data });
        worker.on("message", (report: KernelReport) => {
          fulfil(report);
          void worker.terminate();
        });
        worker.on("error", reject);
        worker.on("exit", () => reject(new Error("the leading kernel ended without a result")));
      }),
    remove: () => rm(directory, { recursive: true }),
  };
}

/** What must not differ between one worker and several: all but the clock and the work done again. */
export function essence(results: readonly (CheckResult | string)[]): unknown {
  return results.map((result) =>
    typeof result === "string" ? result : { ...result, ms: null, replayed: null },
  );
}
