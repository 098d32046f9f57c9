import type { KernelSettings, Screen, Surroundings } from "../surroundings.js";

/** Where a command is typed. */
export interface Place {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Whether what goes to standard output may be coloured. */
  readonly color: boolean;
  /**
   * What it takes to do something; help and wrong options need none of it.
   *
   * @param soon the kernel that the command is going to start, which may get ready meanwhile
   */
  readonly load: (soon?: KernelSettings) => Promise<Surroundings>;
  /** Takes the exit status of a command that has run. */
  readonly finish: (code: number) => void;
}
