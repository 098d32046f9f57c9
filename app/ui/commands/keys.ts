/** From key presses to commands. */
import { type Command, type CommandId, commands, type CommandScope } from "./commands.js";

/** What of a keyboard event matters; the DOM's own type fits. */
export interface KeyPress {
  readonly key: string;
  /** The physical key, `Minus`; it tells what a layout puts above it. */
  readonly code: string;
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
  /** Whether the page is the desktop's, where no browser keeps keys for itself. */
  readonly desktop: boolean;
}

/** What stands below on keys that have another sign above. */
const signs: Readonly<Record<string, string>> = {
  Backquote: "`",
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
};

/**
 * A key press as the table of commands spells it: `Mod+Shift+P`, `D`, `Alt+ArrowUp`. A sign typed
 * with Shift is that sign (`?`); held with Ctrl or Alt it is the key and Shift (`Mod+Shift+-`). On a
 * keyboard without Latin letters a key is the letter that stands there on others.
 */
export function spellKey(press: KeyPress, mac: boolean): string {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  const letter = latinLetter(press, mac);
  if (letter !== null) press = { ...press, key: letter };
  const sign = press.key.length === 1 && press.key.toUpperCase() === press.key.toLowerCase();
  const below = press.shiftKey && sign ? signs[press.code] : undefined;
  const held = mod || other || press.altKey;
  const shift = press.shiftKey && !(sign && !held && press.key !== " ");
  const base = held && below !== undefined ? below : press.key;
  const key = base === " " ? "Space" : base.length === 1 ? base.toUpperCase() : base;
  return [
    mod ? "Mod" : "",
    other ? (mac ? "Ctrl" : "Meta") : "",
    press.altKey ? "Alt" : "",
    shift ? "Shift" : "",
    key,
  ]
    .filter((part) => part !== "")
    .join("+");
}

/** The letter of a key that types another sign, Cyrillic or a Mac's with Alt; null for any other. */
function latinLetter({ key, code, ctrlKey, altKey }: KeyPress, mac: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1] ?? null;
  if (letter === null || key.length !== 1 || /[a-z]/i.test(key)) return null;
  // Ctrl and Alt together are how Windows says AltGr, which types letters of its own.
  return altKey && (ctrlKey || !mac) ? null : letter;
}

/** Whether keys (a sequence, too) only type something where there is a text: `D D`, `?`. */
export function isTyped(keys: string): boolean {
  return keys.split(" ").every((key) => /^(Shift\+)?(.|Space)$/.test(key));
}

/** Keys as they are shown: `Ctrl+Shift+P`, on a Mac with its own signs. */
export function showKeys(keys: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: "\u2318", Ctrl: "\u2303", Alt: "\u2325", Shift: "\u21e7" }
    : { Mod: "Ctrl" };
  const arrows: Readonly<Record<string, string>> = {
    ArrowUp: "\u2191",
    ArrowDown: "\u2193",
    ArrowLeft: "\u2190",
    ArrowRight: "\u2192",
    Escape: "Esc",
  };
  return keys
    .split(" ")
    .map((key) =>
      // The plus sign is a key, too.
      key
        .split(/\+(?!$)/)
        .map((part) => names[part] ?? arrows[part] ?? part)
        .join(mac ? "" : "+"),
    )
    .join(" ");
}

/** The keys of a command under the user's settings. */
export function keysOf(command: Command, settings: KeySettings): readonly string[] {
  const { id, keys, desktopKeys } = command;
  const own = settings.keys[id];
  const usual = settings.desktop ? [...desktopKeys, ...keys] : keys;
  const chosen = own === undefined ? usual : own === null ? [] : [own];
  const spelled = settings.mac ? chosen : chosen.map((key) => key.replaceAll("Ctrl+", "Mod+"));
  return settings.letterKeys ? spelled : spelled.filter((key) => !isTyped(key));
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
    // What is typed into a text is no command.
    const keys = (command: Command): readonly string[] =>
      keysOf(command, this.settings).filter((each) => scope === "notebook" || !isTyped(each));
    const found = usable.find((command) => keys(command).includes(sequence));
    if (found !== undefined) return found.id;
    if (usable.some((command) => keys(command).some((each) => each.startsWith(`${sequence} `)))) {
      this.pending = sequence;
      return "pending";
    }
    return sequence === key ? null : this.press(press, scope);
  }
}
