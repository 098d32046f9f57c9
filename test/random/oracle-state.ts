/** The state of the oracle's machine as plain objects, copied for every step. */
import type { Change } from "./program.js";

/** A store, or a read-modify-write that takes effect when it leaves the buffer. */
export interface Entry {
  /** Places that it is about; the first one is written. */
  readonly places: readonly number[];
  readonly value: number | null;
  readonly change: Change | "release the lock" | "one reader less" | "one more" | null;
  readonly release: boolean;
  /** History of the thread when it was issued: read-modify-writes with other histories differ. */
  readonly issued: string;
}

/** A store buffer's items, oldest first. */
export type Item = Entry | "fence";

export type Status = "absent" | "running" | "done" | "failed" | "assumed";

export interface ThreadState {
  pc: number;
  locals: number[];
  /** The record that the thread has allocated or found last, -1 for none. */
  record: number;
  /** Whether the last trylock succeeded. */
  taken: boolean;
  status: Status;
  result: number | null;
  /** What each active call has observed, outermost first; equal histories are equal states. */
  history: string[];
  /** Return addresses: the caller's locals. */
  callers: number[][];
  atomic: boolean;
  /** Whether a step of the current atomic block has been performed. */
  begun: boolean;
  /** Whether the thread has performed a step. */
  started: boolean;
  /** Which of `history` the last checkpoint is in. */
  checkpointIn: number;
  /** Whether the next step is the first one after a checkpoint: it does not count as local. */
  atHead: boolean;
}

export interface OracleState {
  memory: number[];
  threads: ThreadState[];
  buffers: Item[][];
}

export function copy(state: OracleState): OracleState {
  return {
    memory: [...state.memory],
    threads: state.threads.map((t) => ({
      ...t,
      locals: [...t.locals],
      history: [...t.history],
      callers: t.callers.map((locals) => [...locals]),
    })),
    buffers: state.buffers.map((buffer) => [...buffer]),
  };
}

/** Equal texts: states that no continuation can tell apart by what the engine keeps of a thread. */
export function stateKey(state: OracleState): string {
  return JSON.stringify([state.memory, state.threads.map(threadKey), state.buffers]);
}

/** What identifies a thread's local state. */
export function threadKey(t: ThreadState): string {
  if (t.status === "done") return `done ${String(t.result)}`;
  if (t.status === "absent") return "absent";
  return `${t.status} ${t.pc} ${t.history.join("|")}`;
}
