/** Counts complete runs by outcome without making the outcome's text for each of them. */
import { PairTable } from "../automaton/pair-table.js";
import type { Machine } from "../memory/machine.js";
import type { PropertyEvaluator } from "../explore/property-evaluator.js";
import type { Outcome } from "./result.js";

export class OutcomeCounter {
  private readonly machine: Machine;
  private readonly evaluator: PropertyEvaluator;
  /** Combinations of threads' last nodes, on which the default outcome depends, to outcomes. */
  private readonly combinations = new PairTable();
  private readonly outcomeOf: (number | undefined)[] = [];
  private readonly texts = new Map<string | null, number>();
  private readonly counts: number[] = [];

  constructor(machine: Machine, evaluator: PropertyEvaluator) {
    this.machine = machine;
    this.evaluator = evaluator;
  }

  /** Counts the machine's final state. */
  count(): void {
    const index =
      this.machine.built.outcome === null ? this.byNodes() : this.byText(this.evaluator.outcome());
    this.counts[index]++;
  }

  /** The histogram, sorted by text. */
  outcomes(): Outcome[] {
    const list: Outcome[] = [];
    for (const [text, index] of this.texts) {
      if (text !== null) list.push({ text, count: BigInt(this.counts[index]), states: null });
    }
    return list.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  }

  private byNodes(): number {
    const { machine, combinations } = this;
    let key = 0;
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      const known = combinations.find(key, node);
      key = (known >= 0 ? known : combinations.add(key, node)) + 1;
    }
    return (this.outcomeOf[key] ??= this.byText(this.evaluator.outcome()));
  }

  private byText(text: string | null): number {
    let index = this.texts.get(text);
    if (index === undefined) {
      index = this.counts.push(0) - 1;
      this.texts.set(text, index);
    }
    return index;
  }
}
