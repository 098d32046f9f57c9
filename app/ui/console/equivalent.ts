/** The command lines that do what the user has just done in the page. */
import type { Wish } from "../../notebook/graph/selection.js";
import { quoteWord } from "./line/words.js";

/** The command that does what a run does; null for one that nobody asked for. */
export function runEquivalent(notebook: string, wish: Wish): string | null {
  switch (wish.type) {
    case "all":
      return commandLine(["run", notebook]);
    case "cells":
    case "with ancestors":
      return wish.names.length === 0
        ? null
        : wish.names.map((name) => commandLine(["run", `${notebook}#${name}`])).join("; ");
    case "recall":
    case "automatic":
      return null;
  }
}

/** Words as a command line that a shell takes. */
export function commandLine(words: readonly string[]): string {
  return ["heddle", ...words].map(quoteWord).join(" ");
}
