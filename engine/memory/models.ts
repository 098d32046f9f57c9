import type { MemoryModel } from "../check/result.js";
import type { Built } from "../scenario/scenario.js";
import { Machine } from "./machine.js";

/** The machine for a memory model. */
export function machineFor(built: Built, memory: MemoryModel): Machine {
  if (memory === "sc") return new Machine(built);
  throw new Error("being written");
}
