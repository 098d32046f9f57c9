/**
 * The command lines that do what the user has just done in the page. What has none: opening and
 * saving (a shell's commands work on the files as they are), restarting (each command has a kernel of
 * its own), exploring from a step and asking for an outcome (whose interleaving then has one).
 */
import type { Wish } from "../../notebook/graph/selection.js";
import type { FollowedWhatIf } from "../notebook/what-ifs.js";
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

/**
 * The command that follows an interleaving made by hand; null for one that is not worth a line: it
 * has no steps, or it goes on from one that had a line and has not come to an end.
 */
export function followEquivalent(
  notebook: string,
  { whatIf, begins }: FollowedWhatIf,
): string | null {
  const { followed, check } = whatIf;
  if (followed === null || followed.trace.steps.length === 0) return null;
  if (!begins && followed.end === null) return null;
  return commandLine(["replay", `${notebook}#${check.cell}`, followed.replay.replace(/\s+/g, "")]);
}

/** Words as a command line that a shell takes. */
export function commandLine(words: readonly string[]): string {
  return ["heddle", ...words].map(quoteWord).join(" ");
}
