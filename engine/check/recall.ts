/** Makes a recorded result a whole one again, without exploring: traces are rebuilt by replay. */
import { guarded } from "../automaton/determinism.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import type { Scenario } from "../scenario/scenario.js";
import { decodeReplay } from "../trace/replay-string.js";
import { replay } from "../trace/replay.js";
import { implicitNames } from "./implicit-properties.js";
import { type RecordedCheck, type RecordedProperty, resultOf } from "./recorded.js";
import type { CheckResult, PropertyResult } from "./result.js";
import type { Settings } from "./settings.js";
import { draw, expectedVerdict } from "./write-up.js";

/**
 * The result that a recording stands for, or null when the recording does not fit: it is of another
 * scenario, memory model or set of properties, some recorded interleaving does not show any more
 * what it showed, or it was stopped by the clock or the user.
 */
export function recall(
  scenario: Scenario,
  settings: Settings,
  recorded: RecordedCheck,
): CheckResult | null {
  const { stopped } = recorded;
  if (stopped?.budget === "cancelled" || stopped?.budget === "time") return null;
  if (recorded.scenario !== scenario.name || recorded.memory !== settings.memory) return null;
  return guarded(() => {
    if (!namesFit(scenario, recorded)) return null;
    const known = resultOf(recorded);
    const properties: PropertyResult[] = [];
    for (const property of known.properties) {
      const recalled = recallProperty(scenario, settings, property);
      if (recalled === null) return null;
      properties.push(recalled);
    }
    return { ...known, properties };
  });
}

function namesFit(scenario: Scenario, { properties }: RecordedCheck): boolean {
  const declared = scenario.build().properties.map(({ name, kind }) => `${kind} ${name}`);
  const implicit = Object.entries(implicitNames).map(([kind, name]) => `${kind} ${name}`);
  const recorded = properties.map(({ property, kind }) => `${kind} ${property}`);
  return [...declared, ...implicit].join("\n") === recorded.join("\n");
}

function recallProperty(
  scenario: Scenario,
  settings: Settings,
  known: PropertyResult,
): PropertyResult | null {
  const { property, kind, verdict, replay: text } = known;
  const expected = expectedVerdict(settings, property, kind);
  const shown = text === null ? null : redraw(scenario, settings, known, text);
  if (text !== null && shown === null) return null;
  return {
    ...known,
    expected,
    asExpected: verdict === expected,
    trace: shown?.trace ?? null,
    steps: shown?.trace.steps.length ?? null,
    message: shown?.message ?? null,
    ...(shown?.deciding === undefined ? {} : { deciding: shown.deciding }),
  };
}

/** Draws a recorded interleaving; null unless it still shows what it showed. */
function redraw(
  scenario: Scenario,
  settings: Settings,
  { property, kind, verdict }: RecordedProperty,
  text: string,
): ReturnType<typeof draw> | null {
  try {
    const recording = decodeReplay(text);
    const { outcome, trace } = replay(machineFor(scenario.build(), settings.memory), recording);
    if (outcome !== (verdict === "reachable" ? "witnessed" : "violated")) return null;
    const { moves } = recording;
    const drawing = draw(machineFor(scenario.build(), settings.memory), settings.memory, {
      property,
      kind,
      moves,
      loop: trace.loop,
    });
    return drawing.replay === text ? drawing : null;
  } catch (error) {
    if (error instanceof HeddleError) return null;
    throw error;
  }
}
