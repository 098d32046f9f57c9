/** What can be imposed on a check from outside of its notebook. */
import type { MemoryModel } from "../memory/memory-model.js";
import type { EngineName } from "./result.js";

/** Limits; a search that meets one ends `undecided`. */
export interface Budget {
  /** Distinct states (states engine). Default 50,000,000. */
  readonly states?: number;
  /** Executions (traces engine). Default 500,000,000. */
  readonly executions?: number;
  /** Bytes of search memory. Default 3 GiB. */
  readonly bytes?: number;
  /** Seconds of wall-clock time. Default: none. */
  readonly seconds?: number;
}

/** What the command line (or the workbench) imposes on every check of a notebook. */
export interface Overrides {
  readonly memory?: MemoryModel;
  readonly engine?: EngineName;
  readonly budget?: Budget;
  /** Find out for each interleaving that is shown which steps' order decides it. Default false. */
  readonly explain?: boolean;
}
