import { memo, type ReactNode } from "react";
import { Icon } from "../parts/icons.js";
import { insertBlock } from "./edit-actions.js";
import type { NotebookEditing } from "./editing.js";
import styles from "./InsertBar.module.css";

/** The place between two blocks: where one can be inserted, or dragged to. */
export const InsertBar = memo(function InsertBar(props: {
  readonly editing: NotebookEditing;
  /** Index of the block after it. */
  readonly at: number;
  /** Whether what is dragged would be dropped here. */
  readonly dropping: boolean;
  /** Whether the buttons are there without the pointer. */
  readonly always?: boolean;
}): ReactNode {
  const { editing, at, dropping, always = false } = props;
  return (
    <div
      className={`${styles.place} ${dropping ? styles.dropping : ""} ${always ? styles.always : ""}`}
    >
      <span className={styles.buttons}>
        <button
          type="button"
          className={styles.button}
          tabIndex={always ? 0 : -1}
          onClick={() => insertBlock(editing, at, { type: "cell", code: "" })}
        >
          <Icon name="plus" /> Cell
        </button>
        <button
          type="button"
          className={styles.button}
          tabIndex={always ? 0 : -1}
          onClick={() => insertBlock(editing, at, { type: "prose", text: "" })}
        >
          <Icon name="plus" /> Prose
        </button>
      </span>
    </div>
  );
});
