import type { ReactNode } from "react";
import { useStore } from "zustand";
import { type CommandId, commands } from "../commands/commands.js";
import { keysOf, showKeys } from "../commands/keys.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { isRegionShown, type RegionName } from "./layout.js";
import { keySettingsOf } from "./menu-keeper.js";
import { MenuButton } from "./MenuButton.js";
import { performCommand } from "./perform-command.js";
import { TabBar } from "./TabBar.js";
import type { Tab } from "./tab.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
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
        <span className={styles.regions} role="group" aria-label="Regions">
          <RegionToggle region="left" name="outline and files" command="toggle-outline" />
          {tab !== null && (
            <>
              <RegionToggle region="bottom" name="console" command="toggle-console" />
              <RegionToggle region="right" name="inspector" command="toggle-inspector" />
            </>
          )}
        </span>
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

/** Shows or folds away a region; pressed while it is shown. */
function RegionToggle(props: {
  readonly region: RegionName;
  readonly name: string;
  readonly command: CommandId;
}): ReactNode {
  const { region, name, command: id } = props;
  const workbench = useWorkbench();
  const isShown = useWorkbenchState((state) => isRegionShown(state, region));
  const settings = useWorkbenchState((state) => state.settings);
  const keys = keySettingsOf(settings, workbench.start);
  const command = commands.find((each) => each.id === id);
  const [key] = command === undefined ? [] : keysOf(command, keys);
  return (
    <button
      type="button"
      className={`${controls.icon} ${styles.region}`}
      aria-label={`Region: ${name}`}
      aria-pressed={isShown}
      title={`Show or hide the ${name}${key === undefined ? "" : ` (${showKeys(key, keys.mac)})`}`}
      onClick={() => workbench.toggleRegion(region)}
    >
      <Icon name={region} />
    </button>
  );
}
