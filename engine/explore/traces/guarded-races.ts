/**
 * Races of waits that depend on several locations, such as entering a reader-writer semaphore as
 * the writer, or awaiting a condition over two variables.
 *
 * Moving such a wait before one conflicting event may not do: with `x = 1` and `y = 1` unordered,
 * an await of `x === 0 && y === 0` can happen only before both. So for each conflicting event the
 * largest sets of other conflicting events are sought, closed under happens-before, after which
 * (and without the event) the wait would be enabled.
 */
import { Target } from "../../automaton/node.js";
import { Use } from "../../memory/machine.js";
import { EventField, RecordField } from "./current-run.js";
import type { SearchParts } from "./search-parts.js";

/** One wait: its node, the accesses that others conflict with and where their chains are met. */
interface Wait {
  readonly node: number;
  readonly lane: number;
  /** Event before it in its thread, -1 for none. */
  readonly previous: number;
  /** Record of each chain that it comes after, -1 for none, and how it uses the chain. */
  readonly uses: readonly { readonly record: number; readonly use: number }[];
  /** Depth of the wait if it has happened, otherwise the run's depth. */
  readonly depth: number;
}

export class GuardedRaces {
  private readonly parts: SearchParts;
  /** With store buffers: whether a thread's operation is enabled once all but these have happened. */
  private readonly tryOut: (lane: number, without: readonly number[]) => boolean;

  constructor(parts: SearchParts, tryOut: (lane: number, without: readonly number[]) => boolean) {
    this.parts = parts;
    this.tryOut = tryOut;
  }

  /** For each reversal of a race of event `j` the events that it leaves out. */
  ofEvent(j: number): number[][] {
    const { run } = this.parts;
    const uses = [];
    for (let r = run.event(j, EventField.FirstRecord); r < run.recordsEnd(j); r++) {
      uses.push({ record: run.record(r, RecordField.Previous), use: run.use(r) });
    }
    return this.find({
      node: run.event(j, EventField.Node),
      lane: run.event(j, EventField.Move) & 0xff,
      previous: run.event(j, EventField.Previous),
      uses,
      depth: j,
    });
  }

  /** As `ofEvent` for a thread that waits at the end of the run. */
  ofBlocked(lane: number, node: number): number[][] {
    const { run, codes, buffers } = this.parts;
    const uses = Array.from(this.slotsOf(node)).flatMap((slot) => {
      const chains = [codes.chainOf(slot)];
      if (buffers !== null) chains.push(buffers.view(lane, slot));
      run.holdChains(codes.chains);
      return chains.map((chain) => ({ record: run.head[chain], use: Use.Read }));
    });
    const previous = run.last[run.threadAgent(lane)];
    return this.find({ node, lane, previous, uses, depth: run.depth });
  }

  private slotsOf(node: number): ArrayLike<number> {
    const { program } = this.parts.machine;
    return program.slots[node] ?? [program.slot[node]];
  }

  private find(wait: Wait): number[][] {
    const { clocks } = this.parts;
    const conflicting = this.conflicting(wait);
    const reversals: number[][] = [];
    const skip = new Set<number>();
    for (const event of conflicting) {
      if (skip.has(event)) continue;
      const others = conflicting.filter((k) => k > event && !clocks.isBefore(event, k));
      if (this.holdsAfter(wait, [event])) {
        reversals.push([event]);
        // What happens before this event is found in the run that comes of this reversal.
        for (const k of conflicting) if (clocks.isBefore(k, event)) skip.add(k);
      } else this.narrow(wait, event, others, reversals);
    }
    return reversals;
  }

  /** Events that conflict with the wait and do not happen before it anyway, last first. */
  private conflicting(wait: Wait): number[] {
    const { run, clocks } = this.parts;
    const events = new Set<number>();
    clocks.beginScratch(wait.previous);
    if (wait.depth < run.depth) {
      clocks.predecessors?.(wait.depth, (event) => clocks.joinScratch(event));
    }
    for (const { record, use } of wait.uses) {
      for (let r = record; r >= 0; r = run.record(r, RecordField.Previous)) {
        const other = run.use(r);
        const event = run.record(r, RecordField.Event);
        if (clocks.inScratch(event)) {
          if (other === Use.Write) break;
        } else if (other !== use || use === Use.Write) events.add(event);
      }
    }
    return [...events].sort((a, b) => b - a);
  }

  /** Leaves out more and more of `others` besides `event` until the wait is enabled. */
  private narrow(wait: Wait, event: number, others: number[], reversals: number[][]): void {
    const { clocks } = this.parts;
    const tried = new Set<string>();
    let layer: { kept: number[]; without: number[] }[] = [{ kept: others, without: [event] }];
    while (layer.length > 0) {
      const next: typeof layer = [];
      for (const { kept, without } of layer) {
        for (const last of kept) {
          if (kept.some((k) => k !== last && clocks.isBefore(last, k))) continue;
          const fewer = kept.filter((k) => k !== last);
          const key = fewer.join(",");
          if (tried.has(key)) continue;
          tried.add(key);
          const more = [...without, last];
          if (this.holdsAfter(wait, more)) reversals.push(more);
          else next.push({ kept: fewer, without: more });
        }
      }
      layer = next;
    }
  }

  /** Whether the wait is enabled once everything has happened but `without` and what follows it. */
  private holdsAfter(wait: Wait, without: readonly number[]): boolean {
    if (this.parts.buffers !== null) return this.tryOut(wait.lane, without);
    const { program } = this.parts.machine;
    const start = Math.min(...without);
    const slots = this.slotsOf(wait.node);
    const numbers = Array.from(slots, (slot) => this.valueAfter(wait, slot, start, without));
    const single = program.slots[wait.node] === null;
    const edge = single ? program.edge(wait.node, numbers[0]) : program.edgeFor(wait.node, numbers);
    return program.next[edge] !== (Target.Blocked as number);
  }

  private valueAfter(wait: Wait, slot: number, start: number, without: readonly number[]): number {
    const { run, clocks, machine } = this.parts;
    const { values } = machine.program;
    const chain = this.parts.codes.chainOf(slot);
    run.holdChains(this.parts.codes.chains);
    const records: number[] = [];
    let now = machine.state[slot];
    for (let r = run.head[chain]; r >= 0; r = run.record(r, RecordField.Previous)) {
      const event = run.record(r, RecordField.Event);
      if (event < start) break;
      now = run.record(r, RecordField.Old);
      if (event < wait.depth) records.push(r);
    }
    for (let k = records.length - 1; k >= 0; k--) {
      const r = records[k];
      if (run.use(r) === Use.Read) continue;
      if (without.some((event) => clocks.isBefore(event, run.record(r, RecordField.Event))))
        continue;
      if (run.use(r) === Use.Write) now = run.record(r, RecordField.New);
      else {
        // Commuting updates of a counter: what this one added.
        const before = values.value(run.record(r, RecordField.Old)) as number;
        const after = values.value(run.record(r, RecordField.New)) as number;
        now = values.id((values.value(now) as number) + (after - before));
      }
    }
    return now;
  }
}
