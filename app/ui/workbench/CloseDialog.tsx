import type { ReactNode } from "react";
import controls from "../parts/controls.module.css";
import { Modal } from "../parts/Modal.js";
import { save } from "./save-actions.js";
import { removeTab } from "./tab-actions.js";
import type { Tab } from "./tab.js";
import { useWorkbench } from "./use-workbench.js";
import styles from "./Workbench.module.css";

/** Asks what becomes of unsaved text before its tab is closed. */
export function CloseDialog({
  tab,
  onClose,
}: {
  readonly tab: Tab;
  readonly onClose: () => void;
}): ReactNode {
  const workbench = useWorkbench();
  const saveFirst = async (): Promise<void> => {
    if (await save(workbench, tab)) removeTab(workbench, tab);
  };
  const { name } = tab.controller.store.getState();
  return (
    <Modal label="Unsaved text" onClose={onClose}>
      {(choose) => (
        <>
          <p>{name} has text that is not saved.</p>
          <p className={styles.answers}>
            <button
              type="button"
              autoFocus
              className={controls.button}
              onClick={choose(() => void saveFirst())}
            >
              Save and close
            </button>
            <button
              type="button"
              className={controls.button}
              onClick={choose(() => removeTab(workbench, tab))}
            >
              Close without saving
            </button>
            <button type="button" className={controls.quiet} onClick={choose()}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Modal>
  );
}
