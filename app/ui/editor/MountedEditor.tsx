import { useEffect, useLayoutEffect, useRef, useState } from "react";
import style from "./BlockEditor.module.css";
import type { BlockModels } from "./block-models.js";
import { editorOptions, optionsFor } from "./editor-options.js";
import { isUndoKey, keepsEscape, leaves } from "./editor-keys.js";
import { monaco } from "./monaco.js";
import { type Match, useMarks } from "./use-marks.js";

/** What the keyboard asks of the notebook from within a block's text. */
export interface EditorKeys {
  /** A key press before Monaco sees it; true when the notebook has handled it. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The caret wants to leave the text upwards or downwards. */
  readonly onLeave: (direction: "up" | "down") => void;
  /** Taking back and making again are the notebook's: one history for everything in it. */
  readonly onUndo: (direction: "undo" | "redo") => void;
}

export interface MountedEditorProps extends EditorKeys {
  readonly models: BlockModels;
  readonly id: number;
  readonly kind: "code" | "prose";
  /** Said by screen readers: `cell 3, lost-update`. */
  readonly label: string;
  readonly readOnly: boolean;
  readonly numbered: boolean;
  /** Line of the step that is looked at, from 1; null for none. */
  readonly stepLine: number | null;
  /** What a search has found in the text. */
  readonly matches: readonly Match[];
  /** Whether the caret is to be put into this editor. */
  readonly focus: boolean;
  /** The user put the caret into the text. */
  readonly onFocus: () => void;
  /** The caret moved, or what is selected; in UTF-16 units of the text. */
  readonly onCaret: (caret: { offset: number; from: number; to: number }) => void;
  readonly onHeight: (height: number) => void;
}

/** A live Monaco editor on a block's model. */
export function MountedEditor(props: MountedEditorProps) {
  const { models, id, kind, label, readOnly, numbered, focus, stepLine, matches } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = frame.current;
    const model = models.get(id);
    if (element === null || model === undefined) return;
    const made = monaco.editor.create(element, {
      ...editorOptions,
      ...optionsFor(kind, latest.current.numbered),
      model,
      ariaLabel: latest.current.label,
      readOnly: latest.current.readOnly,
    });
    models.restore(id, made);
    setEditor(made);
    const resize = new ResizeObserver(() => made.layout());
    resize.observe(element);
    let composing = false;
    const sized = (): void => latest.current.onHeight(made.getContentHeight());
    const listeners = [
      made.onDidCompositionStart(() => (composing = true)),
      made.onDidCompositionEnd(() => (composing = false)),
      made.onDidContentSizeChange(sized),
      made.onDidFocusEditorText(() => latest.current.onFocus()),
      made.onDidChangeCursorSelection(({ selection }) =>
        latest.current.onCaret(caretIn(model, selection)),
      ),
      made.onKeyDown((event) => {
        if (composing || event.browserEvent.isComposing) {
          // Keys belong to the input method while it puts a character together.
          event.stopPropagation();
          return;
        }
        if (keepsEscape(made, event)) return;
        const undo = isUndoKey(event);
        if (undo !== null) latest.current.onUndo(undo);
        const direction = undo === null ? leaves(made, event) : null;
        if (direction !== null) latest.current.onLeave(direction);
        if (undo === null && direction === null && !latest.current.onKey(event.browserEvent)) {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      }),
    ];
    sized();
    if (latest.current.focus) made.focus();
    const detach = models.attach(id, made);
    return () => {
      detach();
      resize.disconnect();
      for (const listener of listeners) listener.dispose();
      made.dispose();
      setEditor(null);
    };
  }, [models, id, kind]);

  useEffect(
    () => editor?.updateOptions({ ariaLabel: label, readOnly, ...optionsFor(kind, numbered) }),
    [editor, label, readOnly, kind, numbered],
  );
  useEffect(() => {
    if (editor === null || !focus) return;
    if (!editor.hasTextFocus()) editor.focus();
    const selection = editor.getSelection();
    const model = editor.getModel();
    if (selection !== null && model !== null) latest.current.onCaret(caretIn(model, selection));
  }, [editor, focus]);
  useMarks(editor, stepLine, matches);

  return <div ref={frame} className={style.editor} />;
}

function caretIn(model: monaco.editor.ITextModel, selection: monaco.Selection) {
  return {
    offset: model.getOffsetAt(selection.getPosition()),
    from: model.getOffsetAt(selection.getStartPosition()),
    to: model.getOffsetAt(selection.getEndPosition()),
  };
}
