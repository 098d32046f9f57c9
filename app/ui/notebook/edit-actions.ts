/** What the user does to the blocks of a notebook, each action one step of undo. */
import type { Block, BlockId } from "../../notebook/document/block.js";
import { clipText, readClip } from "../../notebook/document/clip.js";
import type { Edit, NewBlock } from "../../notebook/document/edit.js";
import type { NotebookEditing } from "./editing.js";
import type { Mode } from "./notebook-state.js";

/** Index of the first selected block; -1 where nothing is selected. */
export function firstSelected({ blocks, selection }: NotebookEditing): number {
  return selection.length === 0 ? -1 : blocks.indexOf(selection[0]);
}

/** Inserts a block and selects it; `edit` puts the caret into it. */
export function insertBlock(
  editing: NotebookEditing,
  at: number,
  block: NewBlock,
  mode: Mode = "edit",
): void {
  editing.edit({ type: "insert", at, block });
  const made = editing.blocks.at(at);
  if (made !== undefined) editing.select(made.id, mode);
}

/** Deletes the selected blocks. */
export function deleteSelection(editing: NotebookEditing): void {
  const at = firstSelected(editing);
  if (at < 0) return;
  editing.editTogether(editing.selection.map(({ id }) => ({ type: "delete", id })));
  const next = editing.blocks.at(at) ?? editing.blocks.at(-1);
  editing.select(next?.id ?? null, "command");
}

/** Moves the selected blocks by one place. */
export function moveSelection(editing: NotebookEditing, by: -1 | 1): void {
  const { selection } = editing;
  const from = firstSelected(editing);
  const next = by < 0 ? from - 1 : from + selection.length;
  if (from < 0 || next < 0 || next >= editing.blocks.length) return;
  // The neighbour goes to the other side: one edit, however many are selected.
  const { id } = editing.blocks[next];
  editing.edit({ type: "move", id, to: by < 0 ? from + selection.length - 1 : from });
}

/** Moves blocks so that they stand before the one at index `to`, or at the end. */
export function moveBlocks(editing: NotebookEditing, ids: readonly BlockId[], to: number): void {
  const { blocks } = editing;
  const moved = new Set(ids);
  const target = blocks.slice(0, to).filter(({ id }) => !moved.has(id)).length;
  const order = blocks.filter(({ id }) => !moved.has(id));
  order.splice(target, 0, ...blocks.filter(({ id }) => moved.has(id)));
  const edits = order.flatMap(({ id }, at): Edit[] =>
    moved.has(id) ? [{ type: "move", id, to: at }] : [],
  );
  if (order.some((block, at) => block !== blocks[at])) {
    editing.editTogether(to > blocks.indexOf(order[target]) ? edits.reverse() : edits);
  }
}

/** Cuts the block with the caret in two there. */
export function splitAtCaret(editing: NotebookEditing): void {
  const { caret, blocks } = editing;
  const at = blocks.findIndex(({ id }) => id === caret?.block);
  if (caret === null || at < 0) return;
  const text = textOf(blocks[at]);
  editing.edit({ type: "split", id: caret.block, offset: Math.min(caret.offset, text.length) });
  const made = editing.blocks.at(at + 1);
  if (made !== undefined) editing.select(made.id, "edit");
}

/** Joins the selected blocks, or the selected one and the next. */
export function mergeSelection(editing: NotebookEditing): void {
  const { selection, blocks } = editing;
  const at = firstSelected(editing);
  const joins = Math.max(selection.length - 1, 1);
  if (at < 0 || at + joins >= blocks.length) return;
  const { id } = selection[0];
  editing.editTogether(Array.from({ length: joins }, () => ({ type: "merge", id })));
  editing.select(id, "command");
}

/** Puts a copy of the selected blocks below them and selects it. */
export function duplicateSelection(editing: NotebookEditing): void {
  insertAll(editing, readClip(clipText(editing.selection)), "below");
}

/** Turns the selected blocks into prose, or into cells. */
export function retypeSelection(editing: NotebookEditing, type: Block["type"]): void {
  const edits = editing.selection.flatMap((block): Edit[] =>
    block.type === type ? [] : [{ type: "retype", id: block.id }],
  );
  if (edits.length > 0) editing.editTogether(edits);
}

/** Inserts the blocks of a text above or below what is selected, and selects them. */
export function pasteText(
  editing: NotebookEditing,
  text: string,
  where: "above" | "below" = "below",
): void {
  insertAll(editing, readClip(text), where);
}

function insertAll(
  editing: NotebookEditing,
  made: readonly NewBlock[],
  where: "above" | "below",
): void {
  if (made.length === 0) return;
  const first = firstSelected(editing);
  const at = where === "below" && first >= 0 ? first + editing.selection.length : first;
  const index = Math.max(at, 0);
  editing.editTogether(made.map((block, n) => ({ type: "insert", at: index + n, block })));
  const [begin, end] = [editing.blocks[index], editing.blocks[index + made.length - 1]];
  if (made.length === 1) editing.select(begin.id, "command");
  else editing.selectRange(begin.id, end.id);
}

/** Makes the selection longer or shorter by a block at the end that the keyboard moves. */
export function extendSelection(editing: NotebookEditing, by: -1 | 1): void {
  const { blocks, selected, anchor } = editing;
  const at = blocks.findIndex(({ id }) => id === selected);
  const next = blocks.at(at + by);
  if (selected === null || at + by < 0 || next === undefined) return;
  editing.selectRange(anchor ?? selected, next.id);
}

/** A block's text as an editor shows it. */
export function textOf(block: Block): string {
  return block.type === "cell" ? block.code : block.text;
}
