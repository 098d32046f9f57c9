import { type ReactNode, useMemo } from "react";
import type { Document } from "../../notebook/document/block.js";
import { documentProblems } from "../../notebook/document/document-problems.js";
import { blockLines } from "../../notebook/document/to-notebook.js";
import controls from "../parts/controls.module.css";
import styles from "./DocumentProblems.module.css";
import type { NotebookEditing } from "./editing.js";

/** How many are said one by one. */
const most = 5;

/**
 * What is wrong with the notebook as a file, before any code is looked at: two cells of one name, a
 * fence that is never closed, an option that is none. The command line refuses such a file.
 */
export function DocumentProblems({
  document,
  editing,
}: {
  readonly document: Document;
  readonly editing: NotebookEditing;
}): ReactNode {
  const problems = useMemo(() => {
    const starts = blockLines(document);
    return documentProblems(document).map(({ place, message, hint }) => {
      const line = place?.line ?? 1;
      const at = starts.findLastIndex((start) => start <= line);
      return { line, message, hint, block: document.blocks.at(Math.max(0, at))?.id ?? null };
    });
  }, [document]);
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems of the file">
      {problems.slice(0, most).map(({ line, message, hint, block }) => (
        <li key={`${line} ${message}`} className={styles.problem}>
          <span>
            <strong>
              Line {line}: {message}.
            </strong>{" "}
            {hint}
          </span>
          <button
            type="button"
            className={controls.button}
            onClick={() => editing.select(block, "command")}
          >
            Show
          </button>
        </li>
      ))}
      {problems.length > most && (
        <li className={styles.problem}>And {problems.length - most} more.</li>
      )}
    </ul>
  );
}
