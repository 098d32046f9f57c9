/** What the language service says of a name that came through a cell's tail. */
import type ts from "typescript";

/** A piece of what a hover or a completion says. */
export type DisplayPart = Pick<ts.SymbolDisplayPart, "text" | "kind">;

/**
 * The same without the word that it is an alias and without the import it came by: to the user the
 * cells share one scope, and nothing was imported. Anything else stays as it is.
 */
export function withoutAlias<T extends DisplayPart>(parts: readonly T[]): T[] {
  const text = parts.map((part) => part.text);
  const isAlias = text.slice(0, 4).join("") === "(alias) ";
  if (!isAlias) return [...parts];
  const line = text.findLastIndex((each) => each.startsWith("\n"));
  const end = line > 0 && text[line + 1] === "import" ? line : parts.length;
  return parts.slice(4, end);
}
