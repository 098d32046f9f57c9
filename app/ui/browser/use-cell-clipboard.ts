import { useEffect } from "react";
import type { CellClipboard } from "../notebook/cell-clipboard.js";
import { pasteText } from "../notebook/edit-actions.js";
import type { NotebookEditing } from "../notebook/editing.js";
import { keyboardScope } from "./keyboard.js";

/**
 * Ctrl+C, Ctrl+X and Ctrl+V on blocks. These are the browser's own events, because only they may
 * read the system's clipboard; a text that is selected on the page is copied as always.
 */
export function useCellClipboard(editing: NotebookEditing, clipboard: CellClipboard): void {
  useEffect(() => {
    // The event itself may come from wherever the mouse was pressed last.
    const isOurs = ({ defaultPrevented }: Event): boolean =>
      !defaultPrevented &&
      keyboardScope(document.activeElement) === "notebook" &&
      document.getSelection()?.isCollapsed !== false &&
      editing.mode === "command";
    const take = (event: ClipboardEvent): void => {
      if (!isOurs(event) || editing.selection.length === 0) return;
      const text = event.type === "cut" ? clipboard.cut(editing) : clipboard.copy(editing);
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const put = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!isOurs(event) || text === "") return;
      pasteText(editing, text);
      event.preventDefault();
    };
    // Chromium copies nothing where nothing is marked, unless it is told beforehand.
    const allow = (event: Event): void => {
      if (isOurs(event)) event.preventDefault();
    };
    const before = ["beforecopy", "beforecut", "beforepaste"];
    for (const type of before) document.addEventListener(type, allow);
    document.addEventListener("copy", take);
    document.addEventListener("cut", take);
    document.addEventListener("paste", put);
    return () => {
      for (const type of before) document.removeEventListener(type, allow);
      document.removeEventListener("copy", take);
      document.removeEventListener("cut", take);
      document.removeEventListener("paste", put);
    };
  }, [editing, clipboard]);
}
