import { type ReactNode, useEffect, useRef, useState } from "react";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton.js";
import type { Tab } from "../workbench/tab.js";
import { checkTable, type TableAnswer } from "./check-table.js";
import styles from "./Findings.module.css";

/** What the dialog needs. */
export interface TableDialogProps {
  readonly tab: Tab;
  /** The text it begins with; empty for none. */
  readonly text: string;
  readonly onClose: () => void;
}

/** Takes an interleaving table from a mail, and answers whether the notebook's checks allow it. */
export function TableDialog({ tab, text: given, onClose }: TableDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState(given);
  const [checking, setChecking] = useState(false);
  const [answer, setAnswer] = useState<TableAnswer | null>(null);
  const check = async (pasted: string): Promise<void> => {
    setChecking(true);
    setAnswer(await checkTable(tab, pasted));
    setChecking(false);
  };
  const begin = useRef(() => {
    if (given.trim() !== "") void check(given);
  });
  useEffect(() => {
    dialog.current?.showModal();
    begin.current();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label="Check a table from a mail"
      onClose={onClose}
    >
      <div className={styles.table}>
        <h2 className={styles.title}>Is this interleaving possible?</h2>
        <label className={styles.pasted}>
          A table from a mail, with or without quotation marks and the text around it
          <textarea
            autoFocus
            spellCheck={false}
            rows={12}
            value={text}
            placeholder={
              "> CPU0              CPU1\n> ----              ----\n> folio_lock(A)\n>                   write(A)"
            }
            onChange={(event) => {
              setText(event.target.value);
              setAnswer(null);
            }}
          />
        </label>
        <div role="status" className={styles.answer}>
          {checking && <p className={styles.waiting}>Following the table ...</p>}
          {answer !== null && (
            <pre className={answer.failed ? styles.problem : styles.text}>{answer.text}</pre>
          )}
        </div>
        <p className={styles.buttons}>
          <button
            type="button"
            className={controls.button}
            disabled={checking || text.trim() === ""}
            onClick={() => void check(text)}
          >
            Check
          </button>
          {answer !== null && !answer.failed && (
            <CopyButton label="Copy the answer" caption="Copy the answer" text={answer.text} />
          )}
          <button type="button" className={controls.quiet} onClick={() => dialog.current?.close()}>
            Close
          </button>
        </p>
      </div>
    </dialog>
  );
}
