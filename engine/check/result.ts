/**
 * What a check returns: plain data, the single source of every text, table and JSON rendering.
 */
import type { MemoryModel } from "../memory/memory-model.js";
import type { DeclaredKind } from "../scenario/scenario.js";
import type { DecidingPair } from "../trace/deciding-pairs.js";
import type { Trace } from "../trace/trace.js";

export type { DecidingPair, MemoryModel };

/** `states` explores global states, `traces` explores one execution per Mazurkiewicz trace. */
export type EngineName = "states" | "traces";

/**
 * `always`, `atEnd`, `reachable` and `eventually` are declared by the scenario; `assert`, `error`
 * (a thread throws), `deadlock` and `livelock` are checked without asking.
 */
export type PropertyKind = DeclaredKind | "assert" | "error" | "deadlock" | "livelock";

/** `reachable` and `unreachable` are the verdicts of `reachable` properties, the others of the rest. */
export type Verdict = "holds" | "violated" | "reachable" | "unreachable" | "undecided";

/** One property of a scenario, decided or not. */
export interface PropertyResult {
  /** The name given in the scenario; `no deadlock`, `no live-lock`, ... for the implicit ones. */
  readonly property: string;
  readonly kind: PropertyKind;
  readonly verdict: Verdict;
  /** The verdict that `expect` asks for; by default `holds`, or `reachable` for reachability. */
  readonly expected: Verdict;
  /** True when `verdict === expected`. */
  readonly asExpected: boolean;
  /** How many interleavings violate (or witness) it; null when not counted. */
  readonly failing: bigint | null;
  /** The simplest violating (or witnessing) interleaving; null when there is none. */
  readonly trace: Trace | null;
  /** True when `trace` has provably the fewest context switches, then the fewest steps. */
  readonly minimal: boolean;
  /** Context switches away from a thread that could have gone on; null without a trace. */
  readonly switches: number | null;
  /** Steps of the trace; null without a trace. */
  readonly steps: number | null;
  /** Replay string of the trace: lines of at most 76 characters joined by newlines. */
  readonly replay: string | null;
  /** What failed, where the name alone does not say it: assertion text, who waits for whom. */
  readonly message: string | null;
  /** The pairs of steps whose order decides, the latest first; absent when not asked for. */
  readonly deciding?: readonly DecidingPair[];
}

/** One line of the outcome histogram. */
export interface Outcome {
  /** The outcome as text, for example `r0=0 r1=1`. */
  readonly text: string;
  /** Interleavings (states engine) or traces (traces engine) that end in it; null when not counted. */
  readonly count: bigint | null;
  /** Distinct final states with this outcome (states engine); null in the traces engine. */
  readonly states: number | null;
}

/** Why and where a search stopped before it was exhaustive. */
export interface Stopped {
  /** `cancelled` is the caller's wish, the others are budgets. */
  readonly budget: "states" | "executions" | "memory" | "time" | "cancelled";
  /** The limit in force, with its unit: `1,000,000 states`, `2.0 s`. */
  readonly limit: string;
  /** Share of the search that was covered, 0 to 1, an estimate; null when there is none. */
  readonly covered: number | null;
}

/** Everything that one `check` found out. */
export interface CheckResult {
  readonly scenario: string;
  readonly memory: MemoryModel;
  readonly engine: EngineName;
  /** One sentence: why this engine. */
  readonly engineReason: string;
  /** Null when the search was exhaustive. */
  readonly stopped: Stopped | null;
  /** Distinct global states; null in the traces engine. */
  readonly states: number | null;
  /** Transitions executed. */
  readonly transitions: number;
  /**
   * All interleavings: maximal schedules (states engine) or Mazurkiewicz traces (traces engine).
   * Null when the search stopped, when a retry loop makes them unbounded or when not counted.
   */
  readonly interleavings: bigint | null;
  /** Why `interleavings` is unbounded (the loop, by thread); null when it is not. */
  readonly unbounded: string | null;
  /** Interleavings given up because an `assume` was false (traces engine); null when not counted. */
  readonly assumeBlocked: bigint | null;
  /** Interleavings that end in a deadlock; null when not counted. */
  readonly deadlocked: bigint | null;
  /** Sleep-set-blocked executions: zero, or the traces engine is not optimal. Null for states. */
  readonly sleepSetBlocked: number | null;
  /** Nodes of all thread automata. */
  readonly nodes: number;
  /** Automaton nodes whose generator step was run; never more than `nodes`. */
  readonly unfolded: number;
  /** Generator steps run again to reach a branch of an automaton; more with several workers. */
  readonly replayed: number;
  /** Bytes held for stored states at the end (states engine), 0 otherwise. */
  readonly bytes: number;
  /** Probability that two different states shared a fingerprint; 0 with exact storage. */
  readonly collisionProbability: number;
  /** Final states by outcome, sorted by text. */
  readonly outcomes: readonly Outcome[];
  readonly properties: readonly PropertyResult[];
  /** Wall-clock milliseconds: the only field that differs between two runs. */
  readonly ms: number;
}
