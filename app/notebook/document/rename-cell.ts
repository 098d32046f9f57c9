/** Giving a cell another name, with everything in the notebook that says the old one. */
import { isCellName } from "../parse-info.js";
import type { BlockId, Document } from "./block.js";
import type { Edit } from "./edit.js";
import { uniqueName } from "./unique-name.js";

/** Prose that links to a cell: `[the race](#race)`, and `[race]: #race`. */
function linkTo(name: string): RegExp {
  const literal = name.replace(/[.]/g, "\\.");
  return new RegExp(`(\\]\\(#|^ {0,3}\\[[^\\]]+\\]:[ \\t]+#)${literal}(?=[\\s)]|$)`, "gm");
}

/** How many links in prose lead to a cell. */
export function countLinks({ blocks }: Document, name: string): number {
  return blocks.reduce(
    (count, block) =>
      count + (block.type === "prose" ? (block.text.match(linkTo(name))?.length ?? 0) : 0),
    0,
  );
}

/**
 * Why a cell cannot have a name, in a sentence that says what to do; null where it can.
 *
 * @param id the cell that is to have it
 */
export function nameProblem({ blocks }: Document, id: BlockId, name: string): string | null {
  if (!isCellName(name)) {
    return name === ""
      ? "A cell needs a name."
      : "A name is letters, digits, '-', '_' and '.', and begins with none of '-' and '.'.";
  }
  const others = blocks.flatMap((one) => (one.type === "cell" && one.id !== id ? [one.name] : []));
  return others.includes(name)
    ? `Another cell is called ${name}; ${uniqueName(name, others)} is free.`
    : null;
}

/**
 * The edits that rename a cell and make the links to it follow; none when it has that name.
 *
 * @param name one that `nameProblem` finds nothing wrong with
 */
export function renameEdits({ blocks }: Document, id: BlockId, name: string): Edit[] {
  const cell = blocks.find((block) => block.id === id);
  if (cell?.type !== "cell" || cell.name === name) return [];
  const links = linkTo(cell.name);
  const edits: Edit[] = [{ type: "rename", id, name }];
  for (const block of blocks) {
    if (block.type !== "prose") continue;
    const text = block.text.replace(links, `$1${name}`);
    if (text !== block.text) edits.push({ type: "setText", id: block.id, text });
  }
  return edits;
}
