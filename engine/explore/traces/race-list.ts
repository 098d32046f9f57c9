import { enlarged } from "../../automaton/pair-table.js";

/** What `codeAfter` says when the machine must be asked; other values are access codes. */
export const unknownCode = -0x80000000;

/** Outcomes of a reversal in `asleepBy`; other values are numbers of events asleep. */
export const enum Outcome {
  /** To be reversed again. */
  Open = -1,
  /** In the tree, together with an event that comes after the race. */
  InTree = -2,
}

/**
 * The races of the current run that have to be looked at when it ends. Those below `lasting` were
 * reversed in an earlier run with the same beginning, but not for good.
 */
export class RaceList {
  size = 0;
  lasting = 0;
  /**
   * First event, -1 if which events could have come after the second one depends on how the run
   * goes on; second event; access code of the second event once reversed.
   */
  first = new Int32Array(256);
  second = new Int32Array(256);
  codeAfter = new Int32Array(256);
  /** Events that the reversal leaves out; null: only the first event. */
  readonly without: (readonly number[] | null)[] = [];
  /** Which event asleep made the reversal redundant, or an `Outcome`. */
  asleepBy = new Int32Array(256);
  /** Depth of the last event that the outcome rests on, -1 for none after the race. */
  restsOn = new Int32Array(256);
  /** Whether the race is to be looked at again in later runs. */
  lasts = new Uint8Array(256);

  /** Bytes held. */
  get bytes(): number {
    return this.first.length * 21;
  }

  /** Adds a race that has not been reversed. */
  add(first: number, second: number, code: number, without: readonly number[] | null): void {
    const k = this.size++;
    if (k === this.first.length) {
      this.first = enlarged(this.first, k * 2);
      this.second = enlarged(this.second, k * 2);
      this.codeAfter = enlarged(this.codeAfter, k * 2);
      this.asleepBy = enlarged(this.asleepBy, k * 2);
      this.restsOn = enlarged(this.restsOn, k * 2);
      this.lasts = enlarged(this.lasts, k * 2);
    }
    this.first[k] = first;
    this.second[k] = second;
    this.codeAfter[k] = code;
    this.without[k] = without;
    this.asleepBy[k] = Outcome.Open;
    this.restsOn[k] = -1;
  }

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    let kept = 0;
    for (let k = 0; k < this.lasting; k++) {
      if (this.second[k] >= d) continue;
      if (this.restsOn[k] >= d) this.asleepBy[k] = Outcome.Open;
      this.move(k, kept++);
    }
    this.lasting = kept;
  }

  /** Keeps the races that last, once all have been looked at. */
  keepLasting(): void {
    let kept = 0;
    for (let k = 0; k < this.size; k++) if (this.lasts[k] === 1) this.move(k, kept++);
    this.lasting = kept;
  }

  /** Copies a race to another number. */
  private move(from: number, to: number): void {
    if (from === to) return;
    this.first[to] = this.first[from]!;
    this.second[to] = this.second[from]!;
    this.codeAfter[to] = this.codeAfter[from]!;
    this.without[to] = this.without[from]!;
    this.asleepBy[to] = this.asleepBy[from]!;
    this.restsOn[to] = this.restsOn[from]!;
  }
}
