import type { MemoryModel } from "../memory/memory-model.js";
import { HeddleError } from "../scenario/errors.js";
import type { Built, Scenario } from "../scenario/scenario.js";
import type { Budget, Overrides } from "./overrides.js";
import { implicitNames } from "./implicit-properties.js";
import type { EngineName, Verdict } from "./result.js";

/** Expected verdicts by property name. */
export type Expectations = Readonly<Record<string, Verdict | undefined>>;

/** How to check a scenario; everything has a default. */
export interface CheckOptions {
  /** Default `sc`. */
  readonly memory?: MemoryModel;
  /** Default: chosen automatically; the result says why. */
  readonly engine?: EngineName;
  /** Expected verdicts by property name; the rest is expected to hold (or to be reachable). */
  readonly expect?: Expectations;
  readonly budget?: Budget;
  /** Compare whole states instead of 64-bit fingerprints (states engine). Default false. */
  readonly exact?: boolean;
}

/** Options with every default filled in. */
export interface Settings {
  readonly memory: MemoryModel;
  /** Undefined: to be chosen. */
  readonly engine: EngineName | undefined;
  readonly expect: Expectations;
  readonly budget: Required<Omit<Budget, "seconds">> & Pick<Budget, "seconds">;
  readonly exact: boolean;
}

const defaultBudget = { states: 50_000_000, executions: 500_000_000, bytes: 3 * 2 ** 30 } as const;

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];
const engines: readonly EngineName[] = ["states", "traces"];
const verdicts: readonly Verdict[] = ["holds", "violated", "reachable", "unreachable", "undecided"];

/** Checks options and fills in defaults; `overrides` win. Throws a HeddleError for wrong ones. */
export function settingsOf(
  scenario: Scenario,
  options: CheckOptions,
  overrides: Overrides,
): Settings {
  if (typeof (scenario as Partial<Scenario> | undefined)?.build !== "function") {
    throw new HeddleError("check needs a scenario", {
      hint: 'pass what scenario("name", (s) => { ... }) returned',
    });
  }
  const memory = overrides.memory ?? options.memory ?? "sc";
  const engine = overrides.engine ?? options.engine;
  requireOneOf("memory", memory, memories);
  if (engine !== undefined) requireOneOf("engine", engine, engines);
  const budget = { ...defaultBudget, ...options.budget, ...overrides.budget };
  for (const [name, value] of Object.entries(budget)) {
    if (value !== undefined && !(typeof value === "number" && value > 0)) {
      throw new HeddleError(`budget.${name} is ${String(value)}; it must be a positive number`);
    }
  }
  return { memory, engine, expect: options.expect ?? {}, budget, exact: options.exact ?? false };
}

function requireOneOf(what: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return;
  throw new HeddleError(`${what} is ${JSON.stringify(value)}; it must be ${allowed.join(" or ")}`);
}

/** Every expectation must name a property and a verdict that it can have. */
export function checkExpectations(built: Built, expect: Settings["expect"]): void {
  const kinds = new Map<string, string>(built.properties.map((p) => [p.name, p.kind]));
  for (const name of Object.values(implicitNames)) {
    if (kinds.has(name)) {
      throw new HeddleError(
        `"${name}" is a property of every scenario; "${built.name}" declares it`,
        {
          hint: "give the scenario's own property another name",
        },
      );
    }
    kinds.set(name, "implicit");
  }
  for (const [name, verdict] of Object.entries(expect)) {
    if (verdict === undefined) continue;
    const kind = kinds.get(name);
    if (kind === undefined) {
      const known = [...kinds.keys()].map((known) => `"${known}"`).join(", ");
      throw new HeddleError(`expect names "${name}", but "${built.name}" has no such property`, {
        hint: `its properties are ${known}`,
      });
    }
    requireOneOf(`the expected verdict of "${name}"`, verdict, verdicts);
    const fits =
      kind === "reachable"
        ? verdict !== "holds" && verdict !== "violated"
        : verdict !== "reachable" && verdict !== "unreachable";
    if (!fits) {
      const right = kind === "reachable" ? "reachable or unreachable" : "holds or violated";
      throw new HeddleError(`"${name}" cannot be ${verdict}; expect ${right}`);
    }
  }
}
