/**
 * Which steps of the threads are plain accesses to one location, and what these do.
 *
 * Of each node the accesses made from there for two numbers that its location may hold are
 * remembered in a row, the one met last first. The other one is mostly that of a race's other
 * outcome, which is what comes next when the race is reversed. What does not fit into the row is
 * looked up in a table: one cache line, where the automaton's own edges would be several.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import type { CurrentRun } from "./current-run.js";
import { unknownCode } from "./race-list.js";
import type { WatchedProperties } from "./watched-properties.js";

/** Fields of the row of node `n`: `rows[(n << Row.Shift) | field]`. */
export const enum Row {
  /** Twice the slot of the location, and one more if the step may have to wait. */
  Place,
  /** The access code of a read of it; that of a write is one more. */
  Read,
  /** One more than the number that the location holds; 0 for none, or a `Key`. */
  Key,
  /** Number that a write leaves in the location, -1 for a read. */
  Write,
  /** The node that follows. */
  Next,
  /** The last three fields for another number. */
  OtherKey,
  OtherWrite,
  OtherNext,
  Size,
  Shift = 3,
}

/** What else the key of a row may be. */
export const enum Key {
  /** The same is done for all numbers. */
  Any = -1,
  /** No step from this node is a plain access. */
  Never = -2,
}

/** Fields of an entry of the table; the first is 0 (no thread's node) when it is free. */
const enum Entry {
  Node,
  Key,
  Write,
  /** -1 for what is not a plain access. */
  Next,
  Size,
}

const notPlain = -1;

export class PlainAccesses {
  rows = new Int32Array(1024 << Row.Shift);
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly watched: WatchedProperties;
  private readonly run: CurrentRun;
  /** Open addressing with linear probing; a power of two of entries, three quarters full at most. */
  private table = new Int32Array(256 * Entry.Size);
  private shift = 24;
  private entries = 0;

  constructor(machine: Machine, codes: AccessCodes, watched: WatchedProperties, run: CurrentRun) {
    this.machine = machine;
    this.codes = codes;
    this.watched = watched;
    this.run = run;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.rows.byteLength + this.table.byteLength;
  }

  /** Makes room for the row of a node. */
  hold(node: number): void {
    const at = node << Row.Shift;
    if (at >= this.rows.length) this.rows = enlarged(this.rows, at * 2);
  }

  /**
   * Brings what a thread at `node` does in the machine's state to the front of the node's row;
   * false if that is not a plain access. Runs the thread on if it has never gone there.
   */
  bring(node: number): boolean {
    const at = node << Row.Shift;
    const key = this.rows[at | Row.Key];
    if (key === (Key.Never as number)) return false;
    if (key === 0 && !this.begin(node)) return false;
    if (this.rows[at | Row.Key] === (Key.Any as number)) return true;
    const wanted = this.machine.state[this.rows[at | Row.Place] >> 1] + 1;
    if (this.rows[at | Row.OtherKey] !== wanted && !this.fetch(node, wanted)) return false;
    const { rows } = this;
    for (let field = at + Row.Key; field < at + Row.OtherKey; field++) {
      const other = rows[field];
      rows[field] = rows[field + Row.OtherKey - Row.Key]!;
      rows[field + Row.OtherKey - Row.Key] = other;
    }
    return true;
  }

  /**
   * The access code of a node that is left by a plain access, when it finds another number in its
   * location; `unknownCode` if that is no plain access.
   */
  codeFor(node: number, found: number): number {
    const { rows } = this;
    const at = node << Row.Shift;
    const key = rows[at | Row.Key];
    if (key === found + 1 || key === (Key.Any as number)) {
      return rows[at | Row.Read] + 1 + (rows[at | Row.Write] >> 31);
    }
    if (rows[at | Row.OtherKey] !== found + 1 && !this.fetch(node, found + 1)) return unknownCode;
    return this.rows[at | Row.Read] + 1 + (this.rows[at | Row.OtherWrite] >> 31);
  }

  /** Fills in the row of a node, but for what depends on numbers; false if that is all. */
  private begin(node: number): boolean {
    const { machine, codes } = this;
    const { program } = machine;
    const at = node << Row.Shift;
    const slot = program.slot[node];
    const shape = program.shape[node];
    const flags = program.flags[node];
    const single = shape === Shape.Single || shape === Shape.Blind;
    if (!single || (flags & (Flag.Choice | Flag.Local | Flag.Join)) !== 0) {
      this.rows[at | Row.Key] = Key.Never;
      return false;
    }
    const chain = codes.chainOf(slot);
    this.run.holdChains(codes.chains);
    this.rows[at | Row.Place] = 2 * slot + ((flags & Flag.Blocking) === 0 ? 0 : 1);
    this.rows[at | Row.Read] = (chain << 2) | Use.Read;
    if (shape === Shape.Single) return true;
    const edge = program.edge(node, 0);
    const next = this.plainNext(edge);
    const { rows } = this;
    rows[at | Row.Key] = next === notPlain ? Key.Never : Key.Any;
    rows[at | Row.Write] = program.write[edge]!;
    rows[at | Row.Next] = next;
    return next !== notPlain;
  }

  /** Puts an access of a node into the second half of its row; false if it is not plain. */
  private fetch(node: number, key: number): boolean {
    const place = this.find(node, key);
    if (this.table[place] === 0) return this.learn(node, key);
    const { rows, table } = this;
    const next = table[place | Entry.Next];
    if (next === notPlain) return false;
    const at = node << Row.Shift;
    rows[at | Row.OtherKey] = key;
    rows[at | Row.OtherWrite] = table[place | Entry.Write]!;
    rows[at | Row.OtherNext] = next;
    return true;
  }

  /** As `fetch` for what has not been asked for before. The first one of a node is not filed. */
  private learn(node: number, key: number): boolean {
    const { program } = this.machine;
    const edge = program.edge(node, key - 1);
    const next = this.plainNext(edge);
    const write = program.write[edge];
    const { rows } = this;
    const at = node << Row.Shift;
    const first = rows[at | Row.Key];
    if (first !== 0 && rows[at | Row.OtherKey] === 0) {
      this.file(node, first, rows[at | Row.Write], rows[at | Row.Next]);
    }
    if (first !== 0 || next === notPlain) this.file(node, key, write, next);
    if (next === notPlain) return false;
    rows[at | Row.OtherKey] = key;
    rows[at | Row.OtherWrite] = write;
    rows[at | Row.OtherNext] = next;
    return true;
  }

  /** The node that an edge leads to if it is a plain access; runs the thread on if need be. */
  private plainNext(edge: number): number {
    const { machine, watched } = this;
    const { program } = machine;
    const known = program.next[edge];
    const next = known === (Target.Unknown as number) ? machine.unfold(edge) : known;
    if (next < 0 || program.many[edge] >= 0) return notPlain;
    if ((program.flags[next] & (Flag.Fused | Flag.Local)) !== 0) return notPlain;
    if (watched.looksAtThreads && program.shape[next] === Shape.Finished) return notPlain;
    const slot = program.slot[program.edges.first[edge]];
    return program.write[edge] >= 0 && watched.watches(slot) ? notPlain : next;
  }

  /** Where in the table an entry is, or is to be put. */
  private find(node: number, key: number): number {
    const { table } = this;
    const last = table.length - Entry.Size;
    const hash = Math.imul(node, 0x9e3779b1) + Math.imul(key, 0x85ebca6b);
    let place = (hash >>> this.shift) * Entry.Size;
    while (table[place] !== 0 && (table[place] !== node || table[place | Entry.Key] !== key)) {
      place = (place + Entry.Size) & last;
    }
    return place;
  }

  private file(node: number, key: number, write: number, next: number): void {
    const place = this.find(node, key);
    if (this.table[place] !== 0) return;
    this.put(place, node, key, write, next);
    if (++this.entries * Entry.Size * 4 > this.table.length * 3) this.grow();
  }

  private put(place: number, node: number, key: number, write: number, next: number): void {
    const { table } = this;
    table[place | Entry.Node] = node;
    table[place | Entry.Key] = key;
    table[place | Entry.Write] = write;
    table[place | Entry.Next] = next;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    this.shift--;
    for (let at = 0; at < old.length; at += Entry.Size) {
      const node = old[at | Entry.Node];
      if (node === 0) continue;
      const key = old[at | Entry.Key];
      this.put(this.find(node, key), node, key, old[at | Entry.Write], old[at | Entry.Next]);
    }
  }
}
