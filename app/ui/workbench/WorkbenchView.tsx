import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { applyTheme } from "../browser/theme.js";
import { asPicked } from "../browser/pick-file.js";
import { useCommandKeys } from "../browser/use-command-keys.js";
import { FoldedConsole } from "../console/FoldedConsole.js";
import { copyAsMail } from "../findings/export.js";
import { openExport } from "../findings/finding-commands.js";
import { FindingContext, type FindingHandlers } from "../findings/FindingActions.js";
import { usePastedTable } from "../browser/use-pasted-table.js";
import { useTabScroll } from "../browser/use-tab-scroll.js";
import { NotebookPage } from "../notebook/NotebookPage.js";
import { Dialogs } from "./Dialogs.js";
import { isShown } from "./layout.js";
import { openDropped } from "./drop-actions.js";
import { followLink } from "./link-actions.js";
import { keySettingsOf } from "./menu-keeper.js";
import { Notices } from "./Notices.js";
import { performCommand } from "./perform-command.js";
import { Region } from "./Region.js";
import { ToastList } from "./ToastList.js";
import { TopBar } from "./TopBar.js";
import { useActiveTab, useWorkbenchState, WorkbenchContext } from "./use-workbench.js";
import { Welcome } from "./Welcome.js";
import type { Workbench } from "./workbench.js";
import styles from "./Workbench.module.css";

/** The whole workbench: the notebook that is shown between its regions, or the welcome page. */
export function WorkbenchView({ workbench }: { readonly workbench: Workbench }): ReactNode {
  return (
    <WorkbenchContext value={workbench}>
      <Frame workbench={workbench} />
    </WorkbenchContext>
  );
}

function Frame({ workbench }: { readonly workbench: Workbench }): ReactNode {
  const tab = useActiveTab();
  const settings = useWorkbenchState((state) => state.settings);
  const layout = useWorkbenchState((state) => state.layout);
  useEffect(() => applyTheme(settings), [settings]);
  const { start } = workbench;
  const keys = useMemo(() => keySettingsOf(settings, start), [settings, start]);
  const onKey = useCommandKeys(workbench, keys);
  usePastedTable(workbench);
  const findings = useMemo<FindingHandlers>(
    () => ({
      copyAsMail: (cell, scenario) => {
        const { activeTab } = workbench;
        if (activeTab !== null) void copyAsMail(workbench, activeTab, cell, scenario);
      },
      openExport: (cell, scenario) => {
        const { activeTab } = workbench;
        if (activeTab !== null) openExport(workbench, activeTab, { cell, scenario });
      },
    }),
    [workbench],
  );
  const main = useRef<HTMLElement>(null);
  const onScroll = useTabScroll(main, tab?.id ?? "");
  return (
    <div
      className={styles.workbench}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files].map(asPicked);
        if (files.length === 0) return;
        event.preventDefault();
        void openDropped(workbench, files);
      }}
    >
      <TopBar tab={tab} />
      <Notices tab={tab} />
      <Region name="left" label="Outline and files" tab={tab} />
      <main
        ref={main}
        className={styles.main}
        aria-label={tab === null ? "Welcome" : "Notebook"}
        tabIndex={-1}
        data-region=""
        onScroll={onScroll}
      >
        {tab === null ? (
          <Welcome />
        ) : (
          <FindingContext value={findings}>
            <NotebookPage
              key={tab.id}
              controller={tab.controller}
              keys={keys}
              clipboard={workbench.page.clipboard}
              onKey={onKey}
              onCommand={(id) => performCommand(workbench, id)}
              onLink={(url) => void followLink(workbench, tab, url)}
            />
          </FindingContext>
        )}
      </main>
      <Region name="right" label="Inspector" tab={tab} />
      <Region name="bottom" label="Console" tab={tab} />
      {tab !== null && !isShown(layout, "bottom") && <FoldedConsole tab={tab} />}
      <Dialogs keys={keys} />
      <ToastList toasts={workbench.toasts} />
    </div>
  );
}
