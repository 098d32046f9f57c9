/**
 * MurmurHash3_x86_128 by Austin Appleby (public domain; https://github.com/aappleby/smhasher): 128
 * bits, fast, the same on every platform. It is not cryptographic: it tells changed sources apart,
 * it does not keep out somebody who wants two sources with one hash.
 */

const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

const encoder = new TextEncoder();

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const mix = (k: number, a: number, by: number, b: number): number =>
  Math.imul(rotate(Math.imul(k, a), by), b);

function finalMix(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * The four 32-bit words of the hash.
 *
 * @param seed any 32-bit number. Default 0
 */
export function murmur128(bytes: Uint8Array, seed = 0): readonly [number, number, number, number] {
  let h1 = seed;
  let h2 = seed;
  let h3 = seed;
  let h4 = seed;
  const { length } = bytes;
  const whole = length & ~15;
  /** Four bytes, little-endian; those past the end count as zero. */
  const word = (at: number): number =>
    bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

  for (let at = 0; at < whole; at += 16) {
    h1 ^= mix(word(at), c1, 15, c2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= mix(word(at + 4), c2, 16, c3);
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= mix(word(at + 8), c3, 17, c4);
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= mix(word(at + 12), c4, 18, c1);
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  h1 ^= mix(word(whole), c1, 15, c2);
  h2 ^= mix(word(whole + 4), c2, 16, c3);
  h3 ^= mix(word(whole + 8), c3, 17, c4);
  h4 ^= mix(word(whole + 12), c4, 18, c1);

  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finalMix(h1);
  h2 = finalMix(h2);
  h3 = finalMix(h3);
  h4 = finalMix(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  return [h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}

/**
 * The hash of a list of texts as 32 hexadecimal digits. Lists that differ in any text, or in where
 * one text ends and the next begins, have different hashes (up to chance).
 */
export function hashTexts(texts: readonly string[]): string {
  const marked = texts.map((text) => `${text.length}:${text}`).join("");
  const words = murmur128(encoder.encode(marked));
  return words.map((word) => word.toString(16).padStart(8, "0")).join("");
}
