import { type CommandId, commands } from "./commands.js";
import { keysOf, type KeySettings } from "./keys.js";

/** Keys that lead to several commands, or that begin a longer sequence of another one. */
export interface Conflict {
  readonly keys: string;
  readonly others: readonly CommandId[];
}

/** The conflicts of each command that has some, under the user's settings. */
export function findConflicts(settings: KeySettings): ReadonlyMap<CommandId, readonly Conflict[]> {
  const all = commands.flatMap((command) =>
    keysOf(command, settings).map((keys) => ({ id: command.id, keys })),
  );
  const found = new Map<CommandId, Conflict[]>();
  for (const { id, keys } of all) {
    const others = all.flatMap((other) =>
      other.id !== id && meet(keys, other.keys) ? [other.id] : [],
    );
    if (others.length === 0) continue;
    found.set(id, [...(found.get(id) ?? []), { keys, others: [...new Set(others)] }]);
  }
  return found;
}

/** Whether one of two sequences begins the other, so that only one can be pressed. */
function meet(a: string, b: string): boolean {
  return `${a} `.startsWith(`${b} `) || `${b} `.startsWith(`${a} `);
}
