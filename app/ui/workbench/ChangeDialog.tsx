import { type ReactNode, useMemo } from "react";
import controls from "../parts/controls.module.css";
import { Modal } from "../parts/Modal.js";
import { keepMine, loadTheirs } from "./disk-actions.js";
import { saveAs } from "./save-actions.js";
import type { Tab } from "./tab.js";
import { changesBetween } from "./text-changes.js";
import { useWorkbench } from "./use-workbench.js";
import styles from "./ChangeDialog.module.css";

/** Compares a notebook with what another program made of its file, and asks which one stays. */
export function ChangeDialog({
  tab,
  onClose,
}: {
  readonly tab: Tab;
  readonly onClose: () => void;
}): ReactNode {
  const workbench = useWorkbench();
  const { controller, onDisk } = tab;
  const theirs = onDisk?.text ?? "";
  const runs = useMemo(() => changesBetween(controller.text, theirs), [controller, theirs]);
  const { name } = controller.store.getState();
  return (
    <Modal label={`${name} here and on disk`} shape="page" onClose={onClose}>
      {(choose) => (
        <>
          <h2 className={styles.title}>{name} here and on disk</h2>
          <p className={styles.legend}>
            Another program has changed the file. <span className={styles.mine}>- yours</span>{" "}
            <span className={styles.theirs}>+ on disk</span>
          </p>
          <div className={styles.text} tabIndex={0} role="region" aria-label="Differences">
            {runs === null && (
              <p className={styles.hint}>The two texts are too different to compare.</p>
            )}
            {runs?.length === 0 && <p className={styles.hint}>The two texts are the same.</p>}
            {runs?.map((run, index) => (
              <table key={index} className={styles.run}>
                <tbody>
                  {run.map(({ kind, mine, theirs: other, text }) => (
                    <tr key={`${mine ?? ""} ${other ?? ""}`} className={styles[kind]}>
                      <td className={styles.number}>{mine}</td>
                      <td className={styles.number}>{other}</td>
                      <td className={styles.sign}>{{ same: " ", mine: "-", theirs: "+" }[kind]}</td>
                      <td className={styles.line}>{text}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ))}
          </div>
          <p className={styles.answers}>
            <button
              type="button"
              className={controls.button}
              title="The next save overwrites what is on disk."
              onClick={choose(() => keepMine(workbench, tab))}
            >
              Keep mine
            </button>
            <button
              type="button"
              className={controls.button}
              title="Undo brings your text back."
              onClick={choose(() => {
                if (onDisk?.text != null) loadTheirs(workbench, tab, onDisk.text, onDisk.revision);
              })}
            >
              Load theirs
            </button>
            <button
              type="button"
              className={controls.button}
              onClick={choose(() => void saveAs(workbench, tab))}
            >
              Save mine as ...
            </button>
            <span className={styles.space} />
            <button type="button" className={controls.quiet} onClick={choose()}>
              Decide later
            </button>
          </p>
        </>
      )}
    </Modal>
  );
}
