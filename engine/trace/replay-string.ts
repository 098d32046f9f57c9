/**
 * A schedule as text that survives mail: `heddle1.` and base64url, in lines of at most 76
 * characters. It names the scenario, the property and the memory model by hash, carries the moves
 * run-length encoded, four bits of each step's identity (thread, label, result) to tell where a
 * changed scenario stops matching, and a checksum.
 *
 * Bytes: memory model; scenario hash (2); property hash (2); number of moves (varint); runs; step
 * checks (two a byte); CRC-24 of all that (RFC 9580, section 6.1). A run is a varint
 * `length << 1 | special` and the lane; `special` runs have one move, followed by a varint
 * `alternative << 1 | flush`.
 */
import type { MemoryModel } from "../memory/memory-model.js";
import { alternativeOf, flushBit, laneOf } from "../memory/machine.js";
import { HeddleError } from "../scenario/errors.js";

/** Version of the format, part of the prefix. */
const version = 1;
const prefix = `heddle${version}.`;
const lineLength = 76;
const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

/** What a replay string says. */
export interface Recording {
  readonly memory: MemoryModel;
  /** `nameHash` of the scenario's and the property's name. */
  readonly scenario: number;
  readonly property: number;
  readonly moves: readonly number[];
  /** `stepCheck` of each step. */
  readonly checks: readonly number[];
}

/** 16 bits of a name. */
export function nameHash(name: string): number {
  return hash(name) & 0xffff;
}

/** Four bits of a step's identity. */
export function stepCheck(identity: string): number {
  return hash(identity) & 15;
}

/** Writes a recording; lines are joined by newlines. */
export function encodeReplay(recording: Recording): string {
  const bytes: number[] = [memories.indexOf(recording.memory)];
  for (const h of [recording.scenario, recording.property]) bytes.push(h >>> 8, h & 255);
  pushVarint(bytes, recording.moves.length);
  pushRuns(bytes, recording.moves);
  for (let i = 0; i < recording.checks.length; i += 2) {
    bytes.push((recording.checks[i] << 4) | (recording.checks[i + 1] ?? 0));
  }
  const crc = crc24(bytes);
  bytes.push(crc >>> 16, (crc >>> 8) & 255, crc & 255);
  const text = prefix + base64url(bytes);
  return (text.match(new RegExp(`.{1,${lineLength}}`, "g")) ?? []).join("\n");
}

/** True for a text that begins like a replay string of any version; false for a table. */
export function isReplayString(text: string): boolean {
  return /^[\s>]*heddle\d+\.\S/.test(text);
}

/** Reads a replay string. Throws a HeddleError when it is damaged or of another version. */
export function decodeReplay(text: string): Recording {
  const compact = text.replace(/[\s>]+/g, "");
  const match = /^heddle(\d+)\.([A-Za-z0-9_-]*)$/.exec(compact);
  if (match === null)
    throw damaged("it does not look like `heddle1.` followed by letters and digits");
  if (Number(match[1]) !== version) {
    throw new HeddleError(
      `this replay string is of version ${match[1]}; this is Heddle's version ${version}`,
      {
        hint: "replay it with the Heddle that wrote it, or run the notebook again for a new one",
      },
    );
  }
  const bytes = fromBase64url(match[2]);
  if (bytes.length < 9) throw damaged("it is too short");
  const body = bytes.slice(0, -3);
  const crc = (bytes.at(-3)! << 16) | (bytes.at(-2)! << 8) | bytes.at(-1)!;
  if (crc24(body) !== crc) throw damaged("its checksum does not match");
  const reader = new Reader(body);
  const memory = memories[reader.byte()];
  if (memory === undefined) throw damaged("it names an unknown memory model");
  const scenario = (reader.byte() << 8) | reader.byte();
  const property = (reader.byte() << 8) | reader.byte();
  const count = reader.varint();
  const moves = readRuns(reader, count);
  const checks: number[] = [];
  while (checks.length < count) {
    const byte = reader.byte();
    checks.push(byte >>> 4);
    if (checks.length < count) checks.push(byte & 15);
  }
  return { memory, scenario, property, moves, checks };
}

function damaged(why: string): HeddleError {
  return new HeddleError(`this replay string is damaged: ${why}`, {
    hint: "copy all of it, from `heddle1.` to its last character, every line of it",
  });
}

function pushRuns(bytes: number[], moves: readonly number[]): void {
  for (let i = 0; i < moves.length;) {
    const move = moves[i];
    if (move !== laneOf(move)) {
      pushVarint(bytes, 3);
      bytes.push(laneOf(move));
      pushVarint(bytes, (alternativeOf(move) << 1) | ((move & flushBit) === 0 ? 0 : 1));
      i++;
      continue;
    }
    let run = 1;
    while (moves[i + run] === move) run++;
    pushVarint(bytes, run << 1);
    bytes.push(move);
    i += run;
  }
}

function readRuns(reader: Reader, count: number): number[] {
  const moves: number[] = [];
  while (moves.length < count) {
    const head = reader.varint();
    const lane = reader.byte();
    if ((head & 1) === 1) {
      const rest = reader.varint();
      moves.push(lane | ((rest >>> 1) << 8) | ((rest & 1) === 0 ? 0 : flushBit));
      continue;
    }
    if (head === 0 || moves.length + (head >>> 1) > count) throw damaged("its runs do not add up");
    for (let k = head >>> 1; k > 0; k--) moves.push(lane);
  }
  return moves;
}

class Reader {
  private at = 0;
  private readonly bytes: readonly number[];

  constructor(bytes: readonly number[]) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw damaged("it ends too early");
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw damaged("a number in it is too large");
  }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** FNV-1a with a final mix, over UTF-16 code units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

function crc24(bytes: readonly number[]): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  return crc & 0xffffff;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function base64url(bytes: readonly number[]): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(3, bytes.length - i) + 1;
    for (let d = 0; d < digits; d++) text += alphabet[(word >>> (18 - 6 * d)) & 63];
  }
  return text;
}

function fromBase64url(text: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 4) {
    const digits = Array.from(text.slice(i, i + 4), (c) => alphabet.indexOf(c));
    const word = digits.reduce((w, digit, d) => w | (digit << (18 - 6 * d)), 0);
    for (let b = 0; b < digits.length - 1; b++) bytes.push((word >>> (16 - 8 * b)) & 255);
  }
  return bytes;
}
