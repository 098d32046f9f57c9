/**
 * Thread code flattened to instructions with jumps, for the oracle. Bounded loops are unrolled, so
 * a program counter stands for a place in the code together with all loop counters.
 */
import {
  type Cond,
  type Expr,
  type Local,
  type RandomProgram,
  type Stmt,
  bodyOf,
} from "./program.js";

/** A statement that is a step of its own. */
export type StepStmt = Exclude<
  Stmt,
  {
    readonly do:
      | "assert"
      | "assume"
      | "ghost"
      | "atomic"
      | "locked"
      | "trylocked"
      | "semaphore"
      | "if"
      | "repeat"
      | "retry"
      | "call"
      | "publish"
      | "follow"
      | "through";
  }
>;

/** What is done with records; only the thread that has just allocated or read one does so. */
export type RecordStep =
  | { readonly do: "link"; readonly release: boolean }
  | { readonly do: "readHead" }
  | { readonly do: "readField"; readonly to: Local }
  | { readonly do: "writeField"; readonly value: Expr };

/** A lock operation; `lock` 0 is the spinlock, 1 the mutex. */
export type LockStep =
  | { readonly do: "lock" | "trylock" | "unlock"; readonly lock: number }
  | { readonly do: "enter" | "tryEnter" | "leave"; readonly write: boolean };

export type Instruction =
  | { readonly op: "step"; readonly step: StepStmt | LockStep | RecordStep }
  | { readonly op: "ghost"; readonly value: Expr }
  | { readonly op: "alloc"; readonly value: Expr }
  | { readonly op: "jump"; readonly to: number }
  /** Jumps when the condition is false. */
  | { readonly op: "unless"; readonly cond: Cond; readonly to: number }
  /** Jumps when `head` referred to nothing. */
  | { readonly op: "unlessRecord"; readonly to: number }
  /** Jumps when the last trylock failed. */
  | { readonly op: "unlessTaken"; readonly to: number }
  | { readonly op: "assert" | "assume"; readonly cond: Cond }
  | { readonly op: "checkpoint" }
  | { readonly op: "atomicBegin" | "atomicEnd" }
  | { readonly op: "call"; readonly argument: Expr }
  | { readonly op: "return"; readonly value: Expr; readonly to: Local }
  | { readonly op: "end"; readonly value: Expr | null };

/** The instructions of every thread, declared ones first. */
export function compile(program: RandomProgram): Instruction[][] {
  const declared = program.threads.map((code, t) => compileBody(bodyOf(program, t), code.result));
  const spawned = program.children.map((code) => compileBody(code.body, code.result));
  return [...declared, ...spawned];
}

function compileBody(body: readonly Stmt[], result: Expr | null): Instruction[] {
  const out: Instruction[] = [];
  emitAll(body, out);
  out.push({ op: "end", value: result });
  return out;
}

function emitAll(body: readonly Stmt[], out: Instruction[]): void {
  for (const stmt of body) emit(stmt, out);
}

function emit(stmt: Stmt, out: Instruction[]): void {
  switch (stmt.do) {
    case "assert":
    case "assume":
      out.push({ op: stmt.do, cond: stmt.cond });
      return;
    case "ghost":
      out.push({ op: "ghost", value: stmt.value });
      return;
    case "publish":
      out.push({ op: "alloc", value: stmt.value });
      out.push({ op: "step", step: { do: "link", release: stmt.release } });
      return;
    case "follow":
      ifRecord({ do: "readField", to: stmt.to }, out);
      return;
    case "through":
      ifRecord({ do: "writeField", value: stmt.value }, out);
      return;
    case "atomic":
      out.push({ op: "atomicBegin" });
      emitAll(stmt.body, out);
      out.push({ op: "atomicEnd" });
      return;
    case "locked":
      out.push({ op: "step", step: { do: "lock", lock: stmt.lock } });
      emitAll(stmt.body, out);
      out.push({ op: "step", step: { do: "unlock", lock: stmt.lock } });
      return;
    case "trylocked":
      out.push({ op: "step", step: { do: "trylock", lock: stmt.lock } });
      whenTaken(stmt.body, { do: "unlock", lock: stmt.lock }, out);
      return;
    case "semaphore":
      out.push({ op: "step", step: { do: stmt.try ? "tryEnter" : "enter", write: stmt.write } });
      if (stmt.try) whenTaken(stmt.body, { do: "leave", write: stmt.write }, out);
      else {
        emitAll(stmt.body, out);
        out.push({ op: "step", step: { do: "leave", write: stmt.write } });
      }
      return;
    case "if": {
      const branch = out.length;
      out.push({ op: "jump", to: 0 });
      emitAll(stmt.then, out);
      const end = out.length;
      out.push({ op: "jump", to: 0 });
      out[branch] = { op: "unless", cond: stmt.cond, to: out.length };
      emitAll(stmt.else, out);
      out[end] = { op: "jump", to: out.length };
      return;
    }
    case "repeat":
      for (let i = 0; i < stmt.times; i++) emitAll(stmt.body, out);
      return;
    case "retry": {
      const head = out.length;
      out.push({ op: "checkpoint" });
      emitAll(stmt.body, out);
      out.push({ op: "unless", cond: stmt.until, to: head });
      return;
    }
    case "call":
      out.push({ op: "call", argument: stmt.argument });
      emitAll(stmt.body, out);
      out.push({ op: "return", value: stmt.result, to: stmt.to });
      return;
    default:
      out.push({ op: "step", step: stmt });
  }
}

function whenTaken(body: readonly Stmt[], release: LockStep, out: Instruction[]): void {
  const branch = out.length;
  out.push({ op: "jump", to: 0 });
  emitAll(body, out);
  out.push({ op: "step", step: release });
  out[branch] = { op: "unlessTaken", to: out.length };
}

function ifRecord(step: RecordStep, out: Instruction[]): void {
  out.push({ op: "step", step: { do: "readHead" } });
  out.push({ op: "unlessRecord", to: out.length + 2 });
  out.push({ op: "step", step });
}
