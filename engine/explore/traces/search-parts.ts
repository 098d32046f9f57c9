import type { Machine } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import type { Clocks } from "./clocks.js";
import type { CurrentRun } from "./current-run.js";
import type { PlainAccesses } from "./plain-accesses.js";
import type { RaceList } from "./race-list.js";
import type { SleepSets } from "./sleep-sets.js";
import type { Stepper } from "./stepper.js";
import type { StoreBuffers } from "./store-buffers.js";
import type { WakeupTrees } from "./wakeup-trees.js";

/** What the parts of one trace search share. */
export interface SearchParts {
  readonly machine: Machine;
  readonly codes: AccessCodes;
  readonly run: CurrentRun;
  readonly clocks: Clocks;
  readonly sleep: SleepSets;
  readonly trees: WakeupTrees;
  readonly list: RaceList;
  readonly stepper: Stepper;
  readonly accesses: PlainAccesses;
  /** Null under `sc`. */
  readonly buffers: StoreBuffers | null;
}
