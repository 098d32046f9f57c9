import type { SharedFirstPass } from "../../explore/parallel/first-pass.js";
import type { SharedMemory } from "../../explore/parallel/member.js";
import type { Part } from "../../explore/parallel/part.js";
import type { RecordIndex } from "../../explore/parallel/records.js";
import type { Rehearsal } from "../../explore/states/rehearsal.js";
import type { CheckResult } from "../result.js";

/**
 * A connection between two kernels that evaluate the same cells. Messages are plain data and shared
 * memory, and arrive in order.
 */
export interface Link {
  send(message: unknown): void;
  /** Takes the oldest message that has arrived; undefined when there is none. */
  take(): unknown;
  /** Resolves when there is a message to take, or when the other kernel is gone. */
  arrival(): Promise<void>;
  /** True once the other kernel has ended. */
  readonly lost: boolean;
}

/** How a check ended: with a result, or by throwing. */
export type Outcome =
  | { readonly result: CheckResult }
  | { readonly error: { readonly message: string; readonly hint: string } };

/** What a helper needs to take part in a search. */
export interface Invitation {
  /** Its number among the workers; the leader is 0. */
  readonly worker: number;
  readonly memory: SharedMemory;
  readonly rehearsal: Rehearsal;
}

/** What the leader says. Checks are named as in `Crew`. */
export type LeaderMessage =
  /** A check has ended. */
  | { readonly type: "settled"; readonly check: string; readonly outcome: Outcome }
  /** A check's search is large: say when you have come to it. */
  | { readonly type: "call"; readonly check: string }
  | { readonly type: "join"; readonly check: string; readonly invitation: Invitation }
  /** For parked helpers: go over to this table. */
  | { readonly type: "table"; readonly table: SharedArrayBuffer }
  /** The search is over: send your part, indexed unless there is no time for that. */
  | { readonly type: "finish"; readonly index: RecordIndex | null }
  /** Count the paths of the merged graph as it is written. */
  | { readonly type: "count"; readonly firstPass: SharedFirstPass }
  /** The search has been given up. */
  | { readonly type: "drop" };

/** What a helper says. */
export type HelperMessage =
  | { readonly type: "ready"; readonly check: string }
  | { readonly type: "part"; readonly part: Part }
  /** The paths of the merged graph have been counted. */
  | { readonly type: "counted" }
  /** It cannot help with this search; why is for the leader to find out alone. */
  | { readonly type: "unfit" };
