/**
 * Puts together what the workers of a search have found, as if one of them had found it all. What
 * is read off a search depends neither on how states are numbered nor on the order of records.
 */
import type { Machine } from "../../memory/machine.js";
import { collisionProbability, fingerprintBytes } from "../states/fingerprint-set.js";
import type { StateGraph } from "../states/state-graph.js";
import type { FailureKind } from "../run-ends.js";
import type { EndState, ScheduleKey, Searched, StateLimits } from "../states/searched.js";
import { GraphMerge } from "./merge-graph.js";
import { type Part, decodeEnds } from "./part.js";
import type { RecordIndex } from "./records.js";
import { Renumbering } from "./renumbering.js";

type BitSet = Uint32Array<ArrayBuffer>;

/** Parts of all workers, put together. */
export class Merged implements Searched {
  readonly machine: Machine;
  readonly limits: StateLimits;
  readonly visited: { readonly size: number; readonly collisionProbability: number };
  graph: StateGraph | null = null;
  readonly transitions: number;
  readonly trueIn: readonly BitSet[];
  readonly trueStates: Int32Array;
  readonly falseStates: Int32Array;
  readonly ends: EndState[];
  readonly outcomes: string[] = [];
  readonly failed = new Map<FailureKind, BitSet>();
  cyclic = false;
  readonly firstSchedule = new Map<ScheduleKey, Int32Array>();
  private readonly parts: readonly Part[];
  private readonly renumbering: Renumbering;

  /** The leader's part comes first. `ids` is how many ids were handed out. */
  constructor(machine: Machine, limits: StateLimits, parts: readonly Part[], ids: number) {
    this.machine = machine;
    this.limits = limits;
    this.parts = parts;
    const renumbering = new Renumbering(
      ids,
      parts.flatMap(({ unusedIds }) => unusedIds),
    );
    const size = renumbering.states;
    this.renumbering = renumbering;
    this.visited = { size, collisionProbability: collisionProbability(size) };
    this.transitions = parts.reduce((sum, part) => sum + part.transitions, 0);
    this.trueStates = sumOf(parts.map(({ trueStates }) => trueStates));
    this.falseStates = sumOf(parts.map(({ falseStates }) => falseStates));
    this.trueIn = parts[0].trueIn.map((_, p) => this.union(parts.map(({ trueIn }) => trueIn[p])));
    this.ends = parts.flatMap((part) => this.endsOf(part));
    for (const kind of ["assert", "error"] as const) {
      const sets = parts.flatMap(({ failed }) => failed.get(kind) ?? []);
      if (sets.length > 0) this.failed.set(kind, this.union(sets));
    }
    for (const { firstSchedule } of parts) {
      for (const [key, moves] of firstSchedule) {
        if (!this.firstSchedule.has(key)) this.firstSchedule.set(key, moves);
      }
    }
  }

  /** What a single search of these states would hold. */
  get bytes(): number {
    return fingerprintBytes(this.visited.size) + (this.graph?.bytes ?? 0);
  }

  private union(sets: readonly BitSet[]): BitSet {
    return sets.reduce((all, set) => this.renumbering.addAll(all, set), new Uint32Array(64));
  }

  private endsOf(part: Part): EndState[] {
    const numbers = part.outcomes.map((text) => {
      const known = this.outcomes.indexOf(text);
      return known >= 0 ? known : this.outcomes.push(text) - 1;
    });
    return decodeEnds(part, (id) => this.renumbering.of(id), numbers);
  }

  /** Merges the graphs; see `GraphMerge`. */
  merge(index: RecordIndex, spare: SharedArrayBuffer): GraphMerge {
    return new GraphMerge(this.parts, index, this.renumbering, spare);
  }
}

function sumOf(lists: readonly Int32Array[]): Int32Array {
  const sum = new Int32Array(lists[0].length);
  for (const list of lists) list.forEach((n, i) => (sum[i] += n));
  return sum;
}
