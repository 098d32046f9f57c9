/**
 * Random small scenarios for comparing the trace search with slower, simpler searches: every kind
 * of operation, control flow that depends on what was read, locks in any order.
 */
import {
  type Builder,
  type Ghost,
  type Lock,
  type RwSem,
  type Scenario,
  type Shared,
  type Steps,
  type ThreadHandle,
  type WaitQueue,
  assert,
  assume,
  atomic,
  awaitUntil,
  choose,
  fence,
  join,
  scenario,
  spawn,
} from "../../../index.js";

/** Numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain). A weak generator hides bugs. */
export function mulberry32(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One statement; `x`, `y` are variables, `c`, `d` small constants, `r` the last value read. */
type Statement =
  | {
      readonly op: "read" | "await" | "apply" | "add" | "ghost";
      readonly x: number;
      readonly c: number;
    }
  | { readonly op: "write" | "exchange" | "writeBack"; readonly x: number; readonly c: number }
  | { readonly op: "cas"; readonly x: number; readonly c: number; readonly d: number }
  | {
      readonly op: "awaitBoth";
      readonly x: number;
      readonly y: number;
      readonly c: number;
      readonly d: number;
    }
  | { readonly op: "lock" | "unlock" | "trylock"; readonly x: number }
  | { readonly op: "downRead" | "downWrite" | "tryRead" | "tryWrite" | "upRead" | "upWrite" }
  | { readonly op: "prepare" | "sleep" | "finish" | "wakeOne" | "wakeAll" }
  | { readonly op: "choose"; readonly c: number }
  | { readonly op: "assert" | "assume"; readonly c: number }
  | { readonly op: "fence" }
  | { readonly op: "if"; readonly c: number; readonly body: readonly Statement[] }
  | { readonly op: "atomic"; readonly body: readonly Statement[] }
  | { readonly op: "child"; readonly body: readonly Statement[]; readonly wait: boolean };

/** A program as data, for printing and for building the scenario. */
export interface RandomProgram {
  readonly threads: readonly (readonly Statement[])[];
  readonly variables: number;
}

type Op = Statement["op"];

/** Which statements a program is made of; each mix stresses something else. */
const mixes: readonly (readonly Op[])[] = [
  ["read", "write"],
  ["read", "write", "add", "cas", "exchange", "apply"],
  ["read", "write", "lock", "unlock", "trylock"],
  ["lock", "unlock", "add", "if", "read"],
  ["read", "write", "await", "cas", "if"],
  ["write", "awaitBoth", "add", "await"],
  ["write", "awaitBoth", "awaitBoth", "lock", "unlock"],
  ["downRead", "downWrite", "upRead", "upWrite", "read", "write"],
  ["downRead", "downWrite", "tryRead", "tryWrite", "lock", "write", "awaitBoth"],
  ["choose", "read", "write", "if", "writeBack"],
  ["choose", "ghost", "if", "add"],
  ["prepare", "sleep", "finish", "wakeOne", "wakeAll", "write", "read"],
  ["atomic", "read", "write", "add"],
  ["atomic", "lock", "await", "choose", "ghost", "write"],
  ["assume", "assert", "read", "write", "cas"],
  ["read", "write", "fence", "ghost", "choose", "add"],
  ["child", "read", "write", "lock"],
  ["child", "awaitBoth", "write", "assume", "choose"],
  [
    "read",
    "write",
    "writeBack",
    "exchange",
    "add",
    "cas",
    "await",
    "awaitBoth",
    "lock",
    "unlock",
    "trylock",
    "downRead",
    "downWrite",
    "tryRead",
    "tryWrite",
    "wakeOne",
    "prepare",
    "sleep",
    "choose",
    "assert",
    "assume",
    "fence",
    "ghost",
    "if",
    "atomic",
    "child",
  ],
];

const inAtomic: readonly Op[] = ["read", "write", "writeBack", "add", "cas", "if", "trylock"];

/** A program that depends on nothing but the seed. `size` is about the number of its steps. */
export function randomProgram(seed: number, size: number): RandomProgram {
  const random = mulberry32(seed);
  const below = (n: number) => Math.floor(random() * n);
  const mix = mixes[below(mixes.length)];
  const variables = 1 + below(3);
  const count = 2 + below(3);
  const statement = (ops: readonly Op[], depth: number): Statement => {
    const op = ops[below(ops.length)];
    const x = below(variables);
    const c = below(3);
    switch (op) {
      case "cas":
        return { op, x, c, d: below(3) };
      case "awaitBoth":
        return { op, x, y: below(variables), c, d: below(3) };
      case "lock":
      case "unlock":
      case "trylock":
        return { op, x: below(2) };
      case "choose":
        return { op, c: 2 + below(2) };
      case "assert":
      case "assume":
        return { op, c };
      case "if":
        return { op, c, body: block(depth > 0 ? ops : ["read", "write"], 1 + below(2), depth - 1) };
      case "atomic":
        return { op, body: block(inAtomic, 1 + below(3), depth - 1) };
      case "child":
        return depth < 1
          ? { op: "read", x, c }
          : { op, body: block(ops, 1 + below(2), depth - 2), wait: below(2) === 0 };
      case "downRead":
      case "downWrite":
      case "tryRead":
      case "tryWrite":
      case "upRead":
      case "upWrite":
      case "prepare":
      case "sleep":
      case "finish":
      case "wakeOne":
      case "wakeAll":
      case "fence":
        return { op };
      default:
        return { op, x, c };
    }
  };
  const block = (ops: readonly Op[], length: number, depth: number): Statement[] =>
    Array.from({ length }, () => statement(ops, depth));
  const threads = Array.from({ length: count }, () =>
    block(mix, 1 + below(Math.max(1, Math.ceil((2 * size) / count) - 1)), 1),
  );
  return { threads, variables };
}

interface World {
  readonly x: readonly Shared<number>[];
  readonly g: Ghost<number>;
  readonly m: readonly Lock[];
  readonly rw: RwSem;
  readonly q: WaitQueue;
}

/** The scenario of a program; `declare` may add properties. */
export function scenarioOf(
  program: RandomProgram,
  declare: (
    s: Builder,
    x: readonly Shared<number>[],
    threads: readonly ThreadHandle[],
  ) => void = () => undefined,
): Scenario {
  return scenario("random", (s) => {
    const world: World = {
      x: s.array("x", program.variables, 0),
      g: s.ghost("g", 0),
      m: [s.mutex("m0"), s.mutex("m1")],
      rw: s.rwsem("rw"),
      q: s.waitqueue("q"),
    };
    const threads = program.threads.map((body, t) =>
      s.thread(`t${t}`, function* () {
        return yield* perform(world, body, newLocals(`t${t}`));
      }),
    );
    declare(s, world.x, threads);
  });
}

/** What a thread knows. */
interface Locals {
  r: number;
  readonly held: Set<number>;
  reading: number;
  writing: boolean;
  readonly name: string;
  children: number;
}

function newLocals(name: string): Locals {
  return { name, r: 0, held: new Set(), reading: 0, writing: false, children: 0 };
}

function* perform(w: World, body: readonly Statement[], locals: Locals): Steps<number> {
  for (const statement of body) yield* performOne(w, statement, locals);
  return locals.r;
}

function* performOne(w: World, s: Statement, l: Locals): Steps {
  switch (s.op) {
    case "read":
      l.r = yield* w.x[s.x].read();
      return;
    case "write":
      return yield* w.x[s.x].write(s.c);
    case "writeBack":
      return yield* w.x[s.x].write((l.r + 1) % 3);
    case "exchange":
      l.r = yield* w.x[s.x].exchange(s.c);
      return;
    case "add":
      l.r = yield* w.x[s.x].update((v) => (v + 1) % 4);
      return;
    case "apply":
      return yield* w.x[s.x].apply((v) => (v + s.c) % 4);
    case "cas":
      l.r = yield* w.x[s.x].compareExchange(s.c, s.d);
      return;
    case "await":
      l.r = yield* awaitUntil(w.x[s.x], (v) => v === s.c);
      return;
    case "awaitBoth":
      yield* awaitUntil([w.x[s.x], w.x[s.y]], (a, b) => a === s.c || a + b === s.d);
      return;
    case "lock":
      yield* w.m[s.x].lock();
      l.held.add(s.x);
      return;
    case "trylock":
      if (yield* w.m[s.x].trylock()) l.held.add(s.x);
      return;
    case "unlock":
      if (!l.held.delete(s.x)) return;
      return yield* w.m[s.x].unlock();
    case "downRead":
      yield* w.rw.downRead();
      l.reading++;
      return;
    case "tryRead":
      if (yield* w.rw.tryDownRead()) l.reading++;
      return;
    case "upRead":
      if (l.reading === 0) return;
      l.reading--;
      return yield* w.rw.upRead();
    case "downWrite":
      yield* w.rw.downWrite();
      l.writing = true;
      return;
    case "tryWrite":
      if (yield* w.rw.tryDownWrite()) l.writing = true;
      return;
    case "upWrite":
      if (!l.writing) return;
      l.writing = false;
      if (l.r !== 1) return yield* w.rw.upWrite();
      l.reading++;
      return yield* w.rw.downgrade();
    case "prepare":
      return yield* w.q.prepare();
    case "sleep":
      return yield* w.q.sleep();
    case "finish":
      return yield* w.q.finish();
    case "wakeOne":
      return yield* w.q.wakeOne();
    case "wakeAll":
      return yield* w.q.wakeAll();
    case "choose":
      l.r = yield* choose(s.c);
      return;
    case "assert":
      return yield* assert(l.r !== s.c);
    case "assume":
      return yield* assume(l.r !== s.c);
    case "fence":
      return yield* fence();
    case "ghost":
      return yield* w.g.update((v) => (v + s.c + 1) % 4);
    case "if":
      if (l.r === s.c) yield* perform(w, s.body, l);
      return;
    case "atomic": {
      const given = l.r;
      l.r = yield* atomic("atomic", () => perform(w, s.body, { ...newLocals(l.name), r: given }));
      return;
    }
    case "child": {
      const name = `${l.name}.${l.children++}`;
      const child = yield* spawn(name, () => perform(w, s.body, newLocals(name)));
      if (s.wait) l.r = yield* join(child);
    }
  }
}
