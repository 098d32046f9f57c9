import type { ReactNode } from "react";
import { type Template, templates } from "../../notebook/templates/templates.js";
import controls from "../parts/controls.module.css";
import { Modal } from "../parts/Modal.js";
import styles from "./Workbench.module.css";

/** Asks what a new notebook is to begin with. */
export function TemplateDialog({
  onChoose,
  onClose,
}: {
  readonly onChoose: (template: Template) => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal label="New from a template" shape="line" onClose={onClose}>
      {(choose) => (
        <>
          <h2 className={styles.dialogTitle}>New from a template</h2>
          <ul className={styles.messages}>
            {templates.map((template) => (
              <li key={template.id}>
                <button
                  type="button"
                  className={styles.message}
                  onClick={choose(() => onChoose(template))}
                >
                  <span className={styles.subject}>{template.title}</span>
                  <span className={styles.excerpt}>{template.about}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className={styles.dialogEnd}>
            <button type="button" className={controls.quiet} onClick={choose()}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Modal>
  );
}
