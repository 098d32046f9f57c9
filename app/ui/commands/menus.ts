/** The menus, made from the table of commands: the desktop's menu bar and the browser's menu. */
import type { Menu, MenuItem } from "../../host/contract.js";
import { type Command, type CommandId, commands } from "./commands.js";
import { keysOf, type KeySettings } from "./keys.js";

/** Commands that have a line above them in their menu. */
const sections: ReadonlySet<CommandId> = new Set<CommandId>([
  "save",
  "copy-as-mail",
  "close",
  "edit",
  "select-next",
  "find",
  "rename",
  "cut",
  "delete",
  "to-prose",
  "run-stale",
  "interrupt",
  "toggle-outline",
  "next-tab",
  "palette",
]);

/** Keys that Electron calls otherwise. */
const electronNames: Readonly<Record<string, string>> = {
  Mod: "CmdOrCtrl",
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
};

/**
 * All commands by group, in the order of the table.
 *
 * @param isEnabled whether a command can do anything now
 */
export function menusOf(settings: KeySettings, isEnabled: (id: CommandId) => boolean): Menu[] {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((label) => ({
    label,
    items: commands
      .filter(({ group }) => group === label)
      .flatMap((command, index): MenuItem[] => {
        const item: MenuItem = {
          kind: "command",
          command: command.id,
          label: command.title,
          accelerator: acceleratorOf(command, settings),
          enabled: isEnabled(command.id),
        };
        return index > 0 && sections.has(command.id) ? [{ kind: "separator" }, item] : [item];
      }),
  }));
}

/**
 * The first key of a command in Electron's notation; null for none that a menu can show. A Mac binds
 * the keys of its menus, so there only keys with a modifier are shown: letters belong to the text.
 */
function acceleratorOf(command: Command, settings: KeySettings): string | null {
  const usable = keysOf(command, settings).find(
    (key) => !key.includes(" ") && (!settings.mac || /^(Mod|Alt)\+|^F\d+$/.test(key)),
  );
  if (usable === undefined) return null;
  return usable
    .split("+")
    .map((part) => electronNames[part] ?? part)
    .join("+");
}
