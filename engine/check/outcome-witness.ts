/** The simplest interleaving that ends in a given outcome, for whoever asks how it comes about. */
import { guarded } from "../automaton/determinism.js";
import { finish } from "../explore/states/state-graph.js";
import { machineFor } from "../memory/models.js";
import type { Scenario } from "../scenario/scenario.js";
import { transplant } from "../trace/transplant.js";
import { delayLocalSteps } from "../trace/delay-local-steps.js";
import type { Trace } from "../trace/trace.js";
import type { Driver } from "./drive.js";
import type { Settings } from "./settings.js";
import { StateRun } from "./state-run.js";
import { outcomeFinding } from "./state-verdicts.js";
import { draw } from "./write-up.js";
import { implicitNames } from "./implicit-properties.js";

/** States after which the first interleaving that was met is good enough. */
const enoughStates = 1_000_000;

/** An interleaving that ends in an outcome. */
export interface OutcomeWitness {
  readonly trace: Trace;
  /** Replay string, recorded for the scenario's first property. */
  readonly replay: string;
  /** Context switches away from a thread that could have gone on. */
  readonly switches: number;
  /** True when it provably has the fewest context switches, then the fewest steps. */
  readonly minimal: boolean;
}

/**
 * Finds the simplest interleaving that ends in an outcome, with the states engine. Where there are
 * more than a million states it is the simplest of those explored until then.
 *
 * @param outcome as in `Outcome.text`
 * @returns null when no explored interleaving ends so
 */
export async function outcomeWitness(
  scenario: Scenario,
  settings: Settings,
  outcome: string,
  driver: Driver,
): Promise<OutcomeWitness | null> {
  const { memory } = settings;
  const run = new StateRun(() => machineFor(scenario.build(), memory), settings);
  const { search } = run;
  const end = await run.drive(
    driver,
    () => search.visited.size > enoughStates && search.outcomes.includes(outcome),
  );
  const complete = end === "done" && search.stopped === null;
  if (!complete) search.abandon();
  const work = outcomeFinding(search, complete, outcome);
  const finding = (await driver.complete(work)) ?? finish(outcomeFinding(search, false, outcome));
  if (finding?.moves == null) return null;
  return guarded(() => {
    const order = delayLocalSteps(search.machine, finding.moves!);
    const fresh = machineFor(scenario.build(), memory);
    const moves = transplant(search.machine, fresh, order);
    const property = scenario.build().properties.at(0)?.name ?? implicitNames.deadlock;
    const shown = { property, kind: "reachable", moves, loop: null } as const;
    const { trace, replay } = draw(fresh, memory, shown);
    return { trace, replay, switches: finding.switches ?? 0, minimal: finding.minimal };
  });
}
