import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { locateProblems } from "../analysis/locate-problems.js";
import type { NotebookController } from "../notebook/controller.js";
import type { PageContext } from "./page-context.js";
import { useEditor } from "./load-editor.js";

/** The texts of a notebook in Monaco, kept to what its document says; null until Monaco is there. */
export function useBlockModels(controller: NotebookController): PageContext["editor"] {
  const { editing, store } = controller;
  const parts = useEditor();
  const blocks = useStore(store, (state) => state.history.document.blocks);
  const summary = useStore(store, (state) => state.summary);
  const editor = useMemo(() => {
    if (parts === null) return null;
    const models = new parts.BlockModels({
      changed: (texts) => {
        const [{ id, text }, ...more] = texts;
        if (more.length === 0) editing.edit({ type: "setText", id, text });
        else editing.editTogether(texts.map((each) => ({ type: "setText", ...each })));
      },
      diagnosed: (id, found) => editing.diagnose(id, found),
      opened: (id) => editing.select(id, "edit"),
    });
    return { parts, models };
  }, [parts, editing]);
  useEffect(() => () => editor?.models.dispose(), [editor]);
  // Before the editors of new blocks are made, which look their models up.
  useMemo(
    () =>
      editor?.models.follow(
        blocks.map((block) =>
          block.type === "cell"
            ? { id: block.id, kind: "code", text: block.code }
            : { id: block.id, kind: "prose", text: block.text },
        ),
      ),
    [editor, blocks],
  );
  useEffect(() => {
    for (const { block, firstLine, problems } of summary.cells) {
      editor?.models.showProblems(block, locateProblems(problems, firstLine));
    }
  }, [editor, summary]);
  const goal = useStore(store, (state) => state.goal);
  useEffect(() => {
    if (editor === null || goal === null) return;
    const { block, line, column } = goal;
    store.setState({ goal: null });
    editor.models.goTo(block, {
      startLineNumber: line,
      startColumn: column,
      endLineNumber: line,
      endColumn: column,
    });
  }, [editor, store, goal]);
  return editor;
}
