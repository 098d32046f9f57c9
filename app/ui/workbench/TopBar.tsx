import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { CommandId } from "../commands/commands.js";
import type { NotebookController } from "../notebook/controller.js";
import controls from "../parts/controls.module.css";
import styles from "./Workbench.module.css";

/** The notebook's name, the commands that are used most, and what the kernel is doing. */
export function TopBar({
  controller,
  onCommand,
}: {
  readonly controller: NotebookController;
  readonly onCommand: (id: CommandId) => void;
}): ReactNode {
  const name = useStore(controller.store, (state) => state.name);
  const busy = useStore(controller.store, (state) => state.busy);
  const dirty = useStore(controller.store, (state) => state.savedText !== controller.text);
  return (
    <header className={styles.top}>
      <span className={styles.file}>
        {name} {dirty && <span className={styles.dirty}>edited</span>}
      </span>
      <button type="button" className={controls.button} onClick={() => onCommand("run-stale")}>
        Run stale
      </button>
      <button type="button" className={controls.button} onClick={() => onCommand("run-all")}>
        Run all
      </button>
      <button
        type="button"
        className={controls.button}
        disabled={!busy}
        onClick={() => onCommand("interrupt")}
      >
        Interrupt
      </button>
      <button type="button" className={controls.button} onClick={() => onCommand("save")}>
        Save
      </button>
      <span className={styles.space} />
      <span role="status" className={styles.state}>
        {busy ? "running" : "ready"}
      </span>
      <button type="button" className={controls.quiet} onClick={() => onCommand("palette")}>
        Commands
      </button>
    </header>
  );
}
