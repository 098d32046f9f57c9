import { type ReactNode, useEffect, useRef, useState } from "react";
import { commandLine } from "../console/equivalent.js";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton.js";
import type { Tab } from "../workbench/tab.js";
import { useWorkbench } from "../workbench/use-workbench.js";
import { type ExportChoice, exportName, exportWords, type Form, FORMS } from "./export-words.js";
import { type Exported, hasMail, missingCells, namesOf, render, saveText } from "./export.js";
import { ExportOptions } from "./ExportOptions.js";
import styles from "./Findings.module.css";

/** What the dialog needs. */
export interface ExportDialogProps {
  readonly tab: Tab;
  /** What it begins with. */
  readonly choice: ExportChoice;
  /** Keeps what was chosen, for the next time. */
  readonly onChoice: (choice: ExportChoice) => void;
  readonly onClose: () => void;
}

/** Chooses how findings leave, and shows exactly what will. */
export function ExportDialog({ tab, choice, onChoice, onClose }: ExportDialogProps): ReactNode {
  const workbench = useWorkbench();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [missing, setMissing] = useState(() => missingCells(tab));
  const [running, setRunning] = useState(false);
  const exported = useExported(tab, choice, missing.length);
  const words = exportWords(tab.exports.name, choice);
  const line = commandLine(words);
  const canReply = hasMail(tab);
  const change = (some: Partial<ExportChoice>): void => onChoice({ ...choice, ...some });

  const runMissing = async (): Promise<void> => {
    setRunning(true);
    await tab.controller.running.run({ type: "recall", names: missing });
    setMissing(missingCells(tab));
    setRunning(false);
  };
  const save = async (): Promise<void> => {
    if (exported === null || exported.failed) return;
    const name = exportName(tab.exports.name, choice);
    if (await saveText(workbench, tab, name, exported.text)) {
      tab.console.did(commandLine([...words, "-o", name]));
      dialog.current?.close();
    }
  };
  const usable = exported !== null && !exported.failed;
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label="Export findings" onClose={onClose}>
      <form method="dialog" className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <div className={styles.choices}>
          <h2 className={styles.title}>
            Export {choice.cell === null ? "the notebook's findings" : `#${choice.cell}`}
          </h2>
          <fieldset className={styles.forms}>
            <legend>Form</legend>
            {FORMS.map(({ form, name, about }) => (
              <label
                key={form}
                className={styles.formChoice}
                aria-disabled={form === "eml" && !canReply}
              >
                <input
                  type="radio"
                  name="form"
                  value={form}
                  checked={choice.form === form}
                  disabled={form === "eml" && !canReply}
                  onChange={() => change({ form })}
                />
                <span>
                  {name}
                  <small>
                    {form === "eml" && !canReply
                      ? "only where the notebook began with a mail"
                      : about}
                  </small>
                </span>
              </label>
            ))}
          </fieldset>
          <ExportOptions choice={choice} change={change} />
        </div>
        <div className={styles.preview}>
          {missing.length > 0 && (
            <p className={styles.missing}>
              <span>
                {running
                  ? `Running ${namesOf(missing)} ...`
                  : `${namesOf(missing)} ${missing.length === 1 ? "has" : "have"} not run as ${missing.length === 1 ? "it is" : "they are"} now, so this is not compared with ${missing.length === 1 ? "it" : "them"}.`}
              </span>
              <button
                type="button"
                className={controls.button}
                onClick={() => (running ? void tab.controller.interrupt() : void runMissing())}
              >
                {running ? "Stop" : missing.length === 1 ? "Run it" : "Run them"}
              </button>
            </p>
          )}
          <Preview exported={exported} form={choice.form} />
          <p className={styles.command}>
            <code>{line}</code>
            <CopyButton label="Copy the command" text={line} />
          </p>
          <p className={styles.buttons}>
            <CopyButton
              label={usable ? "Copy the export" : "Nothing to copy"}
              caption="Copy"
              text={exported?.text ?? ""}
              disabled={!usable}
              onCopied={() => tab.console.did(line)}
            />
            <button
              type="button"
              className={controls.button}
              disabled={!usable}
              onClick={() => void save()}
            >
              Save as a file ...
            </button>
            <button
              type="button"
              className={controls.quiet}
              onClick={() => dialog.current?.close()}
            >
              Close
            </button>
          </p>
        </div>
      </form>
    </dialog>
  );
}

/** What an export gives now; null until it is there for the first time. */
function useExported(tab: Tab, choice: ExportChoice, missing: number): Exported | null {
  const [exported, setExported] = useState<Exported | null>(null);
  useEffect(() => {
    let current = true;
    void render(tab, choice).then((made) => {
      if (current) setExported(made);
    });
    return () => {
      current = false;
    };
  }, [tab, choice, missing]);
  return exported;
}

function Preview(props: { readonly exported: Exported | null; readonly form: Form }): ReactNode {
  const { exported, form } = props;
  if (exported === null) return <p className={styles.waiting}>Preparing ...</p>;
  if (exported.failed) {
    return (
      <p role="alert" className={styles.problem}>
        {exported.message}
      </p>
    );
  }
  return (
    <>
      {exported.message !== "" && <p className={styles.remark}>{exported.message}</p>}
      {form === "svg" ? (
        <div className={styles.picture} tabIndex={0} role="group" aria-label="Preview">
          <img
            alt="The interleaving as it is exported"
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(exported.text)}`}
          />
        </div>
      ) : (
        <div className={styles.sheet} tabIndex={0} role="group" aria-label="Preview">
          <pre aria-hidden="true" className={styles.ruler}>
            {ruler}
          </pre>
          <pre className={styles.text}>{exported.text}</pre>
        </div>
      )}
    </>
  );
}

/** Columns, counted: `....:....1....:....2`, to where mail lines end. */
const ruler = Array.from({ length: 72 }, (_, at) => {
  const column = at + 1;
  return column % 10 === 0 ? String((column / 10) % 10) : column % 5 === 0 ? ":" : ".";
}).join("");
