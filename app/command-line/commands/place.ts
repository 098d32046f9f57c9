import type { Screen, Surroundings } from "../surroundings.js";

/** Where a command is typed. */
export interface Place {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Whether what goes to standard output may be coloured. */
  readonly color: boolean;
  /** What it takes to do something; help and wrong options need none of it. */
  readonly load: () => Promise<Surroundings>;
  /** Takes the exit status of a command that has run. */
  readonly finish: (code: number) => void;
}
