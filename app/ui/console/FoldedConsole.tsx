import type { ReactNode } from "react";
import { useStore } from "zustand";
import { Icon } from "../parts/icons.js";
import type { Tab } from "../workbench/tab.js";
import { useWorkbench } from "../workbench/use-workbench.js";
import styles from "./Console.module.css";

/** A console that is folded to one line: the latest one of its log, or how far a run is. */
export function FoldedConsole({ tab }: { readonly tab: Tab }): ReactNode {
  const workbench = useWorkbench();
  const { last, progress } = useStore(tab.console.store);
  return (
    <div className={styles.folded}>
      <button
        type="button"
        className={styles.unfold}
        aria-expanded={false}
        aria-label="Show the console"
        onClick={() => workbench.toggleRegion("bottom")}
      >
        <Icon name="chevron" />
        Console
      </button>
      <span className={styles.last}>
        <span className={styles.prompt}>heddle&gt; </span>
        {progress ?? last}
      </span>
    </div>
  );
}
