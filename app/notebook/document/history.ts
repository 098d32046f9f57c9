/** Undo and redo of a document's edits, as a value. */
import { apply } from "./apply.js";
import type { BlockId, Document } from "./block.js";
import type { Edit, Replace } from "./edit.js";
import { replacing } from "./replacing.js";

/** One step of undo or redo. */
interface Step {
  /** What takes the document one step on. */
  readonly edit: Replace;
  /** The block whose text was typed, when more typing may join the step; else null. */
  readonly typing: BlockId | null;
  /** When the last edit of the step was made. */
  readonly at: number;
  /** The block that was selected before the step, for whoever takes it back; null for none. */
  readonly selected: BlockId | null;
}

/** A document with its past and its future. */
export interface History {
  readonly document: Document;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Milliseconds without typing after which more typing is a step of its own. */
const pause = 1000;
/** Steps that are kept. */
const most = 1000;

/** A document that nothing was done to yet. */
export function newHistory(document: Document): History {
  return { document, past: [], future: [] };
}

/**
 * Makes an edit that can be undone. Changes of one block's text that follow each other within a
 * second are one step; what was undone before can no longer be redone.
 *
 * @param now milliseconds from any fixed origin
 * @param selected the block that is selected; null for none
 * @throws RangeError as `apply` does
 */
export function perform(
  history: History,
  edit: Edit,
  now: number,
  selected: BlockId | null = null,
): History {
  const { document, inverse } = apply(history.document, edit);
  const typing = edit.type === "setText" ? edit.id : null;
  const last = history.past.at(-1);
  if (last !== undefined && joins(last, typing, inverse, now)) {
    // The earlier inverse still leads back: it replaces the same blocks.
    const step = { ...last, at: now };
    return { document, past: [...history.past.slice(0, -1), step], future: [] };
  }
  return withStep(history, document, { edit: inverse, typing, at: now, selected });
}

/**
 * Makes edits, each on what the one before has left, as one step; the same history when they change
 * nothing.
 *
 * @param now milliseconds from any fixed origin
 * @param selected the block that is selected; null for none
 * @throws RangeError as `apply` does
 */
export function performTogether(
  history: History,
  edits: readonly Edit[],
  now: number,
  selected: BlockId | null = null,
): History {
  const { document: before } = history;
  const document = edits.reduce((made, edit) => apply(made, edit).document, before);
  const inverse = replacing(document, before);
  if (inverse.count === 0 && inverse.blocks.length === 0) return history;
  return withStep(history, document, { edit: inverse, typing: null, at: now, selected });
}

function withStep({ past }: History, document: Document, step: Step): History {
  return { document, past: [...past, step].slice(-most), future: [] };
}

/** Puts another document in place of the present one, as one step that can be undone. */
export function replaceDocument(history: History, to: Document, now: number): History {
  const { blocks } = history.document;
  const edit: Replace = { type: "replace", at: 0, count: blocks.length, blocks: to.blocks };
  const { past, future } = perform(history, edit, now);
  return { document: to, past, future };
}

/** Ends the present step, so that more typing is undone by itself: on leaving a block, on saving. */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (last === undefined || last.typing === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, typing: null }] };
}

/** Takes back the last step; the same history when there is none. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  const { document, inverse } = apply(history.document, step.edit);
  const future = [...history.future, { ...step, edit: inverse, typing: null }];
  return { document, past: history.past.slice(0, -1), future };
}

/** Makes the step again that was undone last; the same history when there is none. */
export function redo(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  const { document, inverse } = apply(history.document, step.edit);
  const past = [...history.past, { ...step, edit: inverse, typing: null }];
  return { document, past, future: history.future.slice(0, -1) };
}

function joins(last: Step, typing: BlockId | null, inverse: Replace, now: number): boolean {
  return (
    typing !== null &&
    last.typing === typing &&
    now - last.at < pause &&
    inverse.at === last.edit.at &&
    inverse.count === last.edit.count &&
    inverse.blocks.length === last.edit.count
  );
}
