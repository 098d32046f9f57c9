/** Which notebook, and which of its cells. */
export interface Target {
  readonly file: string;
  /** Without the `#`; null for all cells. */
  readonly cell: string | null;
}

/**
 * Reads `FILE`, `FILE#cell` or `FILE #cell`. A `#` in a folder's or file's own name is told apart
 * by the extension: a cell follows the `.md` of the notebook.
 */
export function parseTarget(file: string, cell: string | undefined): Target {
  if (cell !== undefined) return { file, cell: cell.replace(/^#/, "") };
  const match = /^(.*\.md)#([^/\\]+)$/.exec(file);
  return match === null ? { file, cell: null } : { file: match[1], cell: match[2] };
}
