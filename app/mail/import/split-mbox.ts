/**
 * Splits an mbox file into its messages (RFC 4155). A message begins with a line `From ` with a date
 * after a blank line or at the start of the file; a `>` that was put before a `From ` in the text is
 * taken off again (mboxrd). A file that does not begin with such a line is one message.
 */

const newline = 0x0a;
const from = new TextEncoder().encode("From ");
const mark = 0x3e;

/** The messages of a file as raw bytes, each without its separator line; none in an empty file. */
export function splitMbox(bytes: Uint8Array): Uint8Array[] {
  const start = skipByteOrderMark(bytes);
  if (!isSeparator(bytes, start)) {
    return bytes.subarray(start).every(isBlank) ? [] : [bytes.subarray(start)];
  }
  const messages: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  let afterBlank = true;
  const finish = (): void => {
    if (pieces.length > 0) messages.push(joined(pieces));
    pieces = [];
  };
  let kept = start;
  for (let at = start; at < bytes.length;) {
    const end = lineEnd(bytes, at);
    if (afterBlank && isSeparator(bytes, at)) {
      if (at > kept) pieces.push(bytes.subarray(kept, at));
      finish();
      kept = end;
    } else if (isEscapedFrom(bytes, at)) {
      pieces.push(bytes.subarray(kept, at));
      kept = at + 1;
    }
    afterBlank = bytes.subarray(at, end).every(isBlank);
    at = end;
  }
  if (kept < bytes.length) pieces.push(bytes.subarray(kept));
  finish();
  return messages;
}

function skipByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Offset of the next line. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const found = bytes.indexOf(newline, at);
  return found < 0 ? bytes.length : found + 1;
}

/** `From somebody Wed Apr  1 15:15:00 2026`: prose that begins with "From " has no such date. */
function isSeparator(bytes: Uint8Array, at: number): boolean {
  if (!startsWith(bytes, at)) return false;
  const line = String.fromCharCode(...bytes.subarray(at, Math.min(lineEnd(bytes, at), at + 200)));
  return /^From \S.* \d{1,2}:\d{2}(?::\d{2})?\b.*\d{4}/.test(line);
}

function startsWith(bytes: Uint8Array, at: number): boolean {
  return from.every((byte, i) => bytes[at + i] === byte);
}

function isEscapedFrom(bytes: Uint8Array, at: number): boolean {
  let next = at;
  while (bytes[next] === mark) next++;
  return next > at && startsWith(bytes, next);
}

function isBlank(byte: number): boolean {
  return byte === newline || byte === 0x0d || byte === 0x20 || byte === 0x09;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
