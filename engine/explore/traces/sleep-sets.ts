/**
 * For each depth of the run the events that need not be tried there: everything that begins with
 * one of them has been explored already. A stack of lists, which begin where the rows of their
 * depths say; the one of the run's end may be appended to, others only when those above are dead.
 */
import { enlarged } from "../../automaton/pair-table.js";
import type { AccessCodes } from "./access-codes.js";
import { type CurrentRun, EventField } from "./current-run.js";
import { StepField } from "./step-field.js";

/** Numbers for each event asleep, as a power of two: those of `StepField`, and one unused. */
const stepShift = 2;
const stepSize = 1 << stepShift;

export class SleepSets {
  private readonly run: CurrentRun;
  private steps = new Int32Array(512 * stepSize);

  constructor(run: CurrentRun) {
    this.run = run;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.steps.byteLength;
  }

  /** A field of event `q` of the lists. */
  step(q: number, field: StepField): number {
    return this.steps[(q << stepShift) | field];
  }

  /** The first event asleep at depth `d`. */
  begin(d: number): number {
    return this.run.events[(d << EventField.Shift) | EventField.Sleep];
  }

  /** The end of the events asleep at depth `d`. */
  end(d: number): number {
    return this.run.events[((d + 1) << EventField.Shift) | EventField.Sleep];
  }

  /** Makes the list of depth `d + 1`: those of depth `d` that event `d` leaves asleep. */
  descend(d: number, agent: number, code: number, codes: AccessCodes): void {
    const { events } = this.run;
    const end = this.end(d) << stepShift;
    let at = end;
    if (at * 2 >= this.steps.length) this.steps = enlarged(this.steps, this.steps.length * 2);
    const { steps } = this;
    for (let q = this.begin(d) << stepShift; q < end; q += stepSize) {
      const other = steps[q | StepField.Agent];
      const otherCode = steps[q | StepField.Code];
      if (other === agent || codes.conflict(otherCode, code)) continue;
      steps[at | StepField.Move] = steps[q | StepField.Move]!;
      steps[at | StepField.Agent] = other;
      steps[at | StepField.Code] = otherCode;
      at += stepSize;
    }
    events[((d + 2) << EventField.Shift) | EventField.Sleep] = at >> stepShift;
  }

  /** Adds event `d` of the run, whose continuations have all been explored, to the list of depth `d`. */
  add(d: number): void {
    const { events } = this.run;
    const row = d << EventField.Shift;
    const q = this.end(d);
    events[((d + 1) << EventField.Shift) | EventField.Sleep] = q + 1;
    const at = q << stepShift;
    if (at + stepSize >= this.steps.length) {
      this.steps = enlarged(this.steps, this.steps.length * 2);
    }
    const { steps } = this;
    steps[at | StepField.Move] = events[row | EventField.Move]!;
    steps[at | StepField.Agent] = events[row | EventField.Agent]!;
    steps[at | StepField.Code] = events[row | EventField.Code]!;
  }

  /** True when a move need not be tried at depth `d`. */
  has(d: number, move: number): boolean {
    const end = this.end(d);
    for (let q = this.begin(d); q < end; q++) {
      if (this.step(q, StepField.Move) === move) return true;
    }
    return false;
  }
}
