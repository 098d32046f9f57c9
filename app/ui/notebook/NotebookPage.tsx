import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { blockLines } from "../../notebook/document/to-notebook.js";
import { useBlockModels } from "../browser/use-block-models.js";
import { useCellClipboard } from "../browser/use-cell-clipboard.js";
import { useKeyboardFocus } from "../browser/use-keyboard-focus.js";
import type { CommandId } from "../commands/commands.js";
import type { KeySettings } from "../commands/keys.js";
import { FindBar } from "../find/FindBar.js";
import type { Match } from "../find/search.js";
import { DRAGGED } from "./BlockFrame.js";
import { BlockMenu } from "./BlockMenu.js";
import type { CellClipboard } from "./cell-clipboard.js";
import type { NotebookController } from "./controller.js";
import { moveBlocks } from "./edit-actions.js";
import { DocumentProblems } from "./DocumentProblems.js";
import { InsertBar } from "./InsertBar.js";
import { type MenuPlace, NotebookPageContext, type PageContext } from "../browser/page-context.js";
import page from "./NotebookPage.module.css";
import { Slot } from "./Slot.js";
import { usePageMatches } from "./use-page-matches.js";

/** What a notebook's page needs. */
export interface NotebookPageProps extends Pick<
  PageContext,
  "controller" | "keys" | "onKey" | "onCommand"
> {
  readonly controller: NotebookController;
  readonly keys: KeySettings;
  readonly clipboard: CellClipboard;
  readonly onCommand: (id: CommandId) => void;
  /** The user follows a link out of the notebook. */
  readonly onLink: (url: string) => void;
}

/** A notebook as one scrolling page of prose and cells. */
export function NotebookPage(props: NotebookPageProps): ReactNode {
  const { controller, clipboard, keys, onKey, onCommand, onLink } = props;
  const { editing, find, store } = controller;
  const document = useStore(store, (state) => state.history.document);
  const finding = useStore(find.store, ({ open }) => open);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [drop, setDrop] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const editor = useBlockModels(controller);
  useCellClipboard(editing, clipboard);
  useKeyboardFocus(controller, frame, finding);
  const matches = usePageMatches(controller);

  const follow = useCallback(
    (url: string) => {
      const name = /^#(.+)$/.exec(url)?.[1];
      if (name === undefined) {
        onLink(url);
        return;
      }
      const cell = editing.blocks.find(
        (each) => each.type === "cell" && each.name === decodeURIComponent(name),
      );
      if (cell !== undefined) editing.select(cell.id, "command");
    },
    [editing, onLink],
  );
  const context = useMemo<PageContext>(
    () => ({ controller, editor, keys, onKey, onCommand, onLink: follow, onMenu: setMenu }),
    [controller, editor, keys, onKey, onCommand, follow],
  );
  /** A drop may come before what was dragged over has been drawn. */
  const dropAt = useRef<number | null>(null);
  const drag = useCallback((to: number | null) => {
    dropAt.current = to;
    setDrop(to);
  }, []);
  const dropped = (): void => {
    const ids = editing.selection.map(({ id }) => id);
    if (dropAt.current !== null) moveBlocks(editing, ids, dropAt.current);
    drag(null);
  };
  const found = (match: Match | null): void => {
    if (match === null || editor === null) return;
    const model = editor.models.get(match.block);
    if (model === undefined) return;
    const from = model.getPositionAt(match.start);
    const to = model.getPositionAt(match.end);
    editor.models.goTo(match.block, {
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    });
  };
  // Where the page is scrolled to when a block is found.
  const current = finding ? (find.match?.block ?? null) : null;
  const currentStart = finding ? (find.match?.start ?? null) : null;
  useEffect(() => {
    if (current === null) return;
    frame.current?.querySelector(`[data-block="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current, currentStart]);

  const { blocks } = document;
  const lines = useMemo(() => blockLines(document), [document]);
  let cells = 0;
  return (
    <NotebookPageContext value={context}>
      {finding && <FindBar controller={controller} onClose={found} />}
      <div
        ref={frame}
        className={page.page}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
        }}
        onDrop={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          dropped();
        }}
        onDragEnd={() => drag(null)}
      >
        <DocumentProblems document={document} editing={editing} />
        {blocks.length === 0 && (
          <p className={page.empty}>
            This notebook is empty. Begin it with a cell, or with prose that says what the question
            is.
          </p>
        )}
        {blocks.map((block, index) => {
          if (block.type === "cell") cells++;
          return (
            <Slot
              key={block.id}
              editing={editing}
              dropping={drop === index}
              block={block}
              number={cells}
              firstLine={block.type === "cell" ? lines[index] + 1 : 0}
              matches={matches.get(block.id) ?? none}
              isFound={current === block.id}
              index={index}
              onDrag={drag}
            />
          );
        })}
        <div className={page.slot}>
          <InsertBar
            editing={editing}
            at={blocks.length}
            dropping={drop === blocks.length}
            always={blocks.length === 0}
          />
        </div>
      </div>
      {menu !== null && (
        <BlockMenu
          place={menu}
          keys={keys}
          block={blocks.find(({ id }) => id === editing.selected) ?? null}
          onCommand={onCommand}
          onClose={() => setMenu(null)}
        />
      )}
    </NotebookPageContext>
  );
}

const none: readonly never[] = [];
