/** The outline of a notebook: its headings and cells. */
import type { BlockId, Document } from "../../notebook/document/block.js";

/** One line of the outline. */
export interface OutlineEntry {
  readonly block: BlockId;
  readonly kind: "heading" | "cell";
  readonly text: string;
  /** 1 to 3 for headings; cells stand one level below the last heading. */
  readonly level: number;
}

/** Headings (of the first three levels, outside of code) and cells in file order. */
export function outlineOf({ blocks }: Document): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  let level = 0;
  for (const block of blocks) {
    if (block.type === "cell") {
      entries.push({ block: block.id, kind: "cell", text: block.name, level: level + 1 });
      continue;
    }
    for (const [, marks, text] of withoutFences(block.text).matchAll(
      /^(#{1,3})[ \t]+(.+?)[ \t#]*$/gm,
    )) {
      level = marks.length;
      entries.push({ block: block.id, kind: "heading", text: plain(text), level });
    }
  }
  return entries;
}

function withoutFences(text: string): string {
  return text.replace(/^(```|~~~)[^]*?^\1/gm, "");
}

/** A heading without its marks of emphasis, code and links. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
}
