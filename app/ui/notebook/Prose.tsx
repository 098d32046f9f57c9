import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { Prose as ProseBlock } from "../../notebook/document/block.js";
import { renderMarkdown } from "../browser/markdown.js";
import { BlockText } from "./BlockText.js";
import { usePage } from "../browser/page-context.js";
import styles from "./Prose.module.css";
import type { MarkedMatch } from "./use-page-matches.js";

/** What a block of prose needs. */
export interface ProseProps {
  readonly block: ProseBlock;
  readonly editing: boolean;
  readonly matches: readonly MarkedMatch[];
  /** Whether the search is at a match in it, so that its source is shown. */
  readonly isFound: boolean;
}

/** Prose as it reads, or its Markdown while it is edited. */
export function Prose({ block, editing, matches, isFound }: ProseProps): ReactNode {
  const { id, text } = block;
  const page = usePage();
  if (editing || isFound) {
    return (
      <div className={styles.source}>
        <BlockText
          id={id}
          kind="prose"
          text={text}
          label="Prose, Markdown"
          editing={editing}
          stepLine={null}
          matches={matches}
        />
      </div>
    );
  }
  const edit = (): void => page.controller.editing.select(id, "edit");
  if (text.trim() === "") {
    return (
      <p className={`${styles.prose} ${styles.empty}`} onClick={edit}>
        Empty prose; press Enter to write.
      </p>
    );
  }
  return <Rendered text={text} matched={matches.length} id={id} onEdit={edit} />;
}

function Rendered({
  text,
  matched,
  id,
  onEdit,
}: {
  readonly text: string;
  /** How often a search has found something in it. */
  readonly matched: number;
  readonly id: number;
  readonly onEdit: () => void;
}): ReactNode {
  const { controller, editor, onLink } = usePage();
  const html = useMemo(() => renderMarkdown(text), [text]);
  const element = useRef<HTMLDivElement>(null);
  /** Whether the prose was selected before the pointer went down. */
  const wasSelected = useRef(false);
  useEffect(() => {
    if (element.current !== null) editor?.parts.colorizeCode(element.current);
  }, [editor, html]);
  return (
    <>
      <div
        ref={element}
        className={styles.prose}
        onPointerDownCapture={() => {
          wasSelected.current = controller.editing.selected === id;
        }}
        onDoubleClick={onEdit}
        onClick={(event) => {
          const link = event.target instanceof Element ? event.target.closest("a") : null;
          if (link !== null) {
            event.preventDefault();
            onLink(link.getAttribute("href") ?? "");
            return;
          }
          // The first click selects the block; one that marks text does only that.
          const marks = window.getSelection()?.isCollapsed === false;
          if (wasSelected.current && !marks && !event.shiftKey) onEdit();
        }}
        // Purified by `renderMarkdown`.
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {matched > 0 && (
        <p className={styles.matched}>{matched === 1 ? "1 match" : `${matched} matches`}</p>
      )}
    </>
  );
}
