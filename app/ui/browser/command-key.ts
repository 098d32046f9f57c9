import { commands } from "../commands/commands.js";
import { keysOf, type KeySettings, spellKey } from "../commands/keys.js";

/**
 * Tells which keys are the workbench's even where a text takes all others: those of commands that
 * work everywhere and have a modifier that no text needs, or are function keys.
 */
export function isCommandKey(settings: KeySettings): (event: KeyboardEvent) => boolean {
  const keys = new Set(
    commands
      .filter(({ scope }) => scope === "always")
      .flatMap((command) => keysOf(command, settings))
      .filter((key) => /^(Mod|Alt|F\d)/.test(key)),
  );
  return (event) => keys.has(spellKey(event, settings.mac));
}
