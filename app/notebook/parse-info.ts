/** What is wrong with the words after a fence's marks. */
export interface InfoProblem {
  readonly message: string;
  readonly hint: string;
}

/** What the words after a cell's opening fence say. */
export interface CellInfo {
  /** As written; empty or no cell name at all when `problem` says so. */
  readonly name: string;
  /** The well-formed options, in order. */
  readonly options: ReadonlyMap<string, string>;
  readonly problem: InfoProblem | null;
}

const namePattern = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const optionPattern = /^([a-z][a-z0-9-]*)=(\S+)$/;
const relatives = new Set(["typescript", "tsx", "js", "javascript", "jsx", "mts", "mjs"]);

/** Whether a cell may have this name. */
export function isCellName(name: string): boolean {
  return namePattern.test(name);
}

/**
 * Reads the info string of a code fence: `ts #name key=value ...`.
 *
 * @param info the text after the fence's marks, trimmed
 * @returns null when the fence is prose, a problem when it is prose but meant to be a cell
 */
export function parseInfo(info: string): CellInfo | InfoProblem | null {
  const [language = "", label = "", ...words] = info.split(/\s+/);
  if (!label.startsWith("#")) return null;
  if (relatives.has(language.toLowerCase())) {
    return {
      message: `a cell's language is ts, not ${language}`,
      hint: `Write \`\`\`ts ${label}, or drop the ${label} if this is not a cell.`,
    };
  }
  if (language !== "ts") return null;

  const name = label.slice(1);
  const options = new Map<string, string>();
  let problem = isCellName(name) ? null : badName(name);
  for (const word of words) {
    const match = optionPattern.exec(word);
    if (match === null || options.has(match[1])) {
      problem ??= {
        message: `cell option ${word} is ${match === null ? "not key=value" : "given twice"}`,
        hint: "After the name come options such as memory=tso, each once and without spaces.",
      };
    } else options.set(match[1], match[2]);
  }
  return { name, options, problem };
}

function badName(name: string): InfoProblem {
  return {
    message: name === "" ? "a cell needs a name" : `#${name} is not a cell name`,
    hint: "A name is letters, digits, '-', '_' and '.', for example ```ts #lost-update.",
  };
}
