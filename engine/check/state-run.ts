import { guarded } from "../automaton/determinism.js";
import { Coverage } from "../explore/states/coverage.js";
import { StateSearch } from "../explore/states/state-search.js";
import type { Machine } from "../memory/machine.js";
import { silently } from "../scenario/silence.js";
import type { DriveEnd, Driver } from "./drive.js";
import type { Settings } from "./settings.js";

/** States from which on it is worth some milliseconds to say how far a search is. */
const manyStates = 100_000;

/** A states search with what is needed to run it and to tell how far it is. */
export class StateRun {
  readonly search: StateSearch;
  private readonly coverage: Coverage;

  /** @param makeMachine makes a machine in the state that the search begins in, anew each time */
  constructor(
    private readonly makeMachine: () => Machine,
    private readonly settings: Pick<Settings, "budget" | "exact">,
  ) {
    const { budget, exact } = settings;
    this.search = guarded(() => new StateSearch(makeMachine(), budget, exact));
    this.coverage = new Coverage(this.search, makeMachine);
  }

  /** The same search from its beginning. */
  again(): StateRun {
    return new StateRun(this.makeMachine, this.settings);
  }

  /** Runs until the search is over or `enough()` says to pause it. */
  drive(driver: Driver, enough?: () => boolean): Promise<DriveEnd> {
    const { search } = this;
    const progress = () => ({
      ...this.glance,
      explored: search.visited.size,
      transitions: search.transitions,
      fraction: search.isOver ? 1 : this.fraction,
    });
    return driver.drive(search, progress, enough);
  }

  /** What there is to tell of a search that is done here, alone or with others. */
  get glance() {
    const { machine, currentDepth, depths } = this.search;
    return {
      scenario: machine.built.name,
      engine: "states" as const,
      depth: currentDepth,
      depths: depths.summary,
    };
  }

  /** Share of the search that is done while it goes on, 0 to 1, an estimate; null for none yet. */
  get fraction(): number | null {
    const { search, coverage } = this;
    return coverage.isKnown || search.visited.size >= manyStates ? this.estimate() : null;
  }

  /** The same of a search that was stopped so; who cancels does not wait for it. */
  coveredAt(end: DriveEnd): number | null {
    if (end === "cancelled") return this.coverage.isKnown ? this.estimate() : null;
    // Taken anew: what there is was taken when the clock said so, and a verdict is not to show that.
    return this.estimate(new Coverage(this.search, this.makeMachine));
  }

  private estimate(coverage = this.coverage): number | null {
    return guarded(() => silently(() => coverage.share));
  }
}
