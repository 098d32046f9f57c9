import { documentProblems } from "./document/document-problems.js";
import { parseDocument } from "./document/parse-document.js";
import { toNotebook } from "./document/to-notebook.js";
import type { Notebook } from "./notebook.js";
import { NotebookError } from "./place.js";

/**
 * Splits a notebook file into its cells. Everything else is prose, including code fences without a
 * `#name`.
 *
 * @param text the file; lines end in LF or CRLF
 * @param path as shown in messages
 * @throws NotebookError for an unclosed fence, a bad or repeated cell name, malformed options
 */
export function parseNotebook(text: string, path: string): Notebook {
  const document = parseDocument(text);
  const problems = documentProblems(document);
  if (problems.length > 0) throw new NotebookError(problems);
  return toNotebook(document, path);
}
