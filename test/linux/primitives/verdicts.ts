import { type MemoryModel, type Scenario, check } from "heddle";

/** All memory models. */
export const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

/** The verdict of every property of a scenario, after an exhaustive search. */
export async function verdictsOf(
  scenario: Scenario,
  memory: MemoryModel = "sc",
): Promise<Record<string, string>> {
  const result = await check(scenario, { memory, engine: "states" });
  if (result.stopped !== null) throw new Error(`${scenario.name}: not exhaustive`);
  return Object.fromEntries(result.properties.map((p) => [p.property, p.verdict]));
}

/** The texts of all outcomes, sorted. */
export async function outcomesOf(
  scenario: Scenario,
  memory: MemoryModel = "sc",
): Promise<string[]> {
  const result = await check(scenario, { memory, engine: "states" });
  return result.outcomes.map(({ text }) => text);
}

/** What the checks that nobody asks for say when nothing is wrong. */
export const sound = {
  "no deadlock": "holds",
  "no live-lock": "holds",
  "no assertion fails": "holds",
  "no thread throws": "holds",
} as const;
