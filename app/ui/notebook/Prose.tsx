import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { renderMarkdown } from "../browser/markdown.js";
import styles from "./Prose.module.css";

/** What a block of prose needs. */
export interface ProseProps {
  readonly text: string;
  readonly editing: boolean;
  readonly onText: (text: string) => void;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
  /** The user follows a link. */
  readonly onLink: (url: string) => void;
}

/** Prose as it reads, or its Markdown while it is edited. */
export function Prose({ text, editing, onText, onEdit, onLeave, onLink }: ProseProps): ReactNode {
  const html = useMemo(() => renderMarkdown(text), [text]);
  if (editing) {
    const onKeyDown = (event: KeyboardEvent): void => {
      const done = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
      if (!done && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    };
    return (
      <textarea
        className={styles.source}
        aria-label="Prose, Markdown"
        autoFocus
        spellCheck
        rows={text.split("\n").length}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
    );
  }
  if (text.trim() === "") {
    return (
      <p className={`${styles.prose} ${styles.empty}`} onDoubleClick={onEdit}>
        Empty prose; press Enter to write.
      </p>
    );
  }
  return (
    <div
      className={styles.prose}
      onDoubleClick={onEdit}
      onClick={(event) => {
        const link = event.target instanceof HTMLElement ? event.target.closest("a") : null;
        if (link === null) return;
        event.preventDefault();
        onLink(link.href);
      }}
      // Purified by `renderMarkdown`.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
