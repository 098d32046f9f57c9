/**
 * Finds the schedule that a table describes: what is drawn is matched, row by row, against what the
 * scenario's threads can do. The inverse of drawing a trace.
 *
 * First every step must have its row, as in a table that Heddle drew. If there is no such schedule,
 * steps may be left out between the rows, as in a table drawn by hand; at first only steps that the
 * table does not mention further down, then any. Each is a depth-first search over pairs of a state
 * and a row, which meets no pair twice.
 */
import { Shape } from "../automaton/node.js";
import { isAssumed } from "../explore/run-ends.js";
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";
import type { StepSpec } from "../scenario/operation.js";
import { stepAt, stepMade } from "../trace/step-text.js";
import { ascii } from "./ascii.js";
import type { ParsedRow, ParsedTable } from "./parsed-table.js";
import { stepText } from "./table.js";

/** What matching a table found. */
export type TableMatch =
  | {
      readonly matches: true;
      readonly moves: readonly number[];
      /** Steps that the table leaves out. */
      readonly omitted: number;
    }
  | {
      readonly matches: false;
      /** Leads to where the table stops being possible. */
      readonly moves: readonly number[];
      /** The first row that is not possible there, as parsed. */
      readonly row: ParsedRow;
      /** Its thread, as the scenario names it. */
      readonly thread: string;
      /** Why, in words: what its thread waits for, or what it does next. */
      readonly reason: string;
      /** True when not everything was tried, so that there may be a way. */
      readonly gaveUp: boolean;
    };

/** Pairs of a state and a row that are tried before giving up. */
const mostPairs = 100_000;

/**
 * Matches a table with a scenario. The machine is left reset.
 *
 * @returns null when the table's threads are not those of the scenario
 */
export function matchTable(machine: Machine, table: ParsedTable): TableMatch | null {
  if (!table.threads.every((_, column) => mayBeThread(machine, table, column))) return null;
  const events = table.rows.filter(({ kind }) => kind !== "loop");
  const searches = (["nothing", "unmentioned", "anything"] as const).map(
    (omits) => new TableSearch(machine, table, events, omits),
  );
  for (const search of searches) {
    if (!search.run()) continue;
    const { moves, omitted } = search.best;
    return { matches: true, moves, omitted };
  }
  // A step that was left out and comes later nevertheless would blame the later row.
  const [exact, careful, any] = searches;
  const { best } = careful.best.at > exact.best.at ? careful : exact;
  const row = events[best.at];
  const never = best.omitted > 0 && any.best.at === best.at && !any.gaveUp;
  const thread = threadName(machine, table, row.thread);
  const reason = never
    ? `no step that ${thread} can still make after the rows above is so`
    : exact.reasonAt(best.moves, row);
  return { matches: false, moves: best.moves, row, thread, reason, gaveUp: any.gaveUp };
}

/** Threads that have not been spawned yet are not known, so names beyond the declared ones pass. */
function mayBeThread(machine: Machine, table: ParsedTable, column: number): boolean {
  const declared = machine.built.threads.length;
  const known = table.threads.filter((_, each) => laneIn(machine, table, each) >= 0).length;
  return laneIn(machine, table, column) >= 0 || (known > 0 && known >= declared);
}

/** The lane of a column, by its thread's name or else by a number such as `CPU1`; -1 for none. */
function laneIn({ program }: Machine, { threads }: ParsedTable, column: number): number {
  const names = program.layout.threads.map(({ name }) => ascii(name));
  const wanted = threads[column];
  const named = names.indexOf(wanted);
  if (named >= 0) return named;
  const alike = names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (alike >= 0) return alike;
  const [, cpu, letter, thread] =
    /^(?:CPU ?(\d+)|CPU ([A-Z])|T(\d+))$/.exec(wanted) ?? ([] as (string | undefined)[]);
  const lane =
    cpu !== undefined
      ? Number(cpu)
      : letter !== undefined
        ? letter.charCodeAt(0) - 65
        : thread !== undefined
          ? Number(thread) - 1
          : -1;
  return lane < names.length ? lane : -1;
}

/** The scenario's own name for the thread of a column; the table's where there is none yet. */
function threadName(machine: Machine, table: ParsedTable, column: number): string {
  const lane = laneIn(machine, table, column);
  return lane < 0 ? table.threads[column] : ascii(machine.program.layout.threads[lane].name);
}

interface Path {
  readonly moves: readonly number[];
  /** Rows that it has matched. */
  readonly at: number;
  readonly omitted: number;
}

class TableSearch {
  /** Of the paths that match the most rows, the first that leaves out least. */
  best: Path = { moves: [], at: 0, omitted: 0 };
  gaveUp = false;
  private readonly seen = new Set<string>();
  private readonly moves: number[] = [];
  private omitted = 0;

  constructor(
    private readonly machine: Machine,
    private readonly table: ParsedTable,
    private readonly events: readonly ParsedRow[],
    /** Which steps may be made without having a row. */
    private readonly omits: "nothing" | "unmentioned" | "anything",
  ) {}

  run(): boolean {
    this.machine.reset();
    const found = this.from(0);
    this.machine.reset();
    return found;
  }

  /** Goes on from the machine's state with the rows from `at` on. */
  private from(at: number): boolean {
    const { machine, events } = this;
    const key = `${at} ${machine.hashLow} ${machine.hashHigh}`;
    if (this.seen.has(key)) return false;
    if (this.seen.size === mostPairs) {
      this.gaveUp = true;
      return false;
    }
    this.seen.add(key);
    const { best, omitted } = this;
    if (at > best.at || (at === best.at && at > 0 && omitted < best.omitted)) {
      this.best = { moves: [...this.moves], at, omitted };
    }
    if (at === events.length) return true;
    const lane = this.laneOf(events[at]);
    if (this.standsAt(events[at], lane) && this.from(at + 1)) return true;
    const moves = this.possible();
    const own = moves.filter((move) => laneOf(move) === lane);
    if (own.some((move) => this.through(move, at, events[at]))) return true;
    return this.omits !== "nothing" && moves.some((move) => this.through(move, at, null));
  }

  /** Makes a move that draws a row (or none), goes on, and takes it back. */
  private through(move: number, at: number, row: ParsedRow | null): boolean {
    const { machine } = this;
    const { hashLow, hashHigh, logEnd } = machine;
    const text = this.make(move);
    let found = false;
    const fits = row === null ? this.mayOmit(text, laneOf(move), at) : this.draws(text, row);
    if (!isAssumed(machine) && fits) {
      this.moves.push(move);
      if (row === null) this.omitted++;
      found = this.from(row === null ? at : at + 1);
      if (row === null) this.omitted--;
      this.moves.pop();
    }
    machine.undo(logEnd);
    machine.hashLow = hashLow;
    machine.hashHigh = hashHigh;
    return found;
  }

  private possible(): number[] {
    return [...moveBuffer.subarray(0, this.machine.allMoves(moveBuffer, 0))];
  }

  /** Spawned threads have a lane only once they have been met. */
  private laneOf({ thread }: ParsedRow): number {
    return laneIn(this.machine, this.table, thread);
  }

  /** True for a row that is no step: a call that the thread is in, or that it waits. */
  private standsAt({ kind, event }: ParsedRow, lane: number): boolean {
    const { machine } = this;
    if (lane < 0 || machine.program.shape[machine.node(lane)] < Shape.Single) return false;
    if (kind === "wait") return !this.possible().some((move) => laneOf(move) === lane);
    const { frames } = stepAt(machine, machine.node(lane));
    return frames.some(({ label }) => plain(ascii(label)) === plain(event));
  }

  /** Makes a move and says how it is drawn: in full, and without its result. */
  private make(move: number): readonly [full: string, bare: string] {
    const { machine } = this;
    if ((move & flushBit) !== 0) {
      const text = `<${ascii(machine.flushLabel(move))}>`;
      machine.step(move);
      return [text, text];
    }
    const node = machine.node(laneOf(move));
    machine.recording = true;
    machine.step(move);
    machine.recording = false;
    const { label, result, operation } = stepMade(machine, node);
    const { kind } = operation.spec as StepSpec;
    return [stepText({ label, kind, result }), stepText({ label, kind, result: null })];
  }

  /** People leave results out and set blanks as they like; Heddle does neither. */
  private draws([full, bare]: readonly [string, string], { event }: ParsedRow): boolean {
    if (plain(full) === plain(event)) return true;
    if (this.omits === "nothing") return false;
    return [full, bare].some((text) => loose(text) === loose(event));
  }

  private mayOmit(text: readonly [string, string], lane: number, at: number): boolean {
    if (this.omits === "anything") return true;
    const rest = this.events.slice(at);
    return !rest.some((row) => this.laneOf(row) === lane && this.draws(text, row));
  }

  /** Why a row is not possible after a schedule. */
  reasonAt(moves: readonly number[], row: ParsedRow): string {
    const { machine } = this;
    machine.reset();
    for (const move of moves) machine.step(move);
    const reason = this.reasonNow(row);
    machine.reset();
    return reason;
  }

  private reasonNow(row: ParsedRow): string {
    const { machine, table } = this;
    const name = threadName(machine, table, row.thread);
    const lane = this.laneOf(row);
    const node = lane < 0 ? machine.program.absent : machine.node(lane);
    if (lane < 0 || node === machine.program.absent) return `${name} has not been started here`;
    const { shape, program } = { shape: machine.program.shape[node], program: machine.program };
    if (shape < Shape.Single) return `${name} has ended here`;
    const own = this.possible().filter((move) => laneOf(move) === lane);
    if (row.kind === "wait") return `${name} does not wait here: it can go on`;
    if (own.length > 0) {
      const texts = own.map((move) => {
        const { hashLow, hashHigh, logEnd } = machine;
        const [text] = this.make(move);
        machine.undo(logEnd);
        machine.hashLow = hashLow;
        machine.hashHigh = hashHigh;
        return `"${text}"`;
      });
      return `the next step of ${name} is ${[...new Set(texts)].slice(0, 4).join(" or ")}`;
    }
    const spec = program.operations[node]!.spec as StepSpec;
    const values = spec.locations.map(({ slot }) => program.meaning(slot, machine.state[slot]));
    const what = spec.waitsFor?.(values) ?? "others to go on";
    return `${name} wants "${ascii(spec.label)}" and waits for ${ascii(what)}`;
  }
}

/** Breaking a cell may add backslashes, and joining it may not know how many there were. */
function plain(text: string): string {
  return text.replace(/\\/g, "");
}

function loose(text: string): string {
  return text.replace(/[\s\\;]/g, "").toLowerCase();
}
