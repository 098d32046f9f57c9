/** What is known of a cell by its name, when that name changes. */
import type { Document } from "../../notebook/document/block.js";
import type { NotebookState } from "./notebook-state.js";

/** Cells that two versions of a document call differently: old name to new name. */
export function renamedCells(before: Document, after: Document): ReadonlyMap<string, string> {
  const names = new Map(
    before.blocks.flatMap((block) => (block.type === "cell" ? [[block.id, block.name]] : [])),
  );
  const renamed = new Map<string, string>();
  for (const block of after.blocks) {
    const old = block.type === "cell" ? names.get(block.id) : undefined;
    if (block.type === "cell" && old !== undefined && old !== block.name) {
      renamed.set(old, block.name);
    }
  }
  return renamed;
}

/** The outputs, the records and the interleaving in focus under the new names. */
export function followRenames(
  { outputs, recorded, focus }: NotebookState,
  renamed: ReadonlyMap<string, string>,
): Pick<NotebookState, "outputs" | "recorded" | "focus"> {
  const rename = <T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...entries].map(([name, value]) => [renamed.get(name) ?? name, value]));
  const cell = focus === null ? undefined : renamed.get(focus.cell);
  return {
    outputs: rename(outputs),
    recorded: rename(recorded),
    focus: focus === null || cell === undefined ? focus : { ...focus, cell },
  };
}
