import { KnownCells } from "../console/known-cells.js";
import { NotebookConsole } from "../console/console.js";
import { followEquivalent } from "../console/equivalent.js";
import { type CommandServices, NotebookCommands } from "../console/notebook-commands.js";
import { saveText } from "../findings/export.js";
import type { NotebookController } from "../notebook/controller.js";
import type { Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/**
 * What performs the commands of a new tab.
 *
 * @param open opens a new notebook
 */
export function makeConsole(
  workbench: Workbench,
  id: string,
  controller: NotebookController,
  open: CommandServices["open"],
): Pick<Tab, "console" | "exports"> {
  const known = new KnownCells();
  controller.running.listen((news) => {
    if (news.type === "cell") known.take(news.event);
  });
  const services: CommandServices = {
    startCommands: (page) => workbench.page.startCommands(page),
    trusted: () => workbench.tab(id)?.trusted === true,
    workers: () => workbench.state.settings.workers,
    open,
    saveExport: async (name, text) => {
      const tab = workbench.tab(id);
      return tab !== null && saveText(workbench, tab, name, text);
    },
    saveResults: async (text) => {
      const { path } = controller.store.getState();
      if (path === null) throw new Error("the notebook has no file yet: save it first");
      return workbench.host.saveResults(path, text);
    },
  };
  const commands = new NotebookCommands(controller, known, services);
  const exports = new NotebookCommands(controller, known, services);
  const console = new NotebookConsole(commands, { leave: () => workbench.page.focusNotebook() });
  controller.whatIfs.listen((followed) => {
    const equivalent = followEquivalent(commands.name, followed);
    if (equivalent !== null) console.did(equivalent);
  });
  return { console, exports };
}
