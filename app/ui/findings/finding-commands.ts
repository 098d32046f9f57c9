/** Commands by which findings leave the page. */
import type { CommandId } from "../commands/commands.js";
import type { CommandHandler } from "../workbench/command-handler.js";
import type { Tab } from "../workbench/tab.js";
import { copyLink } from "../workbench/target-actions.js";
import type { Workbench } from "../workbench/workbench.js";
import { copyAsMail, hasMail } from "./export.js";
import { defaultChoice, type ExportChoice } from "./export-words.js";

/** See the head of this file. */
export const findingCommands = {
  "copy-as-mail": onTab((workbench, tab) => void copyAsMail(workbench, tab, selectedCell(tab))),
  "copy-link": onTab(
    (workbench, tab) => void copyLink(workbench, tab),
    ({ controller }) => controller.looking.replay !== null,
  ),
  export: onTab((workbench, tab) => openExport(workbench, tab, { cell: selectedCell(tab) })),
  reply: onTab(
    (workbench, tab) => openExport(workbench, tab, { form: "eml", cell: null, scenario: "" }),
    hasMail,
  ),
  "check-table": onTab((workbench, tab) => openTable(workbench, tab, "")),
} satisfies Partial<Record<CommandId, CommandHandler>>;

/** Opens the export dialog as it was left, but for what is given. */
export function openExport(workbench: Workbench, tab: Tab, some: Partial<ExportChoice>): void {
  const last = workbench.exportChoice ?? defaultChoice;
  // The scenario belongs to the finding that was exported last.
  const choice = { ...last, scenario: "", ...some };
  const form = choice.form === "eml" && !hasMail(tab) ? "mail" : choice.form;
  workbench.show({ kind: "export", tab: tab.id, choice: { ...choice, form } });
}

/** Asks whether an interleaving from a mail is possible. */
export function openTable(workbench: Workbench, tab: Tab, text: string): void {
  workbench.show({ kind: "table", tab: tab.id, text });
}

function onTab(
  act: (workbench: Workbench, tab: Tab) => void,
  enabled: (tab: Tab) => boolean = () => true,
): CommandHandler {
  return {
    perform: (workbench) => {
      if (workbench.activeTab !== null) act(workbench, workbench.activeTab);
    },
    enabled: ({ activeTab }) => activeTab !== null && enabled(activeTab),
  };
}

/** The selected cell; null for prose, which stands for the whole notebook. */
function selectedCell({ controller }: Tab): string | null {
  const { history, selected } = controller.store.getState();
  const block = history.document.blocks.find(({ id }) => id === selected);
  return block?.type === "cell" ? block.name : null;
}
