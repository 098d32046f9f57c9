/** White space and comments of every kind, as they may stand between two tokens. */
const between = String.raw`(?:\s|/\*[^]*?\*/|(?://|<!--|-->)[^\n\r\u2028\u2029]*)*`;
const pattern = new RegExp(String.raw`(?<![\w$]|(?<!\.)\.)import${between}[(.]`);

/**
 * Where a text has, or seems to have, `import(...)` or `import.meta`; -1 when it has not. Node makes
 * the promise of an `import()` in the context around the cells', so none may ever be evaluated. The
 * notebook core refuses it with a better message; this must miss none, and so it does not mind
 * whether it stands in a comment or a string.
 */
export function indexOfImport(text: string): number {
  return text.search(pattern);
}
