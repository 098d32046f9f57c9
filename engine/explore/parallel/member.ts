/**
 * One worker of a search by several: it explores depth first like a search of its own, but each
 * state is new to one worker only, and a worker with nothing left is given a state by another.
 */
import { FingerprintSet } from "../states/fingerprint-set.js";
import type { StateSearch } from "../states/state-search.js";
import {
  Control,
  Phase,
  type SharedControl,
  type Stage,
  longestSchedule,
  makeControl,
  phaseOf,
} from "./control.js";
import { type Part, encodePart } from "./part.js";
import { Records } from "./records.js";
import { SearchStopped, SharedStates } from "./shared-states.js";

/** Transitions between two looks at what the others do. */
const stride = 64;

/** The memory that all workers share; plain data that can be posted to them. */
export interface SharedMemory {
  readonly control: SharedControl;
  readonly table: SharedArrayBuffer;
}

/** Memory for a search that has found `states` states, by so many workers. */
export function makeMemory(workers: number, states: number): SharedMemory {
  return { control: makeControl(workers), table: SharedStates.tableFor(states) };
}

/** How a worker's run came back. */
export type MemberState =
  /** There is more to do. */
  | "working"
  /** The table is full: the leader is to make a larger one, for `adopt`. */
  | "parked"
  /** Every state has been explored. */
  | "done"
  /** The search was stopped. */
  | "stopped"
  /** The search cannot go on with several workers. */
  | "unfit";

export class Member {
  readonly control: Control;
  readonly search: StateSearch;
  private readonly states: SharedStates;
  private readonly records = new Records();
  private readonly patience: number;
  private idle: boolean;
  private parked = false;
  /** The last stage that this worker has parked in. */
  private parkedIn: Stage = -1;
  private readonly slots: number;

  /**
   * @param search of a helper: not begun; of the leader: begun, without `exact`
   * @param worker 0 for the leader
   * @param patience milliseconds that an idle worker waits before it comes back
   */
  constructor(search: StateSearch, memory: SharedMemory, worker: number, patience: number) {
    const { control, table } = memory;
    this.search = search;
    this.control = new Control(control, worker);
    this.states = new SharedStates(this.control, table);
    this.patience = patience;
    this.idle = worker > 0;
    this.slots = search.machine.slots;
    const { visited, graph } = search;
    if (worker === 0 && visited instanceof FingerprintSet) {
      this.control.ids = visited.size;
      visited.forEach((low, high, id) => this.states.insert(low, high, id));
      graph?.copyTo(this.records);
    }
    search.visited = this.states;
    search.records = this.records;
    search.graph = null;
  }

  /** Explores at most `work` transitions, or waits for something to do. */
  run(work: number): MemberState {
    try {
      return this.runOn(work);
    } catch (error) {
      if (error instanceof SearchStopped) return "stopped";
      throw error;
    } finally {
      this.control.report(this.search.transitions);
    }
  }

  private runOn(work: number): MemberState {
    const { control, search } = this;
    for (let left = work; left > 0; left -= stride) {
      const { stage } = control;
      const phase = phaseOf(stage);
      if (phase === Phase.Done) return "done";
      if (phase === Phase.Stop) return "stopped";
      if (phase === Phase.Grow) return this.park(stage);
      if (this.idle && !this.receive()) return "working";
      if (search.run(stride)) {
        control.becomeIdle();
        this.idle = true;
      } else if (control.someIdle) control.share(() => search.split(longestSchedule));
      if (!this.fit) return "unfit";
    }
    return "working";
  }

  /** False once what this worker knows depends on the order in which it came to know it. */
  private get fit(): boolean {
    const { slots, program } = this.search.machine;
    return slots === this.slots && program.unfolder.canonical && program.values.canonical;
  }

  private receive(): boolean {
    const branch = this.control.receive(this.patience);
    if (branch === null) return false;
    this.idle = false;
    this.search.begin(branch);
    return true;
  }

  private park(stage: Stage): MemberState {
    const { control } = this;
    if (this.parked) return "parked";
    if (stage === this.parkedIn) {
      // Others are still moving their parts.
      control.rest(1);
      return "working";
    }
    this.parkedIn = stage;
    this.parked = true;
    control.park();
    return "parked";
  }

  /** For the leader, when all workers are parked: the larger table to hand to the others. */
  enlarge(): SharedArrayBuffer {
    this.control.beginMoving();
    return this.states.larger();
  }

  /** Moves states to the larger table, together with all other workers. */
  adopt(table: SharedArrayBuffer): void {
    this.parked = false;
    this.states.moveTo(table);
  }

  /** Memory that nobody needs any more when all workers have ended the search. */
  get spare(): SharedArrayBuffer {
    return this.states.memory;
  }

  /** Ends the search for this worker. What it has found is complete once that has been indexed. */
  part(): Part {
    this.search.abandon();
    const { pieces } = this.records;
    const first = this.control.numberPieces(pieces.length);
    return encodePart(this.search, pieces, first, this.control.unusedIds);
  }
}
