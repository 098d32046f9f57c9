import { unescapeLine } from "../mail/markdown-text.js";
import type { Notebook } from "../notebook/notebook.js";

/** A piece of a notebook's file, in order: what is between cells, or a cell. */
export type Part =
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "cell"; readonly name: string };

/** Splits a notebook's text at its cells. Fences are left out; prose keeps its blank lines. */
export function partsOf(text: string, { cells }: Notebook): Part[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const parts: Part[] = [];
  let from = 0;
  const prose = (to: number): void => {
    const piece = lines.slice(from, to).join("\n");
    if (piece.trim() !== "") parts.push({ kind: "prose", text: piece });
  };
  for (const { name, fenceLine, closingLine } of cells) {
    prose(fenceLine - 1);
    parts.push({ kind: "cell", name });
    from = closingLine;
  }
  prose(lines.length);
  return parts;
}

/** A heading in prose: its text without marks and links; code fences are not looked into. */
function headingsIn(text: string): string[] {
  const outside = text.replace(/^(`{3,}|~{3,})[^]*?^\1.*$/gm, "");
  return [...outside.matchAll(/^ {0,3}#{1,6} +(.*?)[ #]*$/gm)].map((match) =>
    unescapeLine(match[1]),
  );
}

/** The first heading of a notebook, or null. */
export function titleOf(parts: readonly Part[]): string | null {
  return parts.flatMap((part) => (part.kind === "prose" ? headingsIn(part.text) : []))[0] ?? null;
}

/** The heading of the section that a cell stands in, or null. */
export function headingOf(parts: readonly Part[], cell: string): string | null {
  let heading: string | null = null;
  for (const part of parts) {
    if (part.kind === "prose") heading = headingsIn(part.text).at(-1) ?? heading;
    else if (part.name === cell) return heading;
  }
  return heading;
}

/** A cell and the prose right before it: what a reader of that cell alone needs. */
export function sectionOf(parts: readonly Part[], cell: string): readonly Part[] {
  const at = parts.findIndex((part) => part.kind === "cell" && part.name === cell);
  const before = at > 0 && parts[at - 1].kind === "prose" ? at - 1 : at;
  return parts.slice(before, at + 1);
}
