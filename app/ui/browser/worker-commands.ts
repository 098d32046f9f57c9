/** The commands of the console in the worker that has the TypeScript compiler. */
import { connectWeb } from "../../kernel/web/connect.js";
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { serveCommands } from "../console/worker/serve-commands.js";

/** What the build notes about the engine. */
interface Built {
  readonly engineVersion: string;
  readonly exports: ModuleExports;
}

/**
 * Performs the commands that come through a port.
 *
 * @param base address of the page
 */
export function startCommands(port: MessagePort, base: string): void {
  let built: Promise<Built> | null = null;
  serveCommands(port, {
    connect: (workers) =>
      connectWeb(() => new Worker(new URL("kernel/kernel.js", base)), { workers: () => workers }),
    engine: () =>
      (built ??= fetch(new URL("engine-version.json", base)).then(
        (response) => response.json() as Promise<Built>,
      )),
  });
  port.start();
}
