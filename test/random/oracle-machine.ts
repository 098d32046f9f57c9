/**
 * What one step of a random program does, under each memory model: the oracle's own semantics,
 * written down as directly as possible and without any engine code.
 *
 * `sc`: every access acts on memory. `tso`: stores enter a first-in-first-out buffer; loads look
 * there first; everything locked, and a full fence, waits until it is empty. `weak`: entries for
 * different locations may leave in any order unless a store fence is between them; a release entry
 * leaves when nothing is before it; a read-modify-write without result is an entry itself, and a
 * load of its location waits for it; an acquiring lock operation acts on memory at once unless the
 * thread has an entry for that lock, and one cannot leave a semaphore for the second time before
 * the first time is visible.
 */
import type { MemoryModel } from "../../engine/check/result.js";
import { type LockStep, type RecordStep, type StepStmt } from "./compile.js";
import { OracleLayout, free } from "./oracle-layout.js";
import { canonical, ended, holds, leaving, load } from "./oracle-buffers.js";
import {
  type Entry,
  type OracleState,
  type Status,
  type ThreadState,
  copy,
} from "./oracle-state.js";
import {
  type Expr,
  type QueueOp,
  type RandomProgram,
  changed,
  evaluate,
  isTrue,
} from "./program.js";

export interface OracleMove {
  readonly lane: number;
  /** Alternative of a choice, or index of the buffer item that leaves. */
  readonly which: number;
  readonly flush: boolean;
  /** A step that nobody else and no property can see, which therefore comes before all others. */
  readonly local: boolean;
}

/**
 * A ghost is a step of its own only at the beginning of a thread or an atomic block, an allocation
 * never is.
 */
type Step =
  StepStmt | LockStep | RecordStep | { readonly do: "ghost" | "alloc"; readonly value: Expr };

/** How a step uses a place: two reads commute, and so do two steps of semaphore readers. */
export interface Touch {
  readonly place: number;
  readonly use: "read" | "write" | "commute";
}

/** Places that stand for "has this thread ended?". */
const ending = 1000;

export class OracleMachine extends OracleLayout {
  readonly memory: MemoryModel;
  /** What the last move touched. */
  touched: Touch[] = [];

  constructor(program: RandomProgram, memory: MemoryModel) {
    super(program);
    this.memory = memory;
  }

  initial(): OracleState {
    const { program } = this;
    const state: OracleState = {
      memory: this.initialMemory,
      threads: this.code.map((_, lane) => ({
        pc: 0,
        locals: [0, 0],
        record: -1,
        taken: false,
        begun: false,
        started: false,
        checkpointIn: Infinity,
        atHead: false,
        status: lane < program.threads.length ? "running" : "absent",
        result: null,
        history: [""],
        callers: [],
        atomic: false,
      })),
      buffers: this.code.map(() => []),
    };
    program.threads.forEach((_, lane) => this.advance(state, lane));
    program.threads.forEach((_, lane) => this.fused(state, lane));
    return state;
  }

  /** All moves of a state; with `localFirst`, only those of the first thread whose step is local. */
  moves(state: OracleState, localFirst: boolean): OracleMove[] {
    const all: OracleMove[] = [];
    for (let lane = 0; lane < state.threads.length; lane++) {
      const own = this.threadMoves(state, lane);
      if (localFirst && own.length > 0 && own.every((m) => m.local && this.staysInside(state, m))) {
        return own;
      }
      const flushes = leaving(state.buffers[lane], this.memory);
      all.push(
        ...own.map((m) => ({ ...m, local: false })),
        ...flushes.map((which) => ({ lane, which, flush: true, local: false })),
      );
    }
    return all;
  }

  /** The state after a move. */
  after(state: OracleState, move: OracleMove): OracleState {
    const next = copy(state);
    this.touched = [];
    if (move.flush) this.flush(next, move);
    else this.step(next, move.lane, move.which);
    return next;
  }

  private touch(place: number, use: Touch["use"]): void {
    this.touched.push({ place, use });
  }

  private threadMoves(state: OracleState, lane: number): OracleMove[] {
    const t = state.threads[lane];
    if (t.status !== "running") return [];
    const step = this.pending(t, lane);
    if (!this.enabled(state, lane, step, t.atomic)) return [];
    const alternatives = this.alternatives(state, step);
    const quiet =
      step.do === "choose" ||
      step.do === "fence" ||
      step.do === "spawn" ||
      this.buffered(step, t.atomic);
    const local = quiet && !t.atHead;
    return Array.from({ length: alternatives }, (_, which) => ({
      lane,
      which,
      flush: false,
      local,
    }));
  }

  private alternatives(state: OracleState, step: Step): number {
    if (step.do === "choose") return step.of;
    if (step.do !== "queue" || step.op !== "wakeOne") return 1;
    return Math.max(1, members(state.memory[this.queue]).length);
  }

  private staysInside(state: OracleState, move: OracleMove): boolean {
    const t = state.threads[move.lane];
    if (t.atomic) return false;
    const next = copy(state);
    this.perform(next, move.lane, move.which);
    const then = next.threads[move.lane];
    const startsEnded = next.threads.some(
      ({ status }, i) => state.threads[i].status === "absent" && !alive(status),
    );
    return !startsEnded && then.status === "running" && !this.isFused(then, move.lane);
  }

  private pending(t: ThreadState, lane: number): Step {
    const instruction = this.code[lane][t.pc];
    if (instruction.op === "step") return instruction.step;
    if (instruction.op === "ghost" || instruction.op === "alloc") {
      return { do: instruction.op, value: instruction.value };
    }
    throw new Error(`no step at ${t.pc}`);
  }

  /** Whether the thread's next operation takes effect together with the step before it. */
  private isFused(t: ThreadState, lane: number): boolean {
    if (t.status !== "running") return false;
    const { op } = this.code[lane][t.pc];
    return t.atomic ? t.begun : op === "alloc" || (t.started && op === "ghost");
  }

  /** One transition of a thread: a step and everything that takes effect together with it. */
  private step(state: OracleState, lane: number, which: number): void {
    this.perform(state, lane, which);
    this.fused(state, lane);
  }

  private fused(state: OracleState, lane: number): void {
    while (this.isFused(state.threads[lane], lane)) this.perform(state, lane, 0);
  }

  /** Performs the pending operation and runs on to the next one. */
  private perform(state: OracleState, lane: number, which: number): void {
    const t = state.threads[lane];
    const pending = this.pending(t, lane);
    observe(t, this.effect(state, lane, pending, which, t));
    t.begun = true;
    if (pending.do !== "alloc") t.started = true;
    t.atHead = false;
    t.pc++;
    this.advance(state, lane);
    if (hasEnded(t)) this.touch(ending + lane, "write");
  }

  /** Runs a thread through everything that is not a step. */
  private advance(state: OracleState, lane: number): void {
    const t = state.threads[lane];
    const code = this.code[lane];
    while (t.status === "running") {
      const instruction = code[t.pc];
      switch (instruction.op) {
        case "ghost":
          // The engine keeps histories apart in which it is a step of its own.
          if (!t.atomic && !t.started) {
            t.history[Math.min(t.checkpointIn, t.history.length - 1)] += "first";
          }
          return;
        case "step":
        case "alloc":
          return;
        case "unlessRecord":
          t.pc = t.record >= 0 ? t.pc + 1 : instruction.to;
          continue;
        case "jump":
          t.pc = instruction.to;
          continue;
        case "unless":
          t.pc = isTrue(instruction.cond, t.locals) ? t.pc + 1 : instruction.to;
          continue;
        case "unlessTaken":
          t.pc = t.taken ? t.pc + 1 : instruction.to;
          continue;
        case "assert":
        case "assume":
          if (!isTrue(instruction.cond, t.locals)) {
            t.status = instruction.op === "assert" ? "failed" : "assumed";
            return;
          }
          break;
        case "checkpoint":
          t.atHead = true;
          t.checkpointIn = t.history.length - 1;
          t.history[t.checkpointIn] = `#${t.pc}[${t.locals.join()}]`;
          break;
        case "atomicBegin":
          t.atomic = true;
          t.begun = false;
          t.history.push("");
          break;
        case "atomicEnd":
          t.atomic = false;
          t.history.pop();
          t.history[t.history.length - 1] += `(${t.locals.join()})`;
          break;
        case "call":
          t.callers.push(t.locals);
          t.locals = [evaluate(instruction.argument, t.locals), 0];
          t.history.push("");
          break;
        case "return": {
          const value = evaluate(instruction.value, t.locals);
          t.locals = t.callers.pop()!;
          t.locals[instruction.to] = value;
          t.history.pop();
          t.history[t.history.length - 1] += `(${value})`;
          break;
        }
        case "end":
          t.status = "done";
          t.result = instruction.value === null ? null : evaluate(instruction.value, t.locals);
          return;
      }
      t.pc++;
    }
  }

  /** True when the operation is put into the store buffer instead of taking effect. */
  private buffered(step: Step, atomic: boolean): boolean {
    if (this.memory === "sc" || atomic) return false;
    if (step.do === "write" || step.do === "link" || step.do === "writeField") return true;
    if (step.do === "unlock" && step.lock % 2 === 0) return true;
    if (this.memory === "tso") return false;
    return ["apply", "unlock", "leave", "complete"].includes(step.do);
  }

  private enabled(state: OracleState, lane: number, step: Step, atomic: boolean): boolean {
    const buffer = state.buffers[lane];
    const drained = buffer.length === 0;
    if (atomic && !drained) return false;
    const weak = this.memory === "weak";
    const see = (x: number) => load(state, lane, x);
    switch (step.do) {
      case "read":
        return see(this.variable(step.x)) !== null;
      case "await": {
        const value = see(this.variable(step.x));
        return value !== null && (value === step.equals) !== step.not;
      }
      case "await2": {
        const x = see(this.variable(step.x));
        const y = see(this.variable(step.y));
        return x !== null && y !== null && x + y === step.sum;
      }
      case "write":
      case "choose":
      case "ghost":
      case "alloc":
      case "link":
      case "writeField":
      case "readHead":
      case "readField":
        return true;
      case "apply":
      case "complete":
        return drained || weak;
      case "waitCompletion":
        if (!drained && !(weak && !holds(buffer, this.completions))) return false;
        return state.memory[this.completions] > 0;
      case "queue": {
        const queued = state.memory[this.queue];
        if (step.op === "sleep") return (queued & (1 << lane)) === 0;
        return drained || (weak && this.afterQueue(queued, step.op, lane, 0) === queued);
      }
      case "update":
      case "exchange":
        return drained;
      case "cas": {
        if (drained) return true;
        const seen = see(this.variable(step.x));
        if (!weak || seen === null) return false;
        return seen !== evaluate(step.expected, state.threads[lane].locals);
      }
      case "fence":
        return step.kind !== "full" || drained;
      case "spawn":
        return drained;
      case "join":
        return ended(state, step.thread % this.program.threads.length);
      case "joinChild":
        return ended(state, this.program.threads.length + step.child);
      case "lock":
      case "trylock": {
        const x = this.owner(step.lock);
        if (!drained && !(weak && !holds(buffer, x))) return false;
        return step.do === "trylock" || state.memory[x] === free;
      }
      case "unlock":
        return drained || this.buffered(step, atomic);
      case "leave": {
        const known = see(this.writer) !== null && see(this.readers) !== null;
        return drained || (this.buffered(step, atomic) && known);
      }
      case "enter":
      case "tryEnter": {
        const pending = holds(buffer, this.writer) || holds(buffer, this.readers);
        if (!drained && !(weak && !pending)) return false;
        return step.do === "tryEnter" || this.canEnter(state, step.write);
      }
    }
  }

  /** The wait queue after an operation. */
  private afterQueue(queued: number, op: QueueOp, lane: number, which: number): number {
    if (op === "prepare") return queued | (1 << lane);
    if (op === "finish") return queued & ~(1 << lane);
    if (op === "wakeAll") return 0;
    if (op === "sleep" || queued === 0) return queued;
    return queued & ~(1 << members(queued)[which]);
  }

  private canEnter(state: OracleState, write: boolean): boolean {
    if (state.memory[this.writer] !== free) return false;
    return !write || state.memory[this.readers] === 0;
  }

  /** Makes the effect of an enabled operation; returns what the thread observes, as text. */
  private effect(
    state: OracleState,
    lane: number,
    step: Step,
    which: number,
    t: ThreadState,
  ): string {
    const { memory } = state;
    switch (step.do) {
      case "read": {
        const value = load(state, lane, this.variable(step.x))!;
        this.touch(this.variable(step.x), "read");
        t.locals[step.to] = value;
        return `${value}`;
      }
      case "write": {
        const x = this.variable(step.x);
        const value = evaluate(step.value, t.locals);
        this.touch(x, "write");
        if (this.buffered(step, t.atomic))
          this.append(state, lane, { places: [x], value, release: step.release });
        else memory[x] = value;
        return "";
      }
      case "apply": {
        const x = this.variable(step.x);
        this.touch(x, "write");
        if (this.buffered(step, t.atomic)) {
          this.append(state, lane, { places: [x], change: step.change, release: step.release });
        } else memory[x] = changed(step.change, memory[x]);
        return "";
      }
      case "update": {
        const x = this.variable(step.x);
        this.touch(x, "write");
        const old = memory[x];
        memory[x] = changed(step.change, old);
        t.locals[step.to] = old;
        return `${old}`;
      }
      case "exchange": {
        const x = this.variable(step.x);
        this.touch(x, "write");
        const old = memory[x];
        memory[x] = evaluate(step.value, t.locals);
        t.locals[step.to] = old;
        return `${old}`;
      }
      case "cas": {
        const x = this.variable(step.x);
        const old = load(state, lane, x)!;
        const found = old === evaluate(step.expected, t.locals);
        this.touch(x, found ? "write" : "read");
        if (found) memory[x] = evaluate(step.next, t.locals);
        t.locals[step.to] = old;
        return `${old}`;
      }
      case "alloc": {
        const count = memory[this.allocated(lane)]++;
        t.record = this.firstRecord[lane] + count;
        this.touch(this.field(t.record), "write");
        memory[this.field(t.record)] = evaluate(step.value, t.locals);
        return `${count}`;
      }
      case "link":
        this.touch(this.head, "write");
        if (this.buffered(step, t.atomic)) {
          this.append(state, lane, { places: [this.head], value: t.record, release: step.release });
        } else memory[this.head] = t.record;
        return "";
      case "readHead":
        this.touch(this.head, "read");
        t.record = load(state, lane, this.head)!;
        return `${t.record}`;
      case "readField": {
        const value = load(state, lane, this.field(t.record))!;
        this.touch(this.field(t.record), "read");
        t.locals[step.to] = value;
        return `${value}`;
      }
      case "writeField": {
        const place = this.field(t.record);
        const value = evaluate(step.value, t.locals);
        this.touch(place, "write");
        if (this.buffered(step, t.atomic)) {
          this.append(state, lane, { places: [place], value, release: false });
        } else memory[place] = value;
        return "";
      }
      case "queue": {
        const queued = memory[this.queue];
        const after = this.afterQueue(queued, step.op, lane, which);
        this.touch(this.queue, after === queued ? "read" : "write");
        memory[this.queue] = after;
        return "";
      }
      case "complete":
        this.touch(this.completions, "write");
        if (this.buffered(step, t.atomic)) {
          const places = [this.completions];
          this.append(state, lane, { places, change: "one more", release: true });
        } else memory[this.completions]++;
        return "";
      case "waitCompletion":
        this.touch(this.completions, "write");
        memory[this.completions]--;
        return "";
      case "ghost":
        this.touch(this.ghost, "write");
        memory[this.ghost] = evaluate(step.value, t.locals);
        return "";
      case "choose":
        t.locals[step.to] = which;
        return `${which}`;
      case "fence":
        if (step.kind === "store" && this.memory === "weak" && !t.atomic) {
          const buffer = state.buffers[lane];
          if (buffer.length > 0 && buffer.at(-1) !== "fence") buffer.push("fence");
        }
        return "";
      case "await":
        this.touch(this.variable(step.x), "read");
        return `${load(state, lane, this.variable(step.x))!}`;
      case "await2": {
        for (const x of [step.x, step.y]) this.touch(this.variable(x), "read");
        const values = [step.x, step.y].map((x) => load(state, lane, this.variable(x)));
        return values.join();
      }
      case "spawn": {
        const child = this.program.threads.length + step.child;
        state.threads[child].status = "running";
        this.advance(state, child);
        if (hasEnded(state.threads[child])) this.touch(ending + child, "write");
        return "";
      }
      case "join":
      case "joinChild": {
        const other =
          step.do === "join"
            ? step.thread % this.program.threads.length
            : this.program.threads.length + step.child;
        this.touch(ending + other, "read");
        return String(state.threads[other].result);
      }
      case "lock":
        this.touch(this.owner(step.lock), "write");
        memory[this.owner(step.lock)] = lane;
        return "";
      case "trylock": {
        const x = this.owner(step.lock);
        const taken = memory[x] === free;
        this.touch(x, taken ? "write" : "read");
        if (taken) memory[x] = lane;
        t.taken = taken;
        return `${taken}`;
      }
      case "unlock": {
        const x = this.owner(step.lock);
        this.touch(x, "write");
        if (!this.buffered(step, t.atomic)) memory[x] = free;
        else if (step.lock % 2 === 0)
          this.append(state, lane, { places: [x], value: free, release: true });
        else this.append(state, lane, { places: [x], change: "release the lock", release: true });
        return "";
      }
      case "enter":
      case "tryEnter": {
        const taken = this.canEnter(state, step.write);
        this.touch(this.writer, taken && step.write ? "write" : "read");
        this.touch(this.readers, taken && !step.write ? "commute" : "read");
        if (taken && step.write) memory[this.writer] = lane;
        else if (taken) memory[this.readers]++;
        t.taken = taken;
        return `${taken}`;
      }
      case "leave":
        if (step.write) this.touch(this.writer, "write");
        this.touch(this.readers, step.write ? "read" : "commute");
        if (this.buffered(step, t.atomic)) {
          const places = step.write ? [this.writer, this.readers] : [this.readers];
          const change = step.write ? "release the lock" : "one reader less";
          this.append(state, lane, { places, change, release: true });
        } else if (step.write) memory[this.writer] = free;
        else memory[this.readers]--;
        return "";
    }
  }

  private append(
    state: OracleState,
    lane: number,
    entry: Pick<Entry, "places" | "release"> & Partial<Entry>,
  ): void {
    const { pc, history } = state.threads[lane];
    const { places, value = null, change = null, release } = entry;
    const issued = value === null ? `${pc} ${history.join("|")}` : "";
    state.buffers[lane] = canonical(
      [...state.buffers[lane], { places, value, change, release, issued }],
      this.memory,
    );
  }

  private flush(state: OracleState, { lane, which }: OracleMove): void {
    const items = state.buffers[lane];
    const { places, value, change } = items[which] as Entry;
    const x = places[0];
    const rest = items.filter((_, i) => i !== which);
    while (rest[0] === "fence") rest.shift();
    state.buffers[lane] = canonical(rest, this.memory);
    if (value !== null) state.memory[x] = value;
    else if (change === "release the lock") state.memory[x] = free;
    else if (change === "one reader less") state.memory[x]--;
    else if (change === "one more") state.memory[x]++;
    else state.memory[x] = changed(change!, state.memory[x]);
  }
}

function hasEnded(t: ThreadState): boolean {
  return t.status === "done";
}

function alive(status: Status): boolean {
  return status === "absent" || status === "running";
}

function observe(t: ThreadState, what: string): void {
  t.history[t.history.length - 1] += `${what};`;
}

/** The threads of a wait queue, lowest first. */
function members(queued: number): number[] {
  return Array.from({ length: 31 }, (_, lane) => lane).filter((lane) => (queued >> lane) & 1);
}
