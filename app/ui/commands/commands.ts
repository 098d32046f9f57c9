/**
 * Every command of the workbench, as data: the palette, the menus, the help and the keys are all
 * made from this one table.
 */

/** Where a command's keys work. */
export type CommandScope =
  /** Everywhere, also while typing. */
  | "always"
  /** While the keyboard belongs to the notebook and not to a text. */
  | "notebook";

/** A command. */
export interface Command {
  /** Stable name: what settings, menus and the host say. */
  readonly id: string;
  /** As the palette shows it. */
  readonly title: string;
  readonly group: "File" | "Edit" | "Cell" | "Run" | "View" | "Help";
  readonly scope: CommandScope;
  /**
   * Default keys; a sequence is separated by a blank. `Mod` is Ctrl, on a Mac the command key;
   * `Ctrl` is Ctrl everywhere.
   */
  readonly keys: readonly string[];
  /** Keys that a browser keeps for itself; on the desktop they are the first ones. */
  readonly desktopKeys: readonly string[];
}

const TABLE = [
  ["new", "New notebook", "File", "always", ["Mod+Alt+N"], ["Mod+N"]],
  ["new-window", "New window", "File", "always", [], ["Mod+Shift+N"]],
  ["new-from-template", "New from a template ...", "File", "always", []],
  ["new-from-mail", "New from a mail ...", "File", "always", []],
  ["open", "Open ...", "File", "always", ["Mod+O"]],
  ["save", "Save", "File", "always", ["Mod+S"]],
  ["save-as", "Save as ...", "File", "always", ["Mod+Shift+S"]],
  ["copy-as-mail", "Copy the finding as mail", "File", "notebook", ["Shift+E"]],
  ["copy-link", "Copy a link to the step", "File", "notebook", ["Shift+L"]],
  ["export", "Export findings ...", "File", "always", ["Mod+Shift+E"]],
  ["reply", "Reply to the imported mail ...", "File", "always", []],
  ["check-table", "Check a table from a mail ...", "File", "always", []],
  ["close", "Close the notebook", "File", "always", ["Alt+W"], ["Mod+W"]],
  ["welcome", "Welcome page", "File", "always", []],
  ["undo", "Undo", "Edit", "notebook", ["Z", "Mod+Z"]],
  ["redo", "Redo", "Edit", "notebook", ["Shift+Z", "Mod+Shift+Z"]],
  ["edit", "Edit the selected block", "Edit", "notebook", ["Enter"]],
  ["leave", "Leave the text", "Edit", "always", ["Escape"]],
  ["select-next", "Select the next block", "Edit", "notebook", ["ArrowDown", "J"]],
  ["select-previous", "Select the previous block", "Edit", "notebook", ["ArrowUp", "K"]],
  ["extend-next", "Select the next block, too", "Edit", "notebook", ["Shift+ArrowDown", "Shift+J"]],
  [
    "extend-previous",
    "Select the previous block, too",
    "Edit",
    "notebook",
    ["Shift+ArrowUp", "Shift+K"],
  ],
  ["select-all", "Select all blocks", "Edit", "notebook", ["Mod+A"]],
  ["find", "Find in the notebook", "Edit", "always", ["Mod+F", "Mod+Shift+F"]],
  ["replace", "Replace in the notebook", "Edit", "always", ["Mod+H"]],
  ["find-next", "Go to the next match", "Edit", "always", ["F3"]],
  ["find-previous", "Go to the previous match", "Edit", "always", ["Shift+F3"]],
  ["insert-above", "Insert a cell above", "Cell", "notebook", ["A"]],
  ["insert-below", "Insert a cell below", "Cell", "notebook", ["B"]],
  ["insert-prose", "Insert prose below", "Cell", "notebook", []],
  ["rename", "Change the cell's name and options", "Cell", "notebook", ["F2"]],
  ["cut", "Cut the block", "Cell", "notebook", ["X"]],
  ["copy", "Copy the block", "Cell", "notebook", ["C"]],
  ["paste", "Paste below", "Cell", "notebook", ["V"]],
  ["paste-above", "Paste above", "Cell", "notebook", ["Shift+V"]],
  ["duplicate", "Duplicate the block", "Cell", "notebook", ["Alt+Shift+ArrowDown"]],
  ["delete", "Delete the block", "Cell", "notebook", ["D D"]],
  ["move-up", "Move the block up", "Cell", "notebook", ["Alt+ArrowUp"]],
  ["move-down", "Move the block down", "Cell", "notebook", ["Alt+ArrowDown"]],
  ["split", "Split at the caret", "Cell", "always", ["Mod+Shift+-"]],
  ["merge", "Merge with the block below", "Cell", "notebook", ["Shift+M"]],
  ["to-prose", "Turn into prose", "Cell", "notebook", ["M"]],
  ["to-cell", "Turn into a cell", "Cell", "notebook", ["Y"]],
  ["run", "Run the cell", "Run", "always", ["Mod+Enter"]],
  ["run-next", "Run the cell and go on", "Run", "always", ["Shift+Enter"]],
  ["run-insert", "Run the cell and insert one below", "Run", "always", ["Alt+Enter"]],
  ["run-needed", "Run the cell and all it needs", "Run", "always", ["Mod+Alt+Enter"]],
  ["run-stale", "Run stale cells", "Run", "always", ["Mod+Shift+Enter"]],
  ["run-all", "Run all cells", "Run", "always", []],
  ["interrupt", "Interrupt", "Run", "notebook", ["I I"]],
  ["restart", "Restart the kernel", "Run", "notebook", ["0 0"]],
  ["fold-code", "Fold or show the code", "View", "notebook", ["Shift+O"]],
  ["fold-output", "Fold or show the output", "View", "notebook", ["O"]],
  ["fold-all-code", "Fold the code of all cells", "View", "notebook", []],
  ["fold-all-outputs", "Fold the output of all cells", "View", "notebook", []],
  ["unfold-all", "Show all code and output", "View", "notebook", []],
  ["line-numbers", "Show or hide line numbers", "View", "notebook", ["L"]],
  ["toggle-outline", "Show or hide the outline", "View", "always", ["Mod+B"]],
  ["toggle-inspector", "Show or hide the inspector", "View", "always", ["Mod+Alt+B"]],
  ["toggle-console", "Show or hide the console", "View", "always", ["Mod+J"]],
  ["next-region", "Go to the next region", "View", "always", ["F6"]],
  ["next-tab", "Go to the next notebook", "View", "always", ["Alt+PageDown"], ["Ctrl+Tab"]],
  [
    "previous-tab",
    "Go to the previous notebook",
    "View",
    "always",
    ["Alt+PageUp"],
    ["Ctrl+Shift+Tab"],
  ],
  ["move-tab-left", "Move the notebook's tab left", "View", "always", ["Alt+Shift+PageUp"]],
  ["move-tab-right", "Move the notebook's tab right", "View", "always", ["Alt+Shift+PageDown"]],
  ["palette", "Command palette", "View", "always", ["Mod+Shift+P"]],
  ["settings", "Settings", "View", "always", ["Mod+,"]],
  ["shortcuts", "Keyboard shortcuts", "Help", "always", ["F1", "H", "?"]],
] as const satisfies readonly (readonly [
  string,
  string,
  string,
  CommandScope,
  readonly string[],
  (readonly string[])?,
])[];

/** Name of a command. */
export type CommandId = (typeof TABLE)[number][0];

/** The table, in the order in which the palette shows it. */
export const commands: readonly (Command & { readonly id: CommandId })[] = TABLE.map(
  ([id, title, group, scope, keys, desktopKeys = []]) => ({
    id,
    title,
    group,
    scope,
    keys,
    desktopKeys,
  }),
);
