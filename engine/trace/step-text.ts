/** What a step is called and what it returned, read off the machine that has just made it. */
import type { FrameInfo } from "../automaton/frame.js";
import type { Machine } from "../memory/machine.js";
import type { Operation, StepSpec } from "../scenario/operation.js";

/** A step in words. */
export interface StepText {
  /** The operation, or the atomic block that the step is. */
  readonly operation: Operation<unknown>;
  readonly isBlock: boolean;
  /** Calls around it, outermost first. */
  readonly frames: readonly FrameInfo[];
  /** What it returned. */
  readonly value: unknown;
  readonly label: string;
  /** The value as text; null when not worth showing. */
  readonly result: string | null;
}

/** Where a thread stands: the step at a node, before it is made. */
export function stepAt(
  { program }: Machine,
  node: number,
): Pick<StepText, "operation" | "isBlock" | "frames"> & { readonly block: FrameInfo | null } {
  const frames = program.unfolder.framesOf(node);
  const at = frames.findIndex((frame) => frame.atomic);
  if (at < 0) return { operation: program.operations[node]!, isBlock: false, frames, block: null };
  const block = frames[at];
  const operation = program.unfolder.callOf(block);
  return { operation, isBlock: true, frames: frames.slice(0, at), block };
}

/** The step that the machine has just made from a node, while it was recording. */
export function stepMade(machine: Machine, node: number): StepText {
  const { program, performed } = machine;
  const { block, ...step } = stepAt(machine, node);
  const value =
    block === null ? program.values.value(performed[1]) : resultOfCall(machine, block.call);
  const spec = step.operation.spec as StepSpec;
  return { ...step, value, label: spec.label, result: spec.show(value) };
}

function resultOfCall({ program, performed }: Machine, call: number): unknown {
  const { unfolder, values } = program;
  for (let i = 0; i < performed.length; i += 2) {
    for (const [point, result] of unfolder.returnsAfter(performed[i], performed[i + 1])) {
      if (point === call) return values.value(result);
    }
  }
  return undefined;
}
