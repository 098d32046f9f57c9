import { guarded } from "../automaton/determinism.js";
import { DepthCounter } from "../explore/depth-counts.js";
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import type { RunEnd } from "../explore/traces/run-judge.js";
import { TraceSearch } from "../explore/traces/search.js";
import { machineFor } from "../memory/models.js";
import type { Built } from "../scenario/scenario.js";
import type { DriveEnd, Driver } from "./drive.js";
import { OutcomeCounter } from "./outcome-counter.js";
import type { Settings } from "./settings.js";

/** A traces search with what is needed to run and judge it. */
export class TraceRun {
  readonly search: TraceSearch;
  readonly outcomes: OutcomeCounter;
  /** Executions by their steps. */
  private readonly lengths = new DepthCounter();
  private readonly settings: Settings;

  constructor(built: Built, settings: Settings) {
    const machine = guarded(() => machineFor(built, settings.memory));
    const evaluator = new PropertyEvaluator(machine);
    const outcomes = new OutcomeCounter(machine, evaluator);
    const onEnd = (end: RunEnd) => {
      this.lengths.add(this.search.depth);
      if (end === "complete") outcomes.count();
    };
    this.outcomes = outcomes;
    this.settings = settings;
    this.search = guarded(() => new TraceSearch(machine, evaluator, { onEnd }));
  }

  get executions(): number {
    const { judge } = this.search;
    return judge.complete + judge.deadlocked + judge.failed + judge.assumed;
  }

  /** The budget that has been met, if any. */
  get exceeded(): "executions" | "memory" | null {
    const { budget } = this.settings;
    if (this.executions >= budget.executions) return "executions";
    return this.search.bytes > budget.bytes ? "memory" : null;
  }

  drive(driver: Driver, enough: () => boolean): Promise<DriveEnd> {
    const { search } = this;
    const progress = () => ({
      scenario: search.machine.built.name,
      engine: "traces" as const,
      explored: this.executions,
      transitions: search.transitions,
      depth: search.depth,
      depths: this.lengths.summary,
      fraction: search.fraction,
    });
    return driver.drive(search, progress, () => this.exceeded !== null || enough());
  }
}
