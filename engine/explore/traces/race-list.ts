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

/** Fields of race `k`: `races[(k << RaceField.Shift) | field]`. */
export const enum RaceField {
  /**
   * First event, -1 if which events could have come after the second one depends on how the run
   * goes on.
   */
  First,
  Second,
  /** Access code of the second event once reversed. */
  CodeAfter,
  /** Which event asleep made the reversal redundant, or an `Outcome`. */
  AsleepBy,
  /** Depth of the last event that an outcome rests on, -1 for none after the race. */
  RestsOn,
  /** 1 if the race is to be looked at again in later runs. */
  Lasts,
  /** 1 if the reversal leaves out the first event and what follows it; 0: see `without`. */
  Narrow,
  Size,
  Shift = 3,
}

/**
 * The races of the current run that have to be looked at when it ends. Those below `lasting` were
 * reversed in an earlier run with the same beginning, but not for good.
 */
export class RaceList {
  size = 0;
  lasting = 0;
  races = new Int32Array(256 << RaceField.Shift);
  /** Of races that are not narrow: the events that the reversal leaves out, with what follows. */
  private readonly without: (readonly number[])[] = [];

  /** Bytes held. */
  get bytes(): number {
    return this.races.byteLength;
  }

  /** A field of race `k`. */
  race(k: number, field: RaceField): number {
    return this.races[(k << RaceField.Shift) | field];
  }

  /** Events that the reversal of race `k` leaves out, with what follows them. */
  leftOut(k: number): readonly number[] {
    return this.race(k, RaceField.Narrow) === 1 ? [this.race(k, RaceField.First)] : this.without[k];
  }

  /** Adds a race that has not been reversed. */
  add(first: number, second: number, code: number): void {
    const k = this.size;
    this.size = k + 1;
    const at = k << RaceField.Shift;
    if (at >= this.races.length) this.races = enlarged(this.races, at * 2);
    const { races } = this;
    races[at | RaceField.First] = first;
    races[at | RaceField.Second] = second;
    races[at | RaceField.CodeAfter] = code;
    races[at | RaceField.AsleepBy] = Outcome.Open;
    races[at | RaceField.Lasts] = 1;
    races[at | RaceField.Narrow] = 1;
  }

  /** As `add` for a reversal that leaves out other events than the first one, or more. */
  addWithout(first: number, second: number, code: number, without: readonly number[]): void {
    const k = this.size;
    this.add(first, second, code);
    this.races[(k << RaceField.Shift) | RaceField.Narrow] = 0;
    this.without[k] = without;
  }

  /** Notes the outcome of a reversal. */
  settle(k: number, asleepBy: number, restsOn: number, lasts: boolean): void {
    const { races } = this;
    const at = k << RaceField.Shift;
    races[at | RaceField.AsleepBy] = asleepBy;
    races[at | RaceField.RestsOn] = restsOn;
    races[at | RaceField.Lasts] = lasts ? 1 : 0;
  }

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    const { races } = this;
    let kept = 0;
    for (let k = 0; k < this.lasting; k++) {
      const at = k << RaceField.Shift;
      if (races[at | RaceField.Second] >= d) continue;
      if (races[at | RaceField.RestsOn] >= d) races[at | RaceField.AsleepBy] = Outcome.Open;
      this.move(k, kept++);
    }
    this.lasting = kept;
    this.size = kept;
  }

  /** Keeps the races that last, once all have been looked at. */
  keepLasting(): void {
    const { races, size } = this;
    let kept = 0;
    for (let k = 0; k < size; k++) {
      if (races[(k << RaceField.Shift) | RaceField.Lasts] === 1) this.move(k, kept++);
    }
    this.lasting = kept;
    this.size = kept;
  }

  /** Copies a race to another number. */
  private move(from: number, to: number): void {
    if (from === to) return;
    const { races } = this;
    const at = from << RaceField.Shift;
    const target = to << RaceField.Shift;
    for (let field = 0; field < RaceField.Size; field++) {
      races[target | field] = races[at | field]!;
    }
    if (races[at | RaceField.Narrow] === 0) this.without[to] = this.without[from]!;
  }
}
