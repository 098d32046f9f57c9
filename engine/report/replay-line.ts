/** The line that says how to see an interleaving again. */

/** Longest line; a line of a replay string is never broken, so that it can be copied. */
const COPYABLE = 76;

/**
 * `replay: heddle replay FILE STRING`, or `replay: STRING` when the notebook is not known. A string
 * that does not fit stands on lines of its own, not indented; the shell reads it as one argument.
 */
export function replayLines(replay: string, notebook: string | null, indent: string): string[] {
  const parts = replay.split("\n");
  const quoted = /^[\w.,:=@%+/-]*$/.test(replay) ? "" : "'";
  const command = notebook === null ? "replay:" : `replay: heddle replay ${shellWord(notebook)}`;
  const line = `${indent}${command} ${quoted}${replay}${quoted}`;
  if (parts.length === 1 && line.length <= COPYABLE) {
    return [notebook === null ? `${indent}${command} ${replay}` : line];
  }
  if (notebook === null) return [indent + command, ...parts];
  if (parts.length === 1) return [`${indent}${command} \\`, quoted + replay + quoted];
  return [`${indent}${command} '`, ...parts.slice(0, -1), `${parts.at(-1) ?? ""}'`];
}

function shellWord(word: string): string {
  return /^[\w.,:=@%+/-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
