import { type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { BlockId } from "../../notebook/document/block.js";
import styles from "./Block.module.css";
import { NearContext } from "../browser/nearness.js";
import { usePage } from "../browser/page-context.js";
import type { MarkedMatch } from "./use-page-matches.js";

/** What a block's text needs. */
export interface BlockTextProps {
  readonly id: BlockId;
  readonly kind: "code" | "prose";
  readonly text: string;
  readonly label: string;
  readonly editing: boolean;
  readonly stepLine: number | null;
  readonly matches: readonly MarkedMatch[];
}

/** A block's text in its editor, or as it is until Monaco has been loaded. */
export function BlockText({ id, kind, text, ...rest }: BlockTextProps): ReactNode {
  const { controller, editor, onKey } = usePage();
  const { editing, store } = controller;
  const near = useContext(NearContext);
  const numbered = useStore(store, (state) => state.numbered);
  if (editor === null) return <pre className={styles.plain}>{text}</pre>;
  const leave = (direction: "up" | "down"): void => {
    const { blocks } = editing;
    const at = blocks.findIndex((block) => block.id === id) + (direction === "up" ? -1 : 1);
    const next = at < 0 ? undefined : blocks.at(at);
    if (next === undefined) return;
    editing.select(next.id, next.type === "cell" ? "edit" : "command");
  };
  return (
    <editor.parts.BlockEditor
      models={editor.models}
      id={id}
      kind={kind}
      text={text}
      near={near}
      readOnly={false}
      numbered={numbered && kind === "code"}
      onFocus={() => {
        if (editing.selected !== id || editing.mode !== "edit") editing.select(id, "edit");
      }}
      onCaret={(caret) => editing.moveCaret({ block: id, ...caret })}
      onKey={onKey}
      onLeave={leave}
      onUndo={(direction) => editing[direction]()}
      {...rest}
    />
  );
}
