/**
 * For each depth of the run the events that need not be tried there: everything that begins with
 * one of them has been explored already. A stack of lists: that of depth `d` is
 * `start[d] .. end[d]`; the one below may be appended to only when those above are dead.
 */
import { enlarged } from "../../automaton/pair-table.js";
import type { AccessCodes } from "./access-codes.js";
import { EventField } from "./current-run.js";
import { StepField } from "./step-field.js";

/** Numbers for each event asleep: those of `StepField`, and one unused. */
const stepSize = 4;

export class SleepSets {
  start = new Int32Array(256);
  end = new Int32Array(256);
  private steps = new Int32Array(512 * stepSize);

  /** Empties the list of depth 0. */
  reset(): void {
    this.start[0] = 0;
    this.end[0] = 0;
  }

  /** A field of event `q` of the lists. */
  step(q: number, field: StepField): number {
    return this.steps[q * stepSize + field];
  }

  /** Makes the list of depth `d + 1`: those of depth `d` that an event leaves asleep. */
  descend(d: number, agent: number, code: number, codes: AccessCodes): void {
    if (d + 1 >= this.start.length) {
      this.start = enlarged(this.start, d * 2 + 2);
      this.end = enlarged(this.end, d * 2 + 2);
    }
    const from = this.start[d];
    const to = this.end[d];
    let at = to * stepSize;
    this.start[d + 1] = to;
    if (at * 2 >= this.steps.length) this.steps = enlarged(this.steps, this.steps.length * 2);
    const { steps } = this;
    for (let q = from * stepSize; q < to * stepSize; q += stepSize) {
      const other = steps[q + StepField.Agent];
      const otherCode = steps[q + StepField.Code];
      if (other === agent || codes.conflict(otherCode, code)) continue;
      steps[at + StepField.Move] = steps[q + StepField.Move]!;
      steps[at + StepField.Agent] = other;
      steps[at + StepField.Code] = otherCode;
      at += stepSize;
    }
    this.end[d + 1] = at / stepSize;
  }

  /** Adds event `d` of a run, whose continuations have all been explored, to the list of depth `d`. */
  add(d: number, events: Int32Array): void {
    const at = this.end[d]++ * stepSize;
    if (at + stepSize >= this.steps.length) {
      this.steps = enlarged(this.steps, this.steps.length * 2);
    }
    const event = d * EventField.Size;
    this.steps[at + StepField.Move] = events[event + EventField.Move]!;
    this.steps[at + StepField.Agent] = events[event + EventField.Agent]!;
    this.steps[at + StepField.Code] = events[event + EventField.Code]!;
  }

  /** True when a move need not be tried at depth `d`. */
  has(d: number, move: number): boolean {
    const to = this.end[d];
    for (let q = this.start[d]; q < to; q++) if (this.step(q, StepField.Move) === move) return true;
    return false;
  }
}
