import type { ReactNode } from "react";
import { Icon } from "../parts/icons.js";
import styles from "./Block.module.css";

/** What stands in place of something that is folded away. */
export function FoldedLine(props: {
  /** What pressing it does. */
  readonly label: string;
  readonly text: string;
  /** Lines that are folded; null where they do not count. */
  readonly count: number | null;
  readonly onUnfold: () => void;
}): ReactNode {
  const { label, text, count, onUnfold } = props;
  return (
    <button type="button" className={styles.folded} aria-label={label} onClick={onUnfold}>
      <Icon name="chevron" />
      <span className={styles.foldedText}>{text.trim()}</span>
      {count !== null && (
        <span className={styles.foldedCount}>{count === 1 ? "1 line" : `${count} lines`}</span>
      )}
    </button>
  );
}
