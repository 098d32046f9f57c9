/** Turns what an engine found into the result: verdicts with traces, replay strings and figures. */
import type { Machine } from "../memory/machine.js";
import type { MemoryModel } from "../memory/memory-model.js";
import { machineAfter, machineFor } from "../memory/models.js";
import type { Scenario } from "../scenario/scenario.js";
import { TraceBuilder } from "../trace/build-trace.js";
import { type DecidingPair, decidingPairs } from "../trace/deciding-pairs.js";
import { delayLocalSteps } from "../trace/delay-local-steps.js";
import { replayOf } from "../trace/replay-of.js";
import { targetWhere } from "../trace/target.js";
import type { Trace } from "../trace/trace.js";
import { transplant } from "../trace/transplant.js";
import type { Settings } from "./settings.js";
import type { Explored } from "./explore.js";
import type { Finding } from "./findings.js";
import { host } from "./host.js";
import { type ImplicitKind, implicitNames } from "./implicit-properties.js";
import type { CheckResult, PropertyKind, PropertyResult, Verdict } from "./result.js";

/**
 * The result of a check.
 *
 * @param draws whether interleavings are shown. Default true
 */
export function writeUp(
  scenario: Scenario,
  settings: Settings,
  explored: Explored,
  ms: number,
  draws = true,
): CheckResult {
  const { findings, unfolding } = explored;
  const { built, program } = explored.machine;
  const { unfolder } = program;
  const write = (name: string, kind: PropertyKind, finding: Finding) =>
    propertyResult(scenario, explored, settings, name, kind, finding, draws);
  const declared = built.properties.map((property, p) =>
    write(property.name, property.kind, findings?.declared[p] ?? undecided),
  );
  const implicit = (Object.keys(implicitNames) as ImplicitKind[]).map((kind) =>
    write(implicitNames[kind], kind, findings?.[kind] ?? undecided),
  );
  return {
    scenario: built.name,
    memory: settings.memory,
    engine: explored.engine,
    engineReason: explored.reason,
    stopped: explored.stopped,
    states: explored.states,
    transitions: explored.transitions,
    interleavings: findings?.interleavings ?? null,
    unbounded: findings?.unbounded ?? null,
    assumeBlocked: explored.assumeBlocked,
    deadlocked: findings?.deadlocked ?? null,
    sleepSetBlocked: explored.sleepSetBlocked,
    nodes: unfolding?.nodes ?? unfolder.histories,
    unfolded: unfolding?.nodes ?? unfolder.unfolded,
    replayed: unfolding?.replayed ?? unfolder.replayed,
    bytes: explored.bytes,
    collisionProbability: explored.collisionProbability,
    outcomes: findings?.outcomes ?? [],
    properties: [...declared, ...implicit],
    ms,
  };
}

const undecided: Finding = {
  verdict: "undecided",
  moves: null,
  switches: null,
  minimal: false,
  failing: null,
  loop: null,
};

function propertyResult(
  scenario: Scenario,
  explored: Explored,
  settings: Settings,
  property: string,
  kind: PropertyKind,
  finding: Finding,
  draws: boolean,
): PropertyResult {
  const expected = expectedVerdict(settings, property, kind);
  const shown =
    finding.moves === null || !draws
      ? null
      : show(scenario, explored, settings, property, kind, finding);
  return {
    property,
    kind,
    verdict: finding.verdict,
    expected,
    asExpected: finding.verdict === expected,
    failing: finding.failing,
    trace: shown?.trace ?? null,
    minimal: finding.minimal,
    switches: finding.switches,
    steps: shown?.trace.steps.length ?? null,
    replay: shown?.replay ?? null,
    message: shown?.message ?? null,
    ...(shown?.deciding === undefined ? {} : { deciding: shown.deciding }),
  };
}

/** What the user expects of a property. */
export function expectedVerdict(
  { expect }: Settings,
  property: string,
  kind: PropertyKind,
): Verdict {
  const asked = Object.hasOwn(expect, property) ? expect[property] : undefined;
  return asked ?? (kind === "reachable" ? "reachable" : "holds");
}

/** Draws the finding on a fresh machine, as a replay would. */
function show(
  scenario: Scenario,
  { machine: searched, prefix }: Explored,
  settings: Settings,
  property: string,
  kind: PropertyKind,
  finding: Finding,
): Drawing {
  const found = finding.moves!;
  const order = finding.loop === null ? delayLocalSteps(searched, found) : found;
  const fresh = machineAfter(scenario.build(), settings.memory, prefix);
  const moves = [...prefix, ...transplant(searched, fresh, order)];
  const loop = finding.loop === null ? null : prefix.length + finding.loop;
  // The fresh one has been nowhere else yet.
  const machine = prefix.length === 0 ? fresh : machineFor(scenario.build(), settings.memory);
  return draw(machine, settings.memory, { property, kind, moves, loop });
}

/** An interleaving and what it shows. */
interface Shown {
  readonly property: string;
  readonly kind: PropertyKind;
  readonly moves: readonly number[];
  /** Index of the first move of a repeated part, or null. */
  readonly loop: number | null;
}

/** An interleaving drawn. */
interface Drawing {
  readonly trace: Trace;
  readonly replay: string;
  /** See `PropertyResult.message`. */
  readonly message: string | null;
  /** See `PropertyResult.deciding`. */
  readonly deciding?: readonly DecidingPair[];
}

/**
 * Draws an interleaving from the scenario's initial state on; the moves must be possible.
 *
 * @param machine in its initial state, and it has never made other moves than these
 */
export function draw(
  machine: Machine,
  memory: MemoryModel,
  { property, kind, moves, loop }: Shown,
): Drawing {
  const builder = new TraceBuilder(machine, memory, host().positions);
  for (const move of moves) builder.step(move);
  const trace = builder.trace({ waiting: kind === "deadlock", loop });
  const message = messageFor(kind, builder, trace);
  const replay = replayOf(trace, property, moves);
  if (host().overrides.explain !== true) return { trace, replay, message };
  const target = targetWhere(machine.built, (name) => name === property)!;
  return { trace, replay, message, deciding: decidingPairs(machine, moves, target) };
}

function messageFor(kind: PropertyKind, builder: TraceBuilder, trace: Trace): string | null {
  if (kind === "assert" || kind === "error") {
    return trace.threads
      .flatMap((name, lane) => {
        const failure = builder.failureOf(lane);
        return failure === null ? [] : [`${name} ${failure}`];
      })
      .join("; ");
  }
  if (kind !== "deadlock") return null;
  return trace.waiting
    .map(({ thread, reason, holds }) => {
      const held = holds.length === 0 ? "" : ` and holds ${holds.join(", ")}`;
      return `${trace.threads[thread]} waits for ${reason}${held}`;
    })
    .join("; ");
}
