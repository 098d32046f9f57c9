/** Exports from the page: the command line's own, on what the page has found. */
import { exitCode } from "../../command-line/exit-code.js";
import { findIdentity } from "../../mail/identity-comment.js";
import { commandLine } from "../console/equivalent.js";
import type { Tab } from "../workbench/tab.js";
import type { Workbench } from "../workbench/workbench.js";
import { defaultChoice, type ExportChoice, exportWords } from "./export-words.js";

/** What an export gave. */
export interface Exported {
  /** What the command line would write; empty when it failed. */
  readonly text: string;
  /** What it would tell about it: why it failed, or a remark. */
  readonly message: string;
  readonly failed: boolean;
}

/** Renders what the page has found; runs nothing. */
export async function render(tab: Tab, choice: ExportChoice): Promise<Exported> {
  const { exports } = tab;
  if (choice.cell !== null && missingCells(tab).includes(choice.cell)) {
    const message = `#${choice.cell} has not run as it is now: run it first.`;
    return { text: "", message, failed: true };
  }
  let text = "";
  let message = "";
  const status = await exports.execute(exportWords(exports.name, choice), {
    onlyKnown: true,
    columns: null,
    write: (stream, part) => {
      if (stream === "stdout") text += part;
      else message += part;
    },
  });
  return { text, message: message.trimEnd(), failed: status !== exitCode.asExpected };
}

/** Cells whose findings an export would compare with, and that have not run as they are now. */
export function missingCells({ controller, exports }: Tab): string[] {
  const { done } = exports.known;
  return controller.store
    .getState()
    .summary.cells.filter(({ name, key, explores }) => explores && done.get(name)?.key !== key)
    .map(({ name }) => name);
}

/** Brings back what is recorded of cells that have not run, which explores nothing. */
async function recallMissing(tab: Tab): Promise<void> {
  const { cells } = tab.controller.store.getState().summary;
  const recorded = new Set(
    cells.flatMap(({ name, freshness }) => (freshness.kind === "current" ? [name] : [])),
  );
  const names = missingCells(tab).filter((name) => recorded.has(name));
  if (names.length > 0) await tab.controller.running.run({ type: "recall", names });
}

/** Whether the notebook began with a mail that can be answered. */
export function hasMail({ controller }: Tab): boolean {
  return findIdentity(controller.text) !== null;
}

/** Copies what a cell (or the whole notebook) found as a mail, and says so. */
export async function copyAsMail(
  workbench: Workbench,
  tab: Tab,
  cell: string | null,
  scenario = "",
): Promise<void> {
  await copy(workbench, tab, { ...defaultChoice, cell, scenario });
}

/** Copies an export, and says so; a failure stays in sight. */
export async function copy(workbench: Workbench, tab: Tab, choice: ExportChoice): Promise<void> {
  await recallMissing(tab);
  const exported = await render(tab, choice);
  if (exported.failed) {
    tell(workbench, tab, `Nothing was copied: ${exported.message}`);
    return;
  }
  try {
    await workbench.page.copyText(exported.text);
  } catch {
    tell(workbench, tab, "Nothing was copied: the browser did not allow it. Save it as a file.");
    return;
  }
  workbench.dismiss(`export ${tab.id}`);
  tab.console.did(commandLine(exportWords(tab.exports.name, choice)));
  const lines = exported.text.split("\n").length - 1;
  const what = choice.form === "mail" ? "as mail" : `as --${choice.form}`;
  const missing = choice.cell === null ? [] : missingCells(tab);
  const compared = missing.length === 0 ? "" : ` Not compared with ${namesOf(missing)}: not run.`;
  workbench.toasts.say(`Copied ${what}, ${lines} lines.${compared}`);
}

/** Saves a text as a file; false when the user does not say where, or it failed. */
export async function saveText(
  workbench: Workbench,
  tab: Tab,
  name: string,
  text: string,
): Promise<boolean> {
  if (workbench.start.mode === "browser") {
    workbench.page.download(name, text);
    workbench.toasts.say(`${name} was handed to the browser's downloads.`);
    return true;
  }
  try {
    const path = await workbench.host.saveExport(name, text);
    if (path === null) return false;
    workbench.toasts.say(`Saved as ${path}.`);
    return true;
  } catch (error) {
    workbench.report(`export ${tab.id}`, tab.id, error, "Not saved: ");
    return false;
  }
}

/** `#a, #b and 3 more`. */
export function namesOf(cells: readonly string[]): string {
  const shown = cells.slice(0, 3).map((name) => `#${name}`);
  const rest = cells.length - shown.length;
  return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${rest} more`;
}

function tell(workbench: Workbench, tab: Tab, text: string): void {
  workbench.notify({ key: `export ${tab.id}`, tab: tab.id, text, failed: true, actions: [] });
}
