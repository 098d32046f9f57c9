/**
 * Evaluates properties in the machine's current state and learns what each of them reads, so that
 * it is evaluated again only after a step that wrote something it depends on. That is exact: a
 * property is a function of what it has read, so while those locations keep their values its
 * result does too.
 */
import type { Machine } from "../memory/machine.js";
import { type StateView, enterView } from "../scenario/context.js";
import { HeddleError } from "../scenario/errors.js";
import type { Built, Property } from "../scenario/scenario.js";
import { type Plain, type Value, showValue } from "../scenario/value.js";
import { innermostUserFrame } from "../automaton/source.js";

export class PropertyEvaluator implements StateView {
  private readonly machine: Machine;
  private readonly built: Built;
  /** Properties that have read a slot, by slot. */
  private readonly readers: number[][] = [];
  private reading = -1;

  constructor(machine: Machine) {
    this.machine = machine;
    this.built = machine.built;
  }

  /** The truth of a property of the scenario in the machine's state. */
  evaluate(index: number): boolean {
    const property = this.built.properties[index];
    this.reading = index;
    const result: unknown = this.inView(property.name, property.holds);
    this.reading = -1;
    if (typeof result !== "boolean") throw notBoolean(property, result);
    return result;
  }

  /** Properties to evaluate again when a slot has changed. */
  readersOf(slot: number): readonly number[] {
    return this.readers[slot] ?? none;
  }

  /** True when some property depends on a slot. */
  watches(slot: number): boolean {
    return this.readersOf(slot).length > 0;
  }

  /** The scenario's outcome in a final state, as text. */
  outcome(): string | null {
    const { outcome, threads } = this.built;
    if (outcome !== null) return outcomeText(this.inView("outcome", outcome));
    const parts: string[] = [];
    for (const { handle } of threads) {
      const { result } = this.threadResult(handle.slot);
      if (result !== undefined) parts.push(`${handle.name}=${showValue(result)}`);
    }
    return parts.length === 0 ? null : parts.join(" ");
  }

  value(slot: number): Value {
    this.noteRead(slot);
    return this.machine.program.values.value(this.machine.state[slot]) as Value;
  }

  threadResult(slot: number): { done: boolean; result: unknown } {
    this.noteRead(slot);
    return this.machine.program.meaning(slot, this.machine.state[slot]) as {
      done: boolean;
      result: unknown;
    };
  }

  private noteRead(slot: number): void {
    if (this.reading < 0) return;
    const readers = (this.readers[slot] ??= []);
    if (!readers.includes(this.reading)) readers.push(this.reading);
  }

  private inView<T>(name: string, f: () => T): T {
    const before = enterView(this);
    try {
      return f();
    } catch (error) {
      const position = error instanceof Error ? innermostUserFrame(error.stack ?? "") : null;
      if (error instanceof HeddleError) {
        error.position ??= position;
        throw error;
      }
      throw new HeddleError(`property "${name}" threw ${String(error)}`, {
        hint: "a property must have a value in every state, also in the initial one",
        position,
      });
    } finally {
      enterView(before);
    }
  }
}

const none: readonly number[] = [];

function notBoolean(property: Property, result: unknown): HeddleError {
  return new HeddleError(
    `property "${property.name}" returned ${showValue(result)} instead of true or false`,
    { hint: "compare with ===, and read shared things through `.now`" },
  );
}

function outcomeText(outcome: Plain): string {
  if (typeof outcome === "string") return outcome;
  if (typeof outcome === "object" && outcome !== null && !Array.isArray(outcome)) {
    const prototype: unknown = Object.getPrototypeOf(outcome);
    if (prototype === null || Object.getPrototypeOf(prototype) === null) {
      return Object.entries(outcome)
        .map(([key, value]) => `${key}=${showValue(value)}`)
        .join(" ");
    }
  }
  return showValue(outcome);
}
