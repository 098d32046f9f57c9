/** Header fields of a mail (RFC 5322), with names and subjects beyond ASCII as RFC 2047 words. */
import { formatAddress } from "../addresses.js";
import type { Address } from "../message.js";

/** Columns of a header line; longer ones are folded where they may be. */
const foldAt = 76;
/** Bytes of UTF-8 in an encoded word: 52 characters of base64 and the frame make 64. */
const wordBytes = 39;

/** One field of words: `Subject`, `In-Reply-To`, `References`. */
export function field(name: string, text: string): string {
  return folded(name, isAscii(text) ? text.split(" ") : encodedWords(text));
}

/** One field of addresses: `From`, `To`, `Cc`. */
export function addressField(name: string, addresses: readonly Address[]): string {
  const pieces = addresses.flatMap((address, index) => {
    const own = encodedAddress(address);
    if (index < addresses.length - 1) own.push(`${own.pop() ?? ""},`);
    return own;
  });
  return folded(name, pieces);
}

/** An address in pieces between which a line may end. */
function encodedAddress({ name, address }: Address): string[] {
  if (isAscii(name)) return [formatAddress({ name, address })];
  return [...encodedWords(name), ...(address === "" ? [] : [`<${address}>`])];
}

/** Puts pieces into lines; a piece is never broken. */
function folded(name: string, pieces: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const piece of pieces) {
    if (line.length + 1 + piece.length > foldAt && line !== `${name}:`) {
      lines.push(line);
      line = "";
    }
    line += ` ${piece}`;
  }
  return [...lines, line].join("\n");
}

function encodedWords(text: string): string[] {
  const words: string[] = [];
  const encoder = new TextEncoder();
  let piece = "";
  for (const character of text) {
    if (encoder.encode(piece + character).length > wordBytes) {
      words.push(encodedWord(piece));
      piece = "";
    }
    piece += character;
  }
  return [...words, encodedWord(piece)];
}

function encodedWord(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return `=?UTF-8?B?${btoa(binary)}?=`;
}

/** True for text that needs no encoding. */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
