/**
 * What the workers of one search tell each other while it runs: a few shared integers, and for each
 * worker a box in which it finds the next state to explore from.
 */
import type { Branch } from "../states/state-search.js";
import {
  type SharedInts,
  add,
  compareExchange,
  load,
  notify,
  sharedBytes,
  sharedInts,
  store,
  sub,
  wait,
} from "./atomics.js";

/** What all workers are doing. */
export const enum Phase {
  Explore,
  /** The table of states is full: each worker stops, then all move it to a larger one. */
  Grow,
  /** No worker has anything left to explore. */
  Done,
  /** The search has been given up, or was interrupted. */
  Stop,
}

/**
 * The phase, and how often the table has grown, as one integer: who sees that the table is to grow
 * must not take the end of one growth for the beginning of the next.
 */
export type Stage = number;
/** The phase is in the lowest bits. */
const phaseBits = 2;

/** The phase of a stage. */
export const phaseOf = (stage: Stage): Phase => stage & ((1 << phaseBits) - 1);

const withPhase = (stage: Stage, phase: Phase): Stage => stage - phaseOf(stage) + phase;

/** The shared integers. */
const enum Word {
  /** See `Stage`. */
  Stage,
  /** Workers that have nothing to explore. */
  Idle,
  /** Ids of states that have been handed out. */
  Ids,
  /** Workers that have stopped so that the table can grow. */
  Parked,
  /** Next part of the old table to move, and how many have been moved. */
  Part,
  Moved,
  /** Pieces of records that have been numbered. */
  Pieces,
  Count,
}

/** What is in a worker's box. */
const enum Box {
  /** Nothing: the worker is busy. */
  Closed,
  /** The worker waits for a state. */
  Open,
  /** Somebody is looking for a state to put into it. */
  Taken,
  /** A state to explore from. */
  Full,
}

/** Longest schedule that can be given away. */
export const longestSchedule = 1 << 16;
const boxWords = longestSchedule + 3;
/** Ids are handed out in blocks, to keep workers from queueing for them. */
const idBlock = 64;
/** States that a worker may still find before it notices that the search has been stopped. */
const leftBehind = 1024;

/** Shared memory of one search; plain data that can be posted to a worker. */
export interface SharedControl {
  readonly words: SharedArrayBuffer;
  readonly boxes: SharedArrayBuffer;
  readonly transitions: SharedArrayBuffer;
}

/** Makes the memory for a number of workers; worker 0 is busy, the others wait. */
export function makeControl(workers: number): SharedControl {
  const words = sharedInts(Word.Count);
  const boxes = sharedInts(workers * boxWords);
  store(words, Word.Idle, workers - 1);
  for (let w = 1; w < workers; w++) store(boxes, w * boxWords, Box.Open);
  return {
    words: words.buffer,
    boxes: boxes.buffer,
    transitions: sharedBytes(8 * workers),
  };
}

/** One worker's view of the control memory. */
export class Control {
  readonly worker: number;
  readonly workers: number;
  private readonly words: SharedInts;
  private readonly boxes: SharedInts;
  private readonly transitions: Float64Array<SharedArrayBuffer>;
  private nextId = 0;
  private idEnd = 0;

  constructor(memory: SharedControl, worker: number) {
    this.worker = worker;
    this.words = new Int32Array(memory.words);
    this.boxes = new Int32Array(memory.boxes);
    this.transitions = new Float64Array(memory.transitions);
    this.workers = this.transitions.length;
  }

  /** The phase, and how often the table has grown; see `Word.Stage`. */
  get stage(): Stage {
    return load(this.words, Word.Stage);
  }

  get phase(): Phase {
    return phaseOf(this.stage);
  }

  /** Goes from one phase to another; false if it was not that phase. Wakes who waits. */
  enter(from: Phase, to: Phase): boolean {
    for (let { stage } = this; phaseOf(stage) === from; stage = this.stage) {
      if (this.change(stage, withPhase(stage, to))) return true;
    }
    return false;
  }

  private change(from: Stage, to: Stage): boolean {
    if (compareExchange(this.words, Word.Stage, from, to) !== from) return false;
    this.wakeAll();
    return true;
  }

  /** Ends the search for all workers, whatever they are doing. */
  stop(): void {
    for (let { stage } = this; ; stage = this.stage) {
      const phase = phaseOf(stage);
      if (phase === Phase.Done || phase === Phase.Stop) break;
      if (this.change(stage, withPhase(stage, Phase.Stop))) return;
    }
    this.wakeAll();
  }

  private wakeAll(): void {
    for (let w = 0; w < this.workers; w++) notify(this.boxes, w * boxWords);
  }

  /** Ids handed out so far: every state has a smaller one. */
  get ids(): number {
    return load(this.words, Word.Ids);
  }

  /** Ids below `count` are taken already. */
  set ids(count: number) {
    store(this.words, Word.Ids, count);
  }

  /** More than any id that workers who are stopping now will hand out. */
  get mostIds(): number {
    return this.ids + this.workers * leftBehind;
  }

  /** An id for a new state. */
  newId(): number {
    if (this.nextId === this.idEnd) {
      this.nextId = add(this.words, Word.Ids, idBlock);
      this.idEnd = this.nextId + idBlock;
    }
    return this.nextId++;
  }

  /** Ids that this worker was handed and did not use. */
  get unusedIds(): readonly number[] {
    return Array.from({ length: this.idEnd - this.nextId }, (_, i) => this.nextId + i);
  }

  /** Tells how many transitions this worker has made. */
  report(transitions: number): void {
    this.transitions[this.worker] = transitions;
  }

  /** Transitions of all workers, roughly. */
  get reported(): number {
    let sum = 0;
    for (let w = 0; w < this.workers; w++) sum += this.transitions[w];
    return sum;
  }

  /** True when some worker has nothing to explore. */
  get someIdle(): boolean {
    return load(this.words, Word.Idle) > 0;
  }

  /** Says that this worker has nothing left to explore. */
  becomeIdle(): void {
    store(this.boxes, this.worker * boxWords, Box.Open);
    add(this.words, Word.Idle, 1);
  }

  /**
   * For an idle worker: the state that it has been given, or null if there is none after `patience`
   * milliseconds. Ends the search when all workers are idle.
   */
  receive(patience: number): Branch | null {
    const { boxes } = this;
    const at = this.worker * boxWords;
    if (load(this.words, Word.Idle) === this.workers) this.enter(Phase.Explore, Phase.Done);
    if (patience > 0 && this.phase === Phase.Explore) wait(boxes, at, Box.Open, patience);
    if (load(boxes, at) !== (Box.Full as number)) return null;
    const id = boxes[at + 1];
    const length = boxes[at + 2];
    const moves = Int32Array.from({ length }, (_, i) => boxes[at + 3 + i]);
    store(boxes, at, Box.Closed);
    return { moves, id };
  }

  /** For a busy worker: gives states away to idle ones as long as `find` has some. */
  share(find: () => Branch | null): void {
    for (let w = 0; w < this.workers; w++) {
      const at = w * boxWords;
      if (compareExchange(this.boxes, at, Box.Open, Box.Taken) !== (Box.Open as number)) continue;
      const branch = find();
      if (branch === null) {
        store(this.boxes, at, Box.Open);
        return;
      }
      // Before it goes on: an idle worker must not see all others idle while a state is on its way.
      sub(this.words, Word.Idle, 1);
      this.boxes[at + 1] = branch.id;
      this.boxes[at + 2] = branch.moves.length;
      for (let i = 0; i < branch.moves.length; i++) this.boxes[at + 3 + i] = branch.moves[i];
      store(this.boxes, at, Box.Full);
      notify(this.boxes, at);
    }
  }

  /** Waits at most so many milliseconds. */
  rest(patience: number): void {
    const at = this.worker * boxWords;
    wait(this.boxes, at, this.boxes[at], patience);
  }

  /** Says that this worker has stopped so that the table can grow. */
  park(): void {
    add(this.words, Word.Parked, 1);
  }

  /** True when every worker has stopped. */
  get allParked(): boolean {
    return load(this.words, Word.Parked) === this.workers;
  }

  /** The first of `count` numbers for this worker's pieces of records. */
  numberPieces(count: number): number {
    return add(this.words, Word.Pieces, count);
  }

  /** Before a larger table is handed to the parked workers. */
  beginMoving(): void {
    store(this.words, Word.Part, 0);
    store(this.words, Word.Moved, 0);
  }

  /** The number of a part of the old table that this worker is to move. */
  takePart(): number {
    return add(this.words, Word.Part, 1);
  }

  /** Says that a part has been moved; after the last of `parts` exploring goes on. */
  partMoved(parts: number): void {
    if (add(this.words, Word.Moved, 1) + 1 < parts) return;
    store(this.words, Word.Parked, 0);
    const { stage } = this;
    // Nobody else ends a growth; but the search may have been stopped.
    if (phaseOf(stage) === Phase.Grow) {
      this.change(stage, withPhase(stage, Phase.Explore) + (1 << phaseBits));
    }
  }
}
