/**
 * Reads the verdicts off a finished (or stopped) state search: which properties fail, the simplest
 * interleaving for each, and how many interleavings there are and fail.
 */
import { moveOfEdge } from "../explore/states/move-of-edge.js";
import type { EndState, Searched } from "../explore/states/searched.js";
import { countPaths } from "../explore/states/count-paths.js";
import {
  type FairComponent,
  fairComponent,
  loopThrough,
  loopingLanes,
  reachableWithout,
} from "../explore/states/liveness.js";
import { pathBytes, simplestPath } from "../explore/states/simplest-path.js";
import { type Work, addToSet, inSet } from "../explore/states/state-graph.js";
import type { Property } from "../scenario/scenario.js";
import type { Outcome } from "./result.js";
import type { Finding, Findings } from "./findings.js";
import { switchesOf } from "../trace/schedule.js";

type BitSet = Uint32Array<ArrayBuffer>;

/** Analyses a search; `complete` is false when it was stopped before the end. */
export function stateFindings(search: Searched, complete: boolean): Work<Findings> {
  return new Analysis(search, complete).findings();
}

/** The simplest way to an end with an outcome; null when the search has met none. */
export function outcomeFinding(
  search: Searched,
  complete: boolean,
  outcome: string,
): Work<Finding | null> {
  return new Analysis(search, complete).outcome(outcome);
}

class Analysis {
  private readonly search: Searched;
  private readonly complete: boolean;
  private readonly states: number;
  /** Sizes of the classes that ends are counted in. */
  private readonly countable: boolean;

  constructor(search: Searched, complete: boolean) {
    this.search = search;
    this.complete = complete;
    this.states = search.visited.size;
    this.countable = complete && search.graph !== null && !search.cyclic;
  }

  *findings(): Work<Findings> {
    const { search } = this;
    const { properties } = search.machine.built;
    const counts = yield* this.countEnds();
    const declared: Finding[] = [];
    for (const [p, { kind }] of properties.entries()) {
      declared.push(yield* this.property(p, kind, counts));
    }
    const isDeadlock = (end: EndState) => end.kind === "deadlock";
    const deadlocked = counts?.deadlocked ?? null;
    return {
      declared,
      deadlock: yield* this.ends(isDeadlock, "deadlock", deadlocked),
      livelock: yield* this.livelock(),
      assert: yield* this.failure("assert"),
      error: yield* this.failure("error"),
      interleavings: counts?.total ?? null,
      deadlocked,
      outcomes: this.outcomes(counts),
      unbounded: this.complete && search.cyclic ? yield* this.loopDescription() : null,
    };
  }

  *outcome(text: string): Work<Finding | null> {
    const { ends, outcomes } = this.search;
    const outcome = outcomes.indexOf(text);
    let set: BitSet = new Uint32Array(64);
    for (const end of ends) if (end.outcome === outcome) set = addToSet(set, end.id);
    return outcome < 0 ? null : yield* this.finding("reachable", set, null, null);
  }

  private property(p: number, kind: Property["kind"], counts: Counts | null): Work<Finding> {
    switch (kind) {
      case "always":
        return this.always(p, counts);
      case "reachable":
        return this.reachable(p, counts);
      case "atEnd":
        return this.atEnd(p);
      case "eventually":
        return this.eventually(p);
    }
  }

  /** Interleavings by the kind of their end and by outcome. */
  private *countEnds(): Work<Counts | null> {
    if (!this.countable) return null;
    const { search } = this;
    const outcomes = search.outcomes.length;
    const ends = search.ends.map((end) => ({
      id: end.id,
      classes: [
        0,
        ...(end.kind === "deadlock" ? [1] : []),
        ...(end.outcome >= 0 ? [2 + end.outcome] : []),
      ],
    }));
    const sums = yield* countPaths(search.graph!, this.states, ends, 2 + outcomes, null);
    return { total: sums[0], deadlocked: sums[1], byOutcome: sums.slice(2) };
  }

  private outcomes(counts: Counts | null): Outcome[] {
    const states = new Int32Array(this.search.outcomes.length);
    for (const end of this.search.ends) if (end.outcome >= 0) states[end.outcome]++;
    return this.search.outcomes
      .map((text, i) => ({ text, count: counts?.byOutcome[i] ?? null, states: states[i] }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  }

  private *always(p: number, counts: Counts | null): Work<Finding> {
    const { search } = this;
    if (search.falseStates[p] === 0) return this.clean("holds");
    const bad = complement(search.trueIn[p], this.states);
    return yield* this.finding("violated", bad, p, yield* this.throughSet(bad, counts));
  }

  private *reachable(p: number, counts: Counts | null): Work<Finding> {
    const { search } = this;
    if (search.trueStates[p] === 0) return this.clean("unreachable");
    const good = search.trueIn[p];
    return yield* this.finding("reachable", good, p, yield* this.throughSet(good, counts));
  }

  private *atEnd(p: number): Work<Finding> {
    const { search } = this;
    if (search.falseStates[p] === 0) return this.clean("holds");
    const isTrue = search.trueIn[p];
    return yield* this.ends(
      (end) => end.kind === "complete" && !inSet(isTrue, end.id),
      p,
      undefined,
    );
  }

  private *failure(kind: "assert" | "error"): Work<Finding> {
    const set = this.search.failed.get(kind);
    if (set === undefined) return this.clean("holds");
    const failing = yield* this.countWhere((end) => end.failures.includes(kind));
    return yield* this.finding("violated", set, kind, failing);
  }

  /** A property that certain ends violate. */
  private *ends(
    isBad: (end: EndState) => boolean,
    key: number | "deadlock",
    failing: bigint | null | undefined,
  ): Work<Finding> {
    let bad: BitSet = new Uint32Array(64);
    let some = false;
    for (const end of this.search.ends) {
      if (!isBad(end)) continue;
      bad = addToSet(bad, end.id);
      some = true;
    }
    if (!some) return this.clean("holds");
    return yield* this.finding("violated", bad, key, failing ?? (yield* this.countWhere(isBad)));
  }

  private *countWhere(isBad: (end: EndState) => boolean): Work<bigint | null> {
    if (!this.countable) return null;
    const ends = this.search.ends.filter(isBad).map(({ id }) => ({ id, classes: [0] }));
    return (yield* countPaths(this.search.graph!, this.states, ends, 1, null))[0];
  }

  /** Interleavings that pass through a set: all, minus those that avoid it. */
  private *throughSet(set: BitSet, counts: Counts | null): Work<bigint | null> {
    if (counts === null) return null;
    const avoiding = this.search.ends
      .filter((end) => !inSet(set, end.id))
      .map(({ id }) => ({ id, classes: [0] }));
    return counts.total - (yield* countPaths(this.search.graph!, this.states, avoiding, 1, set))[0];
  }

  private clean(verdict: "holds" | "unreachable"): Finding {
    const decided = this.complete ? verdict : "undecided";
    const failing = this.countable ? 0n : null;
    return { verdict: decided, moves: null, switches: null, minimal: false, failing, loop: null };
  }

  /** Whether a search for the simplest interleaving fits into the memory budget. */
  private get hasRoomForPaths(): boolean {
    const { graph, machine, bytes, limits } = this.search;
    return graph !== null && bytes + pathBytes(this.states, machine.lanes) <= limits.bytes;
  }

  /**
   * A finding with the simplest way to `set` that avoids another set, or lacking a graph the first
   * one met, of which `key` is the name; null for none.
   */
  private *finding(
    verdict: "violated" | "reachable",
    set: BitSet,
    key: number | "deadlock" | "assert" | "error" | null,
    failing: bigint | null,
    avoided: BitSet | null = null,
  ): Work<Finding> {
    const { search } = this;
    const { machine } = search;
    const path = this.hasRoomForPaths
      ? yield* simplestPath(search.graph!, this.states, machine.lanes, set, avoided)
      : null;
    const first = key === null ? null : [...search.firstSchedule.get(key)!];
    const moves = path === null ? first : this.movesAlong(path.edges);
    return {
      verdict,
      moves,
      switches: path?.switches ?? (moves === null ? null : switchesOf(machine, moves)),
      minimal: path !== null && this.complete,
      failing,
      loop: null,
    };
  }

  /** The moves along a path, given by edge numbers. */
  private movesAlong(edges: readonly number[]): number[] {
    const { machine } = this.search;
    machine.reset();
    const moves = edges.map((k) => {
      const move = moveOfEdge(machine, k);
      machine.step(move);
      return move;
    });
    machine.reset();
    return moves;
  }

  private *livelock(): Work<Finding> {
    const { search } = this;
    if (!this.complete) return this.clean("holds");
    if (!search.cyclic) return this.clean("holds");
    if (search.graph === null) return { ...this.clean("holds"), verdict: "undecided" };
    const fair = yield* fairComponent(search.graph, this.states, search.machine.lanes, null);
    return fair === null ? this.clean("holds") : yield* this.lasso(fair);
  }

  private *eventually(p: number): Work<Finding> {
    const { search } = this;
    const { graph } = search;
    if (!this.complete || graph === null) return { ...this.clean("holds"), verdict: "undecided" };
    const waiting = yield* reachableWithout(graph, this.states, search.trueIn[p]);
    let bad: BitSet = new Uint32Array(64);
    let some = false;
    for (const end of search.ends) {
      if (!inSet(waiting, end.id)) continue;
      bad = addToSet(bad, end.id);
      some = true;
    }
    const outside = complement(waiting, this.states);
    if (some) {
      const failing = yield* this.missing(waiting);
      return yield* this.finding("violated", bad, null, failing, outside);
    }
    if (!search.cyclic) return this.clean("holds");
    const fair = yield* fairComponent(graph, this.states, search.machine.lanes, outside);
    return fair === null ? this.clean("holds") : yield* this.lasso(fair, outside);
  }

  /** Interleavings that never leave `waiting`. */
  private *missing(waiting: BitSet): Work<bigint | null> {
    if (!this.countable) return null;
    const ends = this.search.ends
      .filter((end) => inSet(waiting, end.id))
      .map(({ id }) => ({ id, classes: [0] }));
    const cut = complement(waiting, this.states);
    return (yield* countPaths(this.search.graph!, this.states, ends, 1, cut))[0];
  }

  /** The simplest way into a fair component that avoids a set, and once around in it. */
  private *lasso(fair: FairComponent, avoided: BitSet | null = null): Work<Finding> {
    const { search } = this;
    const graph = search.graph!;
    let inside: BitSet = new Uint32Array(64);
    fair.componentOf.forEach((c, id) => {
      if (c === fair.component) inside = addToSet(inside, id);
    });
    const { lanes } = search.machine;
    const path = (yield* simplestPath(graph, this.states, lanes, inside, avoided))!;
    const around = loopThrough(graph, fair, path.states.at(-1)!);
    const moves = this.movesAlong([...path.edges, ...around]);
    return {
      verdict: "violated",
      moves,
      switches: switchesOf(search.machine, moves),
      minimal: false,
      failing: null,
      loop: path.edges.length,
    };
  }

  private *loopDescription(): Work<string> {
    const { graph, machine } = this.search;
    if (graph === null) return "a retry loop";
    const lanes = yield* loopingLanes(graph, this.states);
    const names = lanes.map((lane) => machine.program.layout.threads[lane].name);
    return `a retry loop of ${names.join(", ")}`;
  }
}

interface Counts {
  readonly total: bigint;
  readonly deadlocked: bigint;
  readonly byOutcome: readonly bigint[];
}

/** All states but those of a set. */
function complement(set: Uint32Array, states: number): BitSet {
  const all = new Uint32Array((states >>> 5) + 1);
  for (let i = 0; i < all.length; i++) all[i] = ~(set[i] ?? 0);
  return all;
}
