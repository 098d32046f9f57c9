/**
 * Counts Mazurkiewicz traces by plain sleep sets (Godefroid 1996): exactly one *finished* run for
 * each trace, found by depth-first search without any race analysis. Exponentially slower than the
 * search under test, and short enough to be believed.
 */
import { Shape } from "../../../automaton/node.js";
import { type Machine, type Move, Use, flushBit, laneOf } from "../../../memory/machine.js";

/** Access of an event to a location, or to something else that orders events, by name. */
interface Access {
  readonly what: string;
  readonly use: Use;
}

interface Pending {
  /** Thread, or part of its store buffer. */
  readonly agent: string;
  readonly move: Move;
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
 * in order among themselves. `atEnd` is called in each final state. With store buffers too (except
 * for fused steps that read what their thread has pending).
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
      const agent = agentOf(machine, move);
      const same = (q: Pending) => q.agent === agent && (isFlush(move) || q.move === move);
      if (asleep.some(same)) continue;
      const mark = machine.logEnd;
      const accesses = perform(machine, move, together);
      go(asleep.filter((q) => q.agent !== agent && !conflict(q.accesses, accesses)));
      machine.undo(mark);
      asleep.push({ agent, move, accesses });
    }
  };
  go([]);
  return counts;
}

/** How a run without moves left has ended. */
export function endOf(machine: Machine): keyof TraceCounts {
  const shapes = Array.from(
    { length: machine.lanes },
    (_, lane) => machine.program.shape[machine.node(lane)],
  );
  if (shapes.includes(Shape.Assumed)) return "assumed";
  if (shapes.includes(Shape.Failed)) return "failed";
  return shapes.some((shape) => shape >= Shape.Single) ? "deadlocked" : "complete";
}

function isFlush(move: Move): boolean {
  return (move & flushBit) !== 0;
}

function agentOf(machine: Machine, move: Move): string {
  const lane = laneOf(move);
  return isFlush(move) ? `buffer ${lane}, ${machine.flushedPart(move)}` : `thread ${lane}`;
}

function perform(
  machine: Machine,
  move: Move,
  together: readonly (readonly number[])[],
): readonly Access[] {
  const mark = machine.logEnd;
  const lane = laneOf(move);
  const node = machine.node(lane);
  const { program } = machine;
  const own =
    program.slots[node] ?? (program.shape[node] < Shape.Single ? [] : [program.slot[node]]);
  const forwarded = new Set(Array.from(own).filter((slot) => machine.seesPending(lane, slot)));
  machine.recording = true;
  machine.step(move);
  machine.recording = false;
  const accesses: Access[] = [];
  const written = new Set<number>();
  for (let i = 0; i < machine.accesses; i++) {
    const slot = machine.accessSlot[i];
    const use = machine.accessUse[i];
    // With a store buffer, a load and the leaving of an own store do not commute.
    if (machine.memory !== "sc") {
      accesses.push({ what: `view ${lane} ${slot}`, use: isFlush(move) ? Use.Write : Use.Read });
    }
    const first = i < own.length && !isFlush(move);
    if (first && use === Use.Read && forwarded.has(slot)) continue;
    accesses.push({ what: `slot ${slot}`, use });
    if (use !== Use.Read) written.add(slot);
  }
  // A thread that ends changes what joining it and asking whether it is done depend on.
  for (let i = mark; i < machine.logEnd; i += 2) {
    const slot = machine.log[i];
    if (!program.isThread(slot) || program.shape[machine.state[slot]] !== Shape.Finished) continue;
    accesses.push({ what: `slot ${slot}`, use: Use.Write });
    written.add(slot);
  }
  together.forEach((slots, k) => {
    if (slots.some((slot) => written.has(slot)))
      accesses.push({ what: `set ${k}`, use: Use.Write });
  });
  return accesses;
}

function conflict(a: readonly Access[], b: readonly Access[]): boolean {
  return a.some((x) =>
    b.some((y) => x.what === y.what && (x.use !== y.use || x.use === Use.Write)),
  );
}
