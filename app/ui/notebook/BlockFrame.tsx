import { type DragEvent, memo, type ReactNode } from "react";
import type { Block } from "../../notebook/document/block.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { summaryOf } from "../analysis/summary.js";
import styles from "./Block.module.css";
import { Cell } from "./Cell.js";
import { cellStatus } from "./cell-status.js";
import { diagnosticsText } from "./diagnostics-text.js";
import { rangeOf } from "./editing.js";
import { usePage } from "../browser/page-context.js";
import { useFields } from "../browser/use-fields.js";
import { Prose } from "./Prose.js";
import type { MarkedMatch } from "./use-page-matches.js";

/** The type of dragged blocks: they are not dropped anywhere else. */
export const DRAGGED = "text/x-heddle-blocks";

/** What a block's frame needs. */
export interface BlockFrameProps {
  readonly block: Block;
  /** Number of the cell, from 1; of prose, of the cell before. */
  readonly number: number;
  /** File line of a cell's first line of code. */
  readonly firstLine: number;
  readonly matches: readonly MarkedMatch[];
  /** Whether the search has got to this block. */
  readonly isFound: boolean;
  /** Its place among the blocks. */
  readonly index: number;
  /** What is dragged would go before the block at this index. */
  readonly onDrag: (to: number) => void;
}

/** A block with what belongs to every kind: selection, keyboard focus, handle and menu. */
export const BlockFrame = memo(function BlockFrame(props: BlockFrameProps): ReactNode {
  const { block, index, number, firstLine, matches, isFound, onDrag } = props;
  const { controller, onMenu } = usePage();
  const { editing, store } = controller;
  const { id } = block;
  // One subscription for all of it: a notebook of a hundred cells asks them all with every key.
  const { selected, among, edited, status, errors } = useFields(
    store,
    ({ anchor, diagnostics, history, mode, outputs, recorded, selected, summary }) => ({
      selected: selected === id,
      among: anchor !== null && rangeOf(history.document.blocks, selected, anchor).includes(block),
      edited: mode === "edit" && selected === id,
      status:
        block.type === "cell"
          ? cellStatus(summaryOf(summary, id), outputs.get(block.name), recorded.get(block.name))
              .text
          : "",
      errors: diagnosticsText(diagnostics.get(id)),
    }),
  );
  const name = block.type === "cell" ? block.name : "";
  const label =
    block.type === "cell"
      ? [`cell ${number}`, name, status, errors].filter((part) => part !== "").join(", ")
      : "prose";

  const grab = (event: DragEvent): void => {
    if (!editing.selection.includes(block)) editing.select(id, "command");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData(DRAGGED, name);
    const frame = event.currentTarget.closest("section");
    if (frame !== null) event.dataTransfer.setDragImage(frame, 8, 8);
  };
  return (
    <section
      data-block={id}
      tabIndex={-1}
      aria-label={label}
      aria-current={selected ? "true" : undefined}
      className={[
        styles.block,
        block.type === "cell" ? styles.cell : "",
        selected || among ? styles.selected : "",
        among ? styles.among : "",
      ].join(" ")}
      onFocus={(event) => {
        if (!selected && event.target === event.currentTarget) editing.select(id, "command");
      }}
      onPointerDown={(event) => {
        if (event.shiftKey && editing.selected !== null && !edited) {
          editing.selectRange(editing.anchor ?? editing.selected, id);
          event.preventDefault();
        } else if (!selected && !among) editing.select(id, "command");
      }}
      onContextMenu={(event) => {
        // A text has a menu of its own; so has what is selected on the page.
        const inText =
          event.target instanceof Element &&
          event.target.closest(".monaco-editor, a, input, textarea") !== null;
        if (inText) return;
        event.preventDefault();
        if (!among) editing.select(id, "command");
        const { left, top } = event.currentTarget.getBoundingClientRect();
        // The menu key has no place.
        const fromKey = event.clientX === 0 && event.clientY === 0;
        onMenu(fromKey ? { x: left + 24, y: top + 24 } : { x: event.clientX, y: event.clientY });
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        onDrag(event.clientY > top + height / 2 ? index + 1 : index);
      }}
    >
      <span
        className={styles.grip}
        draggable
        title="Drag to move (Alt+Up, Alt+Down)"
        aria-hidden="true"
        onDragStart={grab}
      >
        <Icon name="grip" />
      </span>
      {block.type === "prose" && (
        <button
          type="button"
          className={`${controls.icon} ${styles.proseMenu}`}
          aria-label="Commands for this prose"
          aria-haspopup="menu"
          title="More"
          tabIndex={-1}
          onClick={(event) => {
            editing.select(id, "command");
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            onMenu({ x: left, y: bottom });
          }}
        >
          <Icon name="more" />
        </button>
      )}
      {block.type === "cell" ? (
        <Cell
          block={block}
          firstLine={firstLine}
          label={label}
          errors={errors}
          editing={edited}
          matches={matches}
        />
      ) : (
        <Prose block={block} editing={edited} matches={matches} isFound={isFound} />
      )}
    </section>
  );
});
