/** Values of expressions in every state along a schedule. */
import { guarded } from "../automaton/determinism.js";
import type { MemoryModel } from "../memory/memory-model.js";
import { machineFor } from "../memory/models.js";
import type { Machine } from "../memory/machine.js";
import type { Scenario } from "../scenario/scenario.js";
import { Entity, showValue } from "../scenario/value.js";
import { makeMoves } from "./follow.js";

/** An expression's text in each state; index 0 is the initial one. */
export interface Watched {
  readonly expression: string;
  /** Null where the expression has no value; `errors` at the same index says why. */
  readonly values: readonly (string | null)[];
  readonly errors: readonly (string | null)[];
}

/** Makes the function of an expression's values from its JavaScript text, or says what is wrong. */
export type CompileExpression = (code: string) => ((values: unknown[]) => unknown) | string;

/**
 * Evaluates expressions in every state along a schedule. An expression is JavaScript in which the
 * names of locations, as tables print them, stand for their values, and the names of records and
 * threads for those.
 *
 * @param compile makes functions in the context that scenario code runs in
 * @throws HeddleError when a move is not possible
 */
export function watch(
  scenario: Scenario,
  memory: MemoryModel,
  moves: readonly number[],
  expressions: readonly string[],
  compile: CompileExpression,
): Watched[] {
  return guarded(() => {
    const machine = machineFor(scenario.build(), memory);
    const states = [namedValues(machine)];
    makeMoves(
      machine,
      {
        step: (move: number) => {
          machine.step(move);
          states.push(namedValues(machine));
        },
      },
      moves,
    );
    return expressions.map((expression) => evaluate(expression, states, compile));
  });
}

type NamedValues = ReadonlyMap<string, unknown>;

/** Every location's value, and every record and thread that is known, by name. */
function namedValues(machine: Machine): NamedValues {
  const { layout, values } = machine.program;
  const named = new Map<string, unknown>();
  const entities: Entity[] = [...layout.threads];
  for (const [slot, content] of layout.slots.entries()) {
    if (content.holds !== "location" || slot >= machine.slots) continue;
    const value = values.value(machine.state[slot]);
    if (value instanceof Entity) entities.push(value);
    named.set(content.location.name, value);
  }
  for (const entity of entities) if (!named.has(entity.name)) named.set(entity.name, entity);
  return named;
}

function evaluate(
  expression: string,
  states: readonly NamedValues[],
  compile: CompileExpression,
): Watched {
  const names = new Set(states.flatMap((state) => [...state.keys()]));
  const used: string[] = [];
  const code = replaceNames(expression, names, (name) => {
    if (!used.includes(name)) used.push(name);
    return `$[${used.indexOf(name)}]`;
  });
  const compiled = compile(`($) => (${code}\n)`);
  const results = states.map((state) => {
    if (typeof compiled === "string") return { value: null, error: compiled };
    const absent = used.find((name) => !state.has(name));
    if (absent !== undefined) return { value: null, error: `${absent} is not there yet` };
    try {
      return { value: showValue(compiled(used.map((name) => state.get(name)))), error: null };
    } catch (error) {
      return { value: null, error: error instanceof Error ? error.message : "it throws" };
    }
  });
  return {
    expression,
    values: results.map(({ value }) => value),
    errors: results.map(({ error }) => error),
  };
}

/** Replaces names outside of strings, the longest one at each place; parts of words stay. */
export function replaceNames(
  text: string,
  names: ReadonlySet<string>,
  by: (name: string) => string,
): string {
  const known = [...names].sort((a, b) => b.length - a.length);
  const isWord = (char: string | undefined): boolean => char !== undefined && /[\w$]/.test(char);
  let result = "";
  for (let at = 0; at < text.length;) {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)/.exec(
      text.slice(at),
    );
    if (quoted !== null) {
      result += quoted[0];
      at += quoted[0].length;
      continue;
    }
    const before = text[at - 1];
    const free = !isWord(before) && before !== ".";
    const name = free
      ? known.find(
          (one) =>
            text.startsWith(one, at) && !(isWord(one.at(-1)) && isWord(text[at + one.length])),
        )
      : undefined;
    if (name !== undefined) {
      result += by(name);
      at += name.length;
    } else if (free && isWord(text[at])) {
      const word = /^[\w$]+/.exec(text.slice(at))![0];
      result += word;
      at += word.length;
    } else result += text[at++];
  }
  return result;
}
