/** Commands about files and tabs. */
import type { CommandId } from "../commands/commands.js";
import type { CommandHandler } from "./command-handler.js";
import { newFromMail } from "./mail-actions.js";
import { openNew, openPath } from "./open-actions.js";
import { save, saveAs } from "./save-actions.js";
import { closeTab, moveTab, stepTab } from "./tab-actions.js";
import type { Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** See the head of this file. */
export const fileCommands = {
  new: { perform: (workbench) => void openNew(workbench) },
  "new-window": { perform: newWindow },
  "new-from-template": { perform: (workbench) => workbench.show({ kind: "template" }) },
  "new-from-mail": { perform: (workbench) => void newFromMail(workbench) },
  open: { perform: chooseAndOpen },
  save: onTab((workbench, tab) => void save(workbench, tab)),
  "save-as": onTab((workbench, tab) => void saveAs(workbench, tab)),
  close: onTab(closeTab),
  welcome: { perform: (workbench) => workbench.activate(null) },
  "next-tab": { perform: (workbench) => stepTab(workbench, 1), enabled: hasTabs },
  "previous-tab": { perform: (workbench) => stepTab(workbench, -1), enabled: hasTabs },
  "move-tab-left": onTab((workbench, tab) =>
    moveTab(workbench, tab.id, placeOf(workbench, tab) - 1),
  ),
  "move-tab-right": onTab((workbench, tab) =>
    moveTab(workbench, tab.id, placeOf(workbench, tab) + 1),
  ),
} satisfies Partial<Record<CommandId, CommandHandler>>;

function onTab(act: (workbench: Workbench, tab: Tab) => void): CommandHandler {
  return {
    perform: (workbench) => {
      if (workbench.activeTab !== null) act(workbench, workbench.activeTab);
    },
    enabled: ({ activeTab }) => activeTab !== null,
  };
}

function hasTabs({ state }: Workbench): boolean {
  return state.tabs.length > 0;
}

function placeOf({ state }: Workbench, { id }: Tab): number {
  return state.tabs.findIndex((tab) => tab.id === id);
}

function chooseAndOpen(workbench: Workbench): void {
  if (workbench.start.mode === "browser") {
    workbench.show({ kind: "open" });
    return;
  }
  workbench.host.chooseOpen().then(
    (path) => {
      if (path !== null) void openPath(workbench, path);
    },
    (error: unknown) => workbench.report("open", null, error),
  );
}

/** Another window, or another tab of the browser; it begins with the welcome page. */
function newWindow(workbench: Workbench): void {
  const { start, host, page } = workbench;
  if (start.mode === "browser") page.openWindow(page.address);
  else host.newWindow().catch((error: unknown) => workbench.report("window", null, error));
}
