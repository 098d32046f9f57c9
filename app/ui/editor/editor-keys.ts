/** Keys that a block's editor leaves to the notebook, or keeps from it. */
import { monaco } from "./monaco.js";

/** Lists and boxes of Monaco that Escape closes before it leaves the text. */
const open = [
  ".suggest-widget.visible",
  ".parameter-hints-widget.visible",
  ".rename-box.preview",
  ".find-widget.visible",
  ".peekview-widget",
  ".monaco-hover:not(.hidden)",
  ".action-widget",
].join(", ");

/** Whether Escape belongs to something that is open in the editor, or to several carets. */
export function keepsEscape(
  editor: monaco.editor.ICodeEditor,
  { keyCode }: monaco.IKeyboardEvent,
): boolean {
  if (keyCode !== monaco.KeyCode.Escape) return false;
  return isOpen(editor, open) || (editor.getSelections()?.length ?? 1) > 1;
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on a Mac with the command key. */
export function isUndoKey(event: monaco.IKeyboardEvent): "undo" | "redo" | null {
  const { ctrlKey, metaKey, altKey, shiftKey, keyCode } = event;
  if (altKey || ctrlKey === metaKey) return null;
  if (keyCode === monaco.KeyCode.KeyZ) return shiftKey ? "redo" : "undo";
  return keyCode === monaco.KeyCode.KeyY && !shiftKey ? "redo" : null;
}

/** Arrow keys at the first and last line go on to the next block, as in one long text. */
export function leaves(
  editor: monaco.editor.ICodeEditor,
  { ctrlKey, shiftKey, altKey, metaKey, keyCode }: monaco.IKeyboardEvent,
): "up" | "down" | null {
  if (ctrlKey || shiftKey || altKey || metaKey) return null;
  const position = editor.getPosition();
  const model = editor.getModel();
  const arrow = keyCode === monaco.KeyCode.UpArrow || keyCode === monaco.KeyCode.DownArrow;
  if (!arrow || position === null || model === null) return null;
  if (isOpen(editor, ".suggest-widget.visible, .parameter-hints-widget.visible")) return null;
  if (keyCode === monaco.KeyCode.UpArrow) return position.lineNumber === 1 ? "up" : null;
  return position.lineNumber === model.getLineCount() ? "down" : null;
}

function isOpen(editor: monaco.editor.ICodeEditor, selector: string): boolean {
  const page = editor.getContainerDomNode().ownerDocument;
  return page.querySelector(selector) !== null;
}
