/** Starts the workbench in its page. */
import { createRoot } from "react-dom/client";
import type { ModuleExports } from "../notebook/analysis/imports.js";
import { connectWeb } from "../kernel/web/connect.js";
import { connectHost } from "./browser/connect-host.js";
import { focusNextRegion, focusNotebook } from "./browser/keyboard.js";
import { startCommands } from "./browser/start-commands.js";
import { download } from "./browser/download.js";
import { pickFile } from "./browser/pick-file.js";
import { startAnalysis } from "./browser/start-analysis.js";
import "./browser/styles.js";
import { CellClipboard } from "./notebook/cell-clipboard.js";
import { NotebookController } from "./notebook/controller.js";
import type { NotebookFile } from "./notebook/notebook-state.js";
import { followWidth } from "./browser/follow-width.js";
import { followAddress } from "./browser/follow-address.js";
import { keepWhenLeaving } from "./browser/keep-when-leaving.js";
import { identifyWindow } from "./browser/window-identity.js";
import { SessionKeeper } from "./workbench/session-keeper.js";
import { orphaned, restoreSession, withLeft } from "./workbench/session-actions.js";
import { showTarget } from "./workbench/target-actions.js";
import { BackupKeeper } from "./workbench/backup-keeper.js";
import { keepMenus } from "./workbench/menu-keeper.js";
import { createHostEventQueue } from "./workbench/host-events.js";
import { Workbench } from "./workbench/workbench.js";
import { WorkbenchView } from "./workbench/WorkbenchView.js";

const container = document.getElementById("workbench");
if (container === null) throw new Error("index.html has no element #workbench");
const root = createRoot(container);

async function begin(): Promise<void> {
  const queue = createHostEventQueue();
  const host = await connectHost(queue.events, queue.lost);
  const [start, version, identity] = await Promise.all([
    host.start(),
    fetch("engine-version.json"),
    identifyWindow(),
  ]);
  const { engineVersion, exports } = (await version.json()) as {
    readonly engineVersion: string;
    readonly exports: ModuleExports;
  };
  const startKernel = () => new Worker(new URL("kernel/kernel.js", document.baseURI));
  const connect = connectWeb(startKernel, {
    workers: () => workbench.store.getState().settings.workers,
  });
  const makeNotebook = (file: NotebookFile, mayRun: () => boolean): NotebookController => {
    return new NotebookController(file, {
      analyser: startAnalysis(exports),
      connect,
      engineVersion,
      now: () => performance.now(),
      date: () => new Date().toISOString(),
      mayRun,
      runOnEdit: () => workbench.state.settings.runOnEdit,
    });
  };
  const openWindow = (url: string): void => {
    window.open(url, "_blank", "noopener,noreferrer");
  };
  const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text);
  const clipboard = new CellClipboard({
    write: copyText,
    read: () => navigator.clipboard.readText(),
  });
  const { href, hash } = window.location;
  const address = href.slice(0, href.length - hash.length);
  // A further window begins empty: what the last session had open is open in another one.
  const session = identity.session ?? (identity.hasOthers ? null : start.session);
  const workbench: Workbench = new Workbench(
    host,
    { ...start, session },
    {
      makeNotebook,
      startCommands,
      focusNextRegion,
      focusNotebook,
      address,
      copyText,
      download,
      pickFile,
      openWindow,
      clipboard,
    },
    orphaned(withLeft(start.backups, identity.left), identity.heldElsewhere, session),
  );
  const keeper = new SessionKeeper(workbench, (kept) => {
    identity.keep(
      kept,
      workbench.state.tabs.map(({ id }) => id),
    );
  });
  const backups = new BackupKeeper(workbench);
  const flush = async (): Promise<void> => {
    await Promise.all([keeper.flush(), backups.flush()]);
  };
  followWidth((narrow) => workbench.store.setState({ narrow, overlay: null }));
  root.render(<WorkbenchView workbench={workbench} />);
  if (session !== null) await restoreSession(workbench, session);
  if (start.target !== null) await showTarget(workbench, start.target);
  queue.attach({ workbench, flush });
  if (start.mode === "desktop") keepMenus(workbench);
  else followAddress(workbench);
  keepWhenLeaving(workbench, flush, () => identity.leave(backups.unsafe()));
}

begin().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  root.render(<p role="alert">The workbench cannot start: {message}.</p>);
});
