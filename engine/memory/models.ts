import type { MemoryModel } from "./memory-model.js";
import type { Built } from "../scenario/scenario.js";
import { BufferedMachine } from "./buffered-machine.js";
import { Machine } from "./machine.js";

/** The machine for a memory model. */
export function machineFor(built: Built, memory: MemoryModel): Machine {
  return memory === "sc" ? new Machine(built) : new BufferedMachine(built, memory);
}

/** A machine that begins where enabled moves lead: that state is the one it is reset to. */
export function machineAfter(built: Built, memory: MemoryModel, moves: readonly number[]): Machine {
  const machine = machineFor(built, memory);
  for (const move of moves) machine.step(move);
  machine.beginHere();
  return machine;
}
