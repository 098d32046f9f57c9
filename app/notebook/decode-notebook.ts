import { NotebookError } from "./place.js";

/**
 * Decodes the bytes of a notebook file; a byte order mark is kept, as every other character is.
 *
 * @throws NotebookError naming the first line that is not UTF-8
 */
export function decodeNotebook(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const place = firstBadPlace(bytes);
    throw new NotebookError([
      {
        place,
        message: "the file is not UTF-8 text",
        hint: "Save it with the encoding UTF-8, or pass a *.heddle.md file.",
      },
    ]);
  }
}

/** A newline byte is never part of a longer UTF-8 sequence, so lines can be tried one by one. */
function firstBadPlace(bytes: Uint8Array): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (newline < 0 || !isUtf8(text)) return { line, column: goodPrefix(text) + 1 };
    line += 1;
    start = end + 1;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Length in UTF-16 units of what decodes before the first bad byte. */
function goodPrefix(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let length = 0;
  for (const byte of bytes) {
    try {
      length += decoder.decode(Uint8Array.of(byte), { stream: true }).length;
    } catch {
      break;
    }
  }
  return length;
}
