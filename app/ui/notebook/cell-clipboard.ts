import { clipText } from "../../notebook/document/clip.js";
import { deleteSelection, pasteText } from "./edit-actions.js";
import type { NotebookEditing } from "./editing.js";

/** The system's clipboard, as far as a page may use it. */
export interface SystemClipboard {
  /** Rejects where that is refused. */
  readonly write: (text: string) => Promise<void>;
  /** Rejects where that is refused: a browser lets nobody read it unasked. */
  readonly read: () => Promise<string>;
}

/** What became of pasting; the clipboard may be empty, or closed to the page. */
export type Pasted = "pasted" | "empty" | "refused";

/**
 * Blocks on the clipboard. The system's clipboard gets them as Markdown; what was copied in this
 * window is remembered, too, for all of its notebooks.
 */
export class CellClipboard {
  private copied: string | null = null;

  constructor(private readonly system: SystemClipboard) {}

  /** Puts the selected blocks on the clipboard; returns their text. */
  copy({ selection }: NotebookEditing): string {
    this.copied = clipText(selection);
    this.system.write(this.copied).catch(() => undefined);
    return this.copied;
  }

  /** Puts the selected blocks on the clipboard and deletes them; returns their text. */
  cut(editing: NotebookEditing): string {
    const text = this.copy(editing);
    deleteSelection(editing);
    return text;
  }

  /** Inserts what was copied in this window, or else what the system's clipboard holds. */
  async paste(editing: NotebookEditing, where: "above" | "below"): Promise<Pasted> {
    const text = this.copied ?? (await this.system.read().catch(() => null));
    if (text === null) return "refused";
    if (text.trim() === "") return "empty";
    pasteText(editing, text, where);
    return "pasted";
  }
}
