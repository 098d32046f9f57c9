import type { CommandDescription } from "../../../command-line/describe-commands.js";

/** Commands whose first argument is a notebook. */
const ABOUT_NOTEBOOKS = ["run", "check", "replay", "export", "graph", "fmt"];

/**
 * The words of a command as the command line has them. Commands in the console are about the open
 * notebook: its name is put in where it was left out, before a `#cell` too, and folders before it are
 * dropped; so is `heddle`.
 *
 * @param notebook its file name
 */
export function notebookWords(
  words: readonly string[],
  notebook: string,
  commands: readonly CommandDescription[],
): string[] {
  const [name, ...rest] = words[0] === "heddle" ? words.slice(1) : words;
  const command = commands.find((each) => each.name === name);
  if (name === undefined || command === undefined || !ABOUT_NOTEBOOKS.includes(name)) {
    return name === undefined ? [] : [name, ...rest];
  }
  if (rest.at(-1) === "--table") rest.push("-");
  const operands = operandsOf(rest, command);
  const named = operands.find(
    (at) => /\.heddle\.md(#.*)?$/.test(rest[at]) || rest[at] === notebook,
  );
  if (named !== undefined) return [name, ...rest.with(named, lastPart(rest[named], notebook))];
  const cell = operands.find((at) => command.cells && rest[at].startsWith("#"));
  if (cell !== undefined) return [name, notebook + rest[cell], ...rest.toSpliced(cell, 1)];
  return [name, notebook, ...rest];
}

/** Indices of the words that are neither options nor values of options. */
function operandsOf(words: readonly string[], { options }: CommandDescription): number[] {
  const takesValue = (word: string | undefined): boolean =>
    options.some(({ long, short, takesValue }) => takesValue && [long, short].includes(word ?? ""));
  return [...words.keys()].filter((at) => !words[at].startsWith("-") && !takesValue(words[at - 1]));
}

/** Folders before the notebook's own name say where it is in a shell; here there is only one. */
function lastPart(word: string, notebook: string): string {
  const at = word.lastIndexOf(notebook);
  return at > 0 && /[/\\]/.test(word[at - 1]) ? word.slice(at) : word;
}
