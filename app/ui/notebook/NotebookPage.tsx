import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { blockLines } from "../../notebook/document/to-notebook.js";
import { useEditor } from "../browser/load-editor.js";
import styles from "./Block.module.css";
import { Cell } from "./Cell.js";
import { cellStatus } from "./cell-status.js";
import type { NotebookController } from "./controller.js";
import page from "./NotebookPage.module.css";
import { Prose } from "./Prose.js";

/** What a notebook's page needs. */
export interface NotebookPageProps {
  readonly controller: NotebookController;
  /** A key press in a cell's text, before the editor sees it; true when it was a command. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onLink: (url: string) => void;
}

/** A notebook as one scrolling page of prose and cells. */
export function NotebookPage({ controller, onKey, onLink }: NotebookPageProps): ReactNode {
  const document = useStore(controller.store, (state) => state.history.document);
  const selected = useStore(controller.store, (state) => state.selected);
  const mode = useStore(controller.store, (state) => state.mode);
  const summary = useStore(controller.store, (state) => state.summary);
  const outputs = useStore(controller.store, (state) => state.outputs);
  const parts = useEditor();
  const models = useMemo(
    () =>
      parts === null
        ? null
        : new parts.CellModels({
            changed: (id, text) => controller.edit({ type: "setText", id, text }),
            diagnosed: () => undefined,
          }),
    [parts, controller],
  );
  useEffect(() => () => models?.dispose(), [models]);
  const { blocks } = document;
  // Before the editors of new cells are made, which look their models up.
  useMemo(() => models?.follow(blocks.filter((block) => block.type === "cell")), [models, blocks]);
  const editor = parts === null || models === null ? null : { parts, models };

  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mode !== "command" || selected === null) return;
    const block = frame.current?.querySelector<HTMLElement>(`[data-block="${selected}"]`);
    // In a table or on a button inside the block the keyboard stays where it is.
    const active = window.document.activeElement;
    const stays =
      block?.contains(active) === true && active?.closest("textarea, .monaco-editor") === null;
    if (!stays) block?.focus({ preventScroll: true });
    block?.scrollIntoView({ block: "nearest" });
  }, [selected, mode]);

  const leave = (direction: "up" | "down"): void => {
    const at = blocks.findIndex(({ id }) => id === selected);
    const next = blocks.at(Math.max(0, at + (direction === "up" ? -1 : 1)));
    if (next !== undefined) controller.select(next.id, next.type === "cell" ? "edit" : "command");
  };
  const lines = blockLines(document);
  let cells = 0;
  return (
    <div ref={frame} className={page.page}>
      {blocks.length === 0 && (
        <p className={page.empty}>This notebook is empty. Press B to insert a cell.</p>
      )}
      {blocks.map((block, index) => {
        const editing = mode === "edit" && selected === block.id;
        if (block.type === "cell") cells++;
        const { name } = block.type === "cell" ? block : { name: "" };
        const status = cellStatus(
          summary.cells.find((cell) => cell.block === block.id),
          outputs.get(name),
        );
        const parts = [`cell ${cells}`, name, status.text].filter((part) => part !== "");
        const label = block.type === "cell" ? parts.join(", ") : "prose";
        return (
          <section
            key={block.id}
            data-block={block.id}
            tabIndex={-1}
            aria-label={label}
            aria-current={selected === block.id ? "true" : undefined}
            className={[
              styles.block,
              block.type === "cell" ? styles.cell : "",
              selected === block.id ? styles.selected : "",
            ].join(" ")}
            onFocus={(event) => {
              if (selected !== block.id && event.target === event.currentTarget) {
                controller.select(block.id, "command");
              }
            }}
            onPointerDown={() => {
              if (selected !== block.id) controller.select(block.id, "command");
            }}
          >
            {block.type === "cell" ? (
              <Cell
                controller={controller}
                block={block}
                firstLine={lines[index] + 1}
                label={label}
                editing={editing}
                editor={editor}
                onKey={onKey}
                onLeave={leave}
              />
            ) : (
              <Prose
                text={block.text}
                editing={editing}
                onText={(text) => controller.edit({ type: "setText", id: block.id, text })}
                onEdit={() => controller.select(block.id, "edit")}
                onLeave={() => controller.select(block.id, "command")}
                onLink={onLink}
              />
            )}
          </section>
        );
      })}
    </div>
  );
}
