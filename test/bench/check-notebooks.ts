/** How long `heddle check notebooks` takes, and how much of that are its explorations. */
import { shellSurroundings } from "../../app/cli/shell-surroundings.js";
import { checkNotebooks } from "../../app/command-line/check-notebooks.js";
import type { Surroundings } from "../../app/command-line/surroundings.js";
import type { SessionEvent } from "../../app/kernel/protocol.js";

/** The command on one worker. */
export interface CommandTime {
  readonly exitCode: number;
  /** Milliseconds of the command; its process had started. */
  readonly whole: number;
  /** Milliseconds of all explorations: of checks, of sweeps and of random workloads. */
  readonly explorations: number;
  /** `whole` over `explorations`. */
  readonly ratio: number;
}

/** Runs the command once, in this process, with its output thrown away. */
export async function measureCommand(): Promise<CommandTime> {
  let explorations = 0;
  const note = (event: SessionEvent): void => {
    if (event.type !== "cell") return;
    if (event.event.type === "result" || event.event.type === "workloads") {
      explorations += event.event.result.ms;
    }
  };
  const shell = shellSurroundings();
  const silent = { write: () => true };
  const around: Surroundings = {
    ...shell,
    stdout: silent,
    stderr: silent,
    startKernel: (path, onEvent) =>
      shell.startKernel(
        path,
        (event) => {
          note(event);
          onEvent(event);
        },
        { workers: 1 },
      ),
  };
  const begun = performance.now();
  const exitCode = await checkNotebooks(["notebooks"], {}, around);
  const whole = performance.now() - begun;
  return { exitCode, whole, explorations, ratio: whole / explorations };
}

/** The measurement as a line of text. */
export function commandLine({ exitCode, whole, explorations, ratio }: CommandTime): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return (
    `heddle check notebooks, one worker: ${seconds(whole)}, ` +
    `${seconds(explorations)} of it exploring: ${ratio.toFixed(2)} times its explorations ` +
    `(exit status ${exitCode})\n`
  );
}
