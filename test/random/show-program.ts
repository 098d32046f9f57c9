/** Random programs as text, for the message of a failing test. */
import {
  type Cond,
  type Expr,
  type Pred,
  type RandomProgram,
  type Stmt,
  bodyOf,
} from "./program.js";
import { propertyName } from "./program.js";

const locals = ["a", "b"] as const;

/** A program as one would jot it down, one thread a line. */
export function showProgram(program: RandomProgram): string {
  const place = (x: number) => `x[${x % program.variables}]`;
  const threads = program.threads.map(
    (code, t) => `t${t}: ${body(bodyOf(program, t), place)}${result(code.result)}`,
  );
  const children = program.children.map(
    (code, c) => `c${c}: ${body(code.body, place)}${result(code.result)}`,
  );
  const properties = program.properties.map(
    (property, p) => `${propertyName(property, p)}: ${predicate(property.pred, program)}`,
  );
  return [...threads, ...children, ...properties].join("\n");
}

function result(expr: Expr | null): string {
  return expr === null ? "" : `; return ${expression(expr)}`;
}

function body(stmts: readonly Stmt[], place: (x: number) => string): string {
  return stmts.map((stmt) => statement(stmt, place)).join("; ");
}

function expression(expr: Expr): string {
  if (expr.is === "constant") return `${expr.value}`;
  return expr.plus === 0 ? locals[expr.local] : `(${locals[expr.local]}+${expr.plus})%3`;
}

function condition({ local, equals, not }: Cond): string {
  return `${locals[local]}${not ? "!=" : "=="}${equals}`;
}

function statement(stmt: Stmt, place: (x: number) => string): string {
  const block = (stmts: readonly Stmt[]) => `{ ${body(stmts, place)} }`;
  switch (stmt.do) {
    case "read":
      return `${locals[stmt.to]}=${place(stmt.x)}`;
    case "write":
      return `${place(stmt.x)}=${stmt.release ? "release " : ""}${expression(stmt.value)}`;
    case "update":
      return `${locals[stmt.to]}=update ${place(stmt.x)} *${stmt.change.times}+${stmt.change.plus}`;
    case "apply":
      return `apply ${place(stmt.x)} *${stmt.change.times}+${stmt.change.plus}${stmt.release ? " release" : ""}`;
    case "exchange":
      return `${locals[stmt.to]}=xchg(${place(stmt.x)}, ${expression(stmt.value)})`;
    case "cas": {
      const values = `${expression(stmt.expected)}, ${expression(stmt.next)}`;
      return `${locals[stmt.to]}=cmpxchg(${place(stmt.x)}, ${values})`;
    }
    case "fence":
      return `${stmt.kind} fence`;
    case "choose":
      return `${locals[stmt.to]}=choose(${stmt.of})`;
    case "await":
      return `await ${place(stmt.x)}${stmt.not ? "!=" : "=="}${stmt.equals}`;
    case "await2":
      return `await ${place(stmt.x)}+${place(stmt.y)}==${stmt.sum}`;
    case "assert":
    case "assume":
      return `${stmt.do}(${condition(stmt.cond)})`;
    case "ghost":
      return `ghost=${expression(stmt.value)}`;
    case "queue":
      return `queue.${stmt.op}`;
    case "complete":
      return "complete";
    case "waitCompletion":
      return "wait for completion";
    case "publish":
      return `head=${stmt.release ? "release " : ""}new {${expression(stmt.value)}}`;
    case "follow":
      return `${locals[stmt.to]}=head?.f`;
    case "through":
      return `head?.f=${expression(stmt.value)}`;
    case "atomic":
      return `atomic ${block(stmt.body)}`;
    case "locked":
    case "trylocked":
      return `${stmt.do}(${stmt.lock % 2 === 0 ? "spin" : "mutex"}) ${block(stmt.body)}`;
    case "semaphore":
      return `${stmt.try ? "try " : ""}${stmt.write ? "writer" : "reader"} ${block(stmt.body)}`;
    case "if":
      return `if (${condition(stmt.cond)}) ${block(stmt.then)} else ${block(stmt.else)}`;
    case "repeat":
      return `${stmt.times} times ${block(stmt.body)}`;
    case "retry":
      return `retry ${block(stmt.body)} until ${condition(stmt.until)}`;
    case "call":
      return `${locals[stmt.to]}=call(${expression(stmt.argument)}) ${block(stmt.body)} -> ${expression(stmt.result)}`;
    case "spawn":
      return `spawn c${stmt.child}`;
    case "join":
      return `join #${stmt.thread}`;
    case "joinChild":
      return `join c${stmt.child}`;
  }
}

function predicate(pred: Pred, program: RandomProgram): string {
  const place = (x: number) => `x[${x % program.variables}]`;
  const thread = (t: number) => `t${t % program.threads.length}`;
  switch (pred.is) {
    case "equal":
      return `${place(pred.x)}==${pred.value}`;
    case "same":
      return `${place(pred.x)}==${place(pred.y)}`;
    case "sum":
      return `sum%4==${pred.value}`;
    case "ghost":
      return `ghost==${pred.value}`;
    case "field":
      return `head?.f==${pred.value}`;
    case "queued":
      return `${thread(pred.thread)} queued`;
    case "completions":
      return `completions==${pred.value}`;
    case "held":
      return `held(${pred.lock % 2 === 0 ? "spin" : "mutex"})`;
    case "done":
      return `${thread(pred.thread)} done`;
    case "result":
      return `${thread(pred.thread)} returned ${pred.value}`;
    case "not":
      return `!(${predicate(pred.of, program)})`;
    case "and":
    case "or":
      return `(${predicate(pred.left, program)} ${pred.is} ${predicate(pred.right, program)})`;
  }
}
