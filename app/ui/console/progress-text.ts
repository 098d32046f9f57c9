/** How the command line rewrites its progress line in place. */
const rewritten = "\r\x1b[2K";

/** What stands on the progress line now (empty: nothing); null for text that is no such line. */
export function progressOf(text: string): string | null {
  return text.startsWith(rewritten) ? text.slice(rewritten.length) : null;
}
