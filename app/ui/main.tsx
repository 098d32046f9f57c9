/** Starts the workbench in its page. */
import { createRoot } from "react-dom/client";
import { connectWeb } from "../kernel/web/connect.js";
import { connectHost } from "./browser/connect-host.js";
import { focusNextRegion } from "./browser/keyboard.js";
import { startAnalysis } from "./browser/start-analysis.js";
import "./browser/styles.js";
import { NotebookController } from "./notebook/controller.js";
import type { NotebookFile } from "./notebook/notebook-state.js";
import { BackupKeeper } from "./workbench/backup-keeper.js";
import { createHostEventQueue } from "./workbench/host-events.js";
import { Workbench } from "./workbench/workbench.js";
import { WorkbenchView } from "./workbench/WorkbenchView.js";

const container = document.getElementById("workbench");
if (container === null) throw new Error("index.html has no element #workbench");
const root = createRoot(container);

async function begin(): Promise<void> {
  const queue = createHostEventQueue();
  const host = await connectHost(queue.events, queue.lost);
  const [start, version] = await Promise.all([host.start(), fetch("engine-version.json")]);
  const { engineVersion } = (await version.json()) as { readonly engineVersion: string };
  const connect = connectWeb(() => new Worker(new URL("kernel/kernel.js", document.baseURI)));
  const makeNotebook = (file: NotebookFile, mayRun: () => boolean): NotebookController => {
    const { analyse, close } = startAnalysis();
    return new NotebookController(file, {
      analyse,
      connect,
      engineVersion,
      now: () => performance.now(),
      date: () => new Date().toISOString(),
      closed: close,
      mayRun,
    });
  };
  const workbench = new Workbench(host, start, { makeNotebook, focusNextRegion });
  new BackupKeeper(workbench);
  queue.attach(workbench);
  root.render(<WorkbenchView workbench={workbench} />);
}

begin().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  root.render(<p role="alert">The workbench cannot start: {message}.</p>);
});
