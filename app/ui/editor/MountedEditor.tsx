import { useEffect, useLayoutEffect, useRef } from "react";
import style from "./CellEditor.module.css";
import type { CellModels } from "./cell-models.js";
import { editorOptions } from "./editor-options.js";
import { monaco } from "./monaco.js";

/** What the keyboard asks of the notebook from within a cell's text. */
export interface EditorKeys {
  /** A key press before Monaco sees it; true when the notebook has handled it. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The caret wants to leave the text upwards or downwards. */
  readonly onLeave: (direction: "up" | "down") => void;
}

export interface MountedEditorProps extends EditorKeys {
  readonly models: CellModels;
  readonly id: number;
  readonly label: string;
  readonly readOnly: boolean;
  /** Line of the step that is looked at, from 1; null for none. */
  readonly stepLine: number | null;
  /** Whether the caret is to be put into this editor. */
  readonly focus: boolean;
  /** The user put the caret into the text. */
  readonly onFocus: () => void;
  /** The caret moved; from 1. */
  readonly onCaret?: (line: number, column: number) => void;
  readonly onHeight?: (height: number) => void;
}

/** A live Monaco editor on a cell's model. */
export function MountedEditor(props: MountedEditorProps) {
  const { models, id, label, readOnly, stepLine, focus } = props;
  const frame = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
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
      model,
      ariaLabel: latest.current.label,
      readOnly: latest.current.readOnly,
    });
    editor.current = made;
    const resize = new ResizeObserver(() => made.layout());
    resize.observe(element);
    const sized = (): void => latest.current.onHeight?.(made.getContentHeight());
    const listeners = [
      made.onDidContentSizeChange(sized),
      made.onDidFocusEditorText(() => latest.current.onFocus()),
      made.onDidChangeCursorPosition(({ position }) =>
        latest.current.onCaret?.(position.lineNumber, position.column),
      ),
      made.onKeyDown((event) => {
        // Escape closes a list of completions before it leaves the text.
        if (event.keyCode === monaco.KeyCode.Escape && suggestsSomething(made)) return;
        if (latest.current.onKey(event.browserEvent) || leaves(made, event, latest.current)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }),
    ];
    sized();
    if (latest.current.focus) made.focus();
    return () => {
      resize.disconnect();
      for (const listener of listeners) listener.dispose();
      made.dispose();
      editor.current = null;
    };
  }, [models, id]);

  useEffect(() => editor.current?.updateOptions({ ariaLabel: label, readOnly }), [label, readOnly]);
  useEffect(() => {
    if (focus && editor.current?.hasTextFocus() === false) editor.current.focus();
  }, [focus]);
  useEffect(() => {
    const made = editor.current;
    if (made === null || stepLine === null) return;
    const marked = made.createDecorationsCollection([
      {
        range: new monaco.Range(stepLine, 1, stepLine, 1),
        options: { isWholeLine: true, className: style.step },
      },
    ]);
    return () => marked.clear();
  }, [stepLine]);

  return <div ref={frame} className={style.editor} />;
}

/** Arrow keys at the first and last line go on to the next cell, as in one long text. */
function leaves(
  editor: monaco.editor.IStandaloneCodeEditor,
  event: monaco.IKeyboardEvent,
  { onLeave }: EditorKeys,
): boolean {
  const { ctrlKey, shiftKey, altKey, metaKey, keyCode } = event;
  if (ctrlKey || shiftKey || altKey || metaKey) return false;
  const position = editor.getPosition();
  const model = editor.getModel();
  if (position === null || model === null || suggestsSomething(editor)) return false;
  if (keyCode === monaco.KeyCode.UpArrow && position.lineNumber === 1) {
    onLeave("up");
    return true;
  }
  if (keyCode === monaco.KeyCode.DownArrow && position.lineNumber === model.getLineCount()) {
    onLeave("down");
    return true;
  }
  return false;
}

/** Whether the arrow keys belong to a list of completions or of parameters. */
function suggestsSomething(editor: monaco.editor.IStandaloneCodeEditor): boolean {
  const dom = editor.getDomNode()?.ownerDocument;
  return dom?.querySelector(".suggest-widget.visible, .parameter-hints-widget.visible") !== null;
}
