/**
 * Counts Mazurkiewicz traces by plain sleep sets (Godefroid 1996): exactly one *finished* run for
 * each trace, found by depth-first search without any race analysis. Exponentially slower than the
 * search under test, and short enough to be believed.
 */
import { Shape } from "../../../automaton/node.js";
import { type Machine, Use, laneOf } from "../../../memory/machine.js";

/** Access of an event; `slot` below 0 for the order of writes to watched locations. */
interface Access {
  readonly slot: number;
  readonly use: Use;
}

interface Pending {
  readonly move: number;
  readonly accesses: readonly Access[];
}

/** What the search found. */
export interface TraceCounts {
  complete: number;
  deadlocked: number;
  failed: number;
  assumed: number;
}

/**
 * Explores all traces of the machine's scenario. Writes to locations in one of `together` are kept
 * in order among themselves. `atEnd` is called in each final state.
 */
export function countTraces(
  machine: Machine,
  together: readonly (readonly number[])[] = [],
  atEnd: () => void = () => undefined,
): TraceCounts {
  const counts: TraceCounts = { complete: 0, deadlocked: 0, failed: 0, assumed: 0 };
  const go = (sleep: readonly Pending[]): void => {
    const buffer = new Int32Array(4096);
    const moves = Array.from(buffer.subarray(0, machine.allMoves(buffer, 0)));
    if (moves.length === 0) {
      counts[endOf(machine)]++;
      atEnd();
    }
    const asleep = [...sleep];
    for (const move of moves) {
      if (asleep.some((q) => q.move === move)) continue;
      const mark = machine.logEnd;
      const accesses = perform(machine, move, together);
      const pending = { move, accesses };
      go(asleep.filter((q) => laneOf(q.move) !== laneOf(move) && !conflict(q.accesses, accesses)));
      machine.undo(mark);
      asleep.push(pending);
    }
  };
  go([]);
  return counts;
}

/** How a run without moves left has ended. */
export function endOf(machine: Machine): keyof TraceCounts {
  const shapes = Array.from(
    { length: machine.lanes },
    (_, lane) => machine.program.shape[machine.node(lane)]!,
  );
  if (shapes.includes(Shape.Assumed)) return "assumed";
  if (shapes.includes(Shape.Failed)) return "failed";
  return shapes.some((shape) => shape >= Shape.Single) ? "deadlocked" : "complete";
}

function perform(
  machine: Machine,
  move: number,
  together: readonly (readonly number[])[],
): readonly Access[] {
  const mark = machine.logEnd;
  machine.recording = true;
  machine.step(move);
  machine.recording = false;
  const accesses: Access[] = [];
  for (let i = 0; i < machine.accesses; i++) {
    accesses.push({ slot: machine.accessSlot[i]!, use: machine.accessUse[i]! });
  }
  // A thread that ends changes what joining it and asking whether it is done depend on.
  for (let i = mark; i < machine.logEnd; i += 2) {
    const slot = machine.log[i]!;
    if (!machine.program.isThread(slot)) continue;
    if (machine.program.shape[machine.state[slot]!] !== Shape.Finished) continue;
    accesses.push({ slot, use: Use.Write });
  }
  together.forEach((slots, k) => {
    const writes = accesses.some((a) => a.use !== Use.Read && slots.includes(a.slot));
    if (writes) accesses.push({ slot: -1 - k, use: Use.Write });
  });
  return accesses;
}

function conflict(a: readonly Access[], b: readonly Access[]): boolean {
  return a.some((x) =>
    b.some((y) => x.slot === y.slot && (x.use !== y.use || x.use === Use.Write)),
  );
}
