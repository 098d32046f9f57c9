import { availableParallelism } from "node:os";
import type { KernelSettings, Surroundings } from "../command-line/surroundings.js";
import { connectNode } from "../kernel/node/connect.js";
import { engineExports, engineVersion } from "../kernel/node/engine-version.js";
import { type ReusedWorker, reuseWorker } from "../kernel/reuse-worker.js";
import { workersFor } from "../kernel/workers-for.js";
import { Session } from "../kernel/session.js";
import { diskFiles } from "./disk-files.js";
import { onInterrupt } from "./interrupt.js";
import { wantsColor } from "./terminal.js";

/**
 * Commands in a process of their own: standard streams, the disk, kernels in Node's workers.
 *
 * @param soon the kernel that is going to be started; it gets ready while the rest is loaded
 */
export function shellSurroundings(soon?: KernelSettings): Surroundings {
  const { stdout, stderr } = process;
  /** By number of workers. */
  const reused = new Map<number, ReusedWorker>();
  const workerFor = ({ workers = workersFor(0, availableParallelism()) }: KernelSettings) => {
    const worker = reused.get(workers) ?? reuseWorker(connectNode({ workers }));
    reused.set(workers, worker);
    return worker;
  };
  if (soon !== undefined) workerFor(soon).warmUp();
  return {
    stdout,
    stderr,
    color: wantsColor({ isTTY: stdout.isTTY, env: process.env }),
    files: diskFiles,
    get engineVersion() {
      return engineVersion();
    },
    get engineExports() {
      return engineExports();
    },
    known: new Map(),
    onlyKnown: false,
    startKernel: (path, onEvent, settings = {}) => {
      return new Session(path, workerFor(settings).connect, onEvent);
    },
    onInterrupt,
    now: () => new Date(),
  };
}
