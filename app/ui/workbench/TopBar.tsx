import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { CommandId } from "../commands/commands.js";
import controls from "../parts/controls.module.css";
import { MenuButton } from "./MenuButton.js";
import { performCommand } from "./perform-command.js";
import { TabBar } from "./TabBar.js";
import type { Tab } from "./tab.js";
import { useWorkbench } from "./use-workbench.js";
import styles from "./Workbench.module.css";

/** The tabs, and for a notebook the commands that are used most and what its kernel is doing. */
export function TopBar({ tab }: { readonly tab: Tab | null }): ReactNode {
  const { start } = useWorkbench();
  return (
    <header className={styles.top}>
      <div className={styles.tabLine}>
        {start.mode === "browser" && <MenuButton />}
        <TabBar />
        <CommandButton id="palette" label="Commands" quiet />
      </div>
      {tab !== null && <ToolBar tab={tab} />}
    </header>
  );
}

function ToolBar({ tab: { controller } }: { readonly tab: Tab }): ReactNode {
  const busy = useStore(controller.store, (state) => state.busy);
  return (
    <div className={styles.toolBar} role="toolbar" aria-label="Notebook">
      <CommandButton id="run-stale" label="Run stale" />
      <CommandButton id="run-all" label="Run all" />
      <CommandButton id="interrupt" label="Interrupt" disabled={!busy} />
      <CommandButton id="save" label="Save" />
      <span className={styles.space} />
      <span role="status" className={styles.state}>
        {busy ? "running" : "ready"}
      </span>
    </div>
  );
}

function CommandButton({
  id,
  label,
  quiet = false,
  disabled = false,
}: {
  readonly id: CommandId;
  readonly label: string;
  readonly quiet?: boolean;
  readonly disabled?: boolean;
}): ReactNode {
  const workbench = useWorkbench();
  return (
    <button
      type="button"
      className={quiet ? controls.quiet : controls.button}
      disabled={disabled}
      onClick={() => performCommand(workbench, id)}
    >
      {label}
    </button>
  );
}
