import { availableParallelism } from "node:os";
import type { Surroundings } from "../command-line/surroundings.js";
import type { Connect } from "../kernel/connection.js";
import { connectNode } from "../kernel/node/connect.js";
import { engineExports, engineVersion } from "../kernel/node/engine-version.js";
import { reuseWorker } from "../kernel/reuse-worker.js";
import { workersFor } from "../kernel/workers-for.js";
import { Session } from "../kernel/session.js";
import { diskFiles } from "./disk-files.js";
import { onInterrupt } from "./interrupt.js";
import { wantsColor } from "./terminal.js";

/** Commands in a process of their own: standard streams, the disk, kernels in Node's workers. */
export function shellSurroundings(): Surroundings {
  const { stdout, stderr } = process;
  /** By number of workers. */
  const connects = new Map<number, Connect>();
  const connectWith = (workers: number): Connect => {
    const connect = connects.get(workers) ?? reuseWorker(connectNode({ workers }));
    connects.set(workers, connect);
    return connect;
  };
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
    startKernel: (path, onEvent, { workers = workersFor(0, availableParallelism()) } = {}) =>
      new Session(path, connectWith(workers), onEvent),
    onInterrupt,
    now: () => new Date(),
  };
}
