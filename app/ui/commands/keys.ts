/** From key presses to commands. */
import { type Command, type CommandId, commands, type CommandScope } from "./commands.js";

/** What of a keyboard event matters; the DOM's own type fits. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The choices of the user that keys depend on. */
export interface KeySettings {
  /** Keys that differ from the defaults: command to key, null for none. */
  readonly keys: Readonly<Record<string, string | null>>;
  /** Whether keys without a modifier are commands. */
  readonly letterKeys: boolean;
  readonly mac: boolean;
}

/** A key press as the table of commands spells it: `Mod+Shift+P`, `D`, `Alt+ArrowUp`. */
export function spellKey(press: KeyPress, mac: boolean): string {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  return [mod ? "Mod" : "", press.altKey ? "Alt" : "", press.shiftKey ? "Shift" : "", key]
    .filter((part) => part !== "")
    .join("+");
}

/** The keys of a command under the user's settings. */
export function keysOf({ id, keys }: Command, settings: KeySettings): readonly string[] {
  const own = settings.keys[id];
  const chosen = own === undefined ? keys : own === null ? [] : [own];
  return settings.letterKeys ? chosen : chosen.filter((key) => !/^(Shift\+)?[^+]( .*)?$/.test(key));
}

/** Puts key presses together to commands; a sequence such as D D takes two presses. */
export class KeyMatcher {
  private pending = "";
  private readonly settings: KeySettings;

  constructor(settings: KeySettings) {
    this.settings = settings;
  }

  /** The command that a press completes, `pending` within a sequence, or null. */
  press(press: KeyPress, scope: CommandScope): CommandId | "pending" | null {
    const key = spellKey(press, this.settings.mac);
    const sequence = this.pending === "" ? key : `${this.pending} ${key}`;
    this.pending = "";
    const usable = commands.filter((each) => each.scope === "always" || scope === "notebook");
    const keys = (command: Command): readonly string[] => keysOf(command, this.settings);
    const found = usable.find((command) => keys(command).includes(sequence));
    if (found !== undefined) return found.id;
    if (usable.some((command) => keys(command).some((each) => each.startsWith(`${sequence} `)))) {
      this.pending = sequence;
      return "pending";
    }
    return sequence === key ? null : this.press(press, scope);
  }
}
