import type { MemoryModel } from "./memory-model.js";
import type { Built } from "../scenario/scenario.js";
import { BufferedMachine } from "./buffered-machine.js";
import { Machine } from "./machine.js";

/** The machine for a memory model. */
export function machineFor(built: Built, memory: MemoryModel): Machine {
  return memory === "sc" ? new Machine(built) : new BufferedMachine(built, memory);
}
