/** A random program as a Heddle scenario, written with the public API as a user would. */
import {
  type Builder,
  type Completion,
  type Lock,
  type RecordOf,
  type RwSem,
  type Scenario,
  type Shared,
  type Ghost,
  type Steps,
  type ThreadHandle,
  type WaitQueue,
  alloc,
  assert,
  assume,
  atomic,
  awaitUntil,
  checkpoint,
  choose,
  fence,
  join,
  proc,
  scenario,
  spawn,
  struct,
} from "heddle";
import {
  type Pred,
  type RandomProgram,
  type Stmt,
  bodyOf,
  changed,
  evaluate,
  isTrue,
  propertyName,
} from "./program.js";

/** How a scenario may be written differently without changing what it means. */
export interface Spelling {
  /** Names of the declared threads; default `t0`, `t1`, ... */
  readonly threadName?: (index: number) => string;
  /** Called with every state that properties are evaluated in, as text. */
  readonly observer?: (state: string) => void;
  /** Makes all that properties can see the outcome of a run. */
  readonly observedOutcome?: boolean;
  /** Leave out the program's properties. */
  readonly bare?: boolean;
}

const Rec = struct("rec", { f: 0 });

/** Everything that the statements of one program refer to. */
interface World {
  readonly program: RandomProgram;
  readonly variables: readonly Shared<number>[];
  readonly ghost: Ghost<number>;
  readonly locks: readonly [Lock, Lock];
  readonly semaphore: RwSem;
  readonly queue: WaitQueue;
  readonly completion: Completion;
  readonly head: Shared<RecordOf<typeof Rec> | null>;
  readonly threads: ThreadHandle[];
  /** Code of the children: one function each, so that equal children are one automaton. */
  readonly children: (() => Steps<number | undefined>)[];
  /** Numbers of the retry loops. */
  readonly sites: ReadonlyMap<unknown, number>;
}

/** The local variables of one activation. */
interface Locals {
  /** Which thread it is. */
  readonly lane: number;
  values: number[];
  /** Counters of the bounded loops around the statement. */
  readonly counters: number[];
  readonly children: Map<number, ThreadHandle>;
}

/** Translates a program. */
export function toScenario(program: RandomProgram, spelling: Spelling = {}): Scenario {
  return scenario("random", (s) => {
    const world = worldOf(s, program);
    program.children.forEach(({ body, result }, i) => {
      const lane = program.threads.length + i;
      world.children.push(() => run(world, body, result, fresh(lane)));
    });
    const name = spelling.threadName ?? ((i: number) => `t${i}`);
    program.threads.forEach((code, i) => {
      const body = bodyOf(program, i);
      world.threads.push(s.thread(name(i), () => run(world, body, code.result, fresh(i))));
    });
    if (spelling.bare !== true) {
      program.properties.forEach((property, i) => {
        s[property.kind](propertyName(property, i), () => holds(world, property.pred));
      });
    }
    if (spelling.observedOutcome === true) s.outcome(() => observed(world));
    const { observer } = spelling;
    if (observer !== undefined) {
      s.always("observed", () => {
        observer(observed(world));
        return true;
      });
    }
  });
}

function worldOf(s: Builder, program: RandomProgram): World {
  return {
    program,
    variables: s.array("x", program.variables, 0),
    ghost: s.ghost("ghost", 0),
    locks: [s.spinlock("spin"), s.mutex("mutex")],
    semaphore: s.rwsem("semaphore"),
    queue: s.waitqueue("queue"),
    completion: s.completion("completion"),
    head: s.shared<RecordOf<typeof Rec> | null>("head", null),
    threads: [],
    children: [],
    sites: sitesIn(program),
  };
}

function fresh(lane: number): Locals {
  return { lane, values: [0, 0], counters: [], children: new Map() };
}

function* run(
  world: World,
  body: readonly Stmt[],
  result: RandomProgram["threads"][number]["result"],
  locals: Locals,
): Steps<number | undefined> {
  yield* all(world, body, locals);
  return result === null ? undefined : evaluate(result, locals.values);
}

function* all(world: World, body: readonly Stmt[], locals: Locals): Steps {
  for (const stmt of body) yield* one(world, stmt, locals);
}

function* one(world: World, stmt: Stmt, locals: Locals): Steps {
  const { variables, program } = world;
  const values = (locals.values = [...locals.values]);
  const shared = (x: number) => variables[x % program.variables];
  switch (stmt.do) {
    case "read":
      values[stmt.to] = yield* shared(stmt.x).read();
      return;
    case "write":
      yield* shared(stmt.x).write(
        evaluate(stmt.value, values),
        stmt.release ? "release" : "relaxed",
      );
      return;
    case "update":
      values[stmt.to] = yield* shared(stmt.x).update((v) => changed(stmt.change, v));
      return;
    case "apply":
      yield* shared(stmt.x).apply(
        (v) => changed(stmt.change, v),
        stmt.release ? "release" : "relaxed",
      );
      return;
    case "exchange":
      values[stmt.to] = yield* shared(stmt.x).exchange(evaluate(stmt.value, values));
      return;
    case "cas":
      values[stmt.to] = yield* shared(stmt.x).compareExchange(
        evaluate(stmt.expected, values),
        evaluate(stmt.next, values),
      );
      return;
    case "fence":
      yield* fence(stmt.kind);
      return;
    case "choose":
      values[stmt.to] = yield* choose(stmt.of);
      return;
    case "await":
      yield* awaitUntil(shared(stmt.x), (v) => (v === stmt.equals) !== stmt.not);
      return;
    case "await2":
      yield* awaitUntil([shared(stmt.x), shared(stmt.y)], (x, y) => x + y === stmt.sum);
      return;
    case "assert":
      yield* assert(isTrue(stmt.cond, values));
      return;
    case "assume":
      yield* assume(isTrue(stmt.cond, values));
      return;
    case "ghost":
      yield* world.ghost.set(evaluate(stmt.value, values));
      return;
    case "queue":
      yield* world.queue[stmt.op]();
      return;
    case "complete":
      yield* world.completion.complete();
      return;
    case "waitCompletion":
      yield* world.completion.wait();
      return;
    case "publish": {
      const initial = { f: evaluate(stmt.value, values) };
      const record = yield* alloc(Rec, `rec of ${locals.lane}`, initial);
      yield* world.head.write(record, stmt.release ? "release" : "relaxed");
      return;
    }
    case "follow": {
      const record = yield* world.head.read();
      if (record !== null) values[stmt.to] = yield* record.f.read();
      return;
    }
    case "through": {
      const record = yield* world.head.read();
      if (record !== null) yield* record.f.write(evaluate(stmt.value, values));
      return;
    }
    case "atomic":
      locals.values = yield* atomic("atomic", function* () {
        const inside = { ...locals, values: [...values] };
        yield* all(world, stmt.body, inside);
        return [...inside.values];
      });
      return;
    case "locked": {
      const lock = world.locks[stmt.lock % 2];
      yield* lock.lock();
      yield* all(world, stmt.body, locals);
      yield* lock.unlock();
      return;
    }
    case "trylocked": {
      const lock = world.locks[stmt.lock % 2];
      if (!(yield* lock.trylock())) return;
      yield* all(world, stmt.body, locals);
      yield* lock.unlock();
      return;
    }
    case "semaphore":
      yield* underSemaphore(world, stmt, locals);
      return;
    case "if":
      yield* all(world, isTrue(stmt.cond, values) ? stmt.then : stmt.else, locals);
      return;
    case "repeat":
      for (let i = 0; i < stmt.times; i++) {
        locals.counters.push(i);
        yield* all(world, stmt.body, locals);
        locals.counters.pop();
      }
      return;
    case "retry":
      for (;;) {
        yield* checkpoint([world.sites.get(stmt)!, ...locals.counters, ...locals.values]);
        yield* all(world, stmt.body, locals);
        if (isTrue(stmt.until, locals.values)) return;
      }
    case "call": {
      const called = proc("called", (argument: number) =>
        run(world, stmt.body, stmt.result, {
          lane: locals.lane,
          values: [argument, 0],
          counters: [],
          children: new Map(),
        }),
      );
      locals.values[stmt.to] = (yield* called(evaluate(stmt.argument, values)))!;
      return;
    }
    case "spawn": {
      const child = yield* spawn(`c${stmt.child}`, world.children[stmt.child]);
      locals.children.set(stmt.child, child);
      return;
    }
    case "join":
      yield* join(world.threads[stmt.thread % program.threads.length]);
      return;
    case "joinChild":
      yield* join(locals.children.get(stmt.child)!);
  }
}

function* underSemaphore(
  world: World,
  stmt: Extract<Stmt, { do: "semaphore" }>,
  locals: Locals,
): Steps {
  const { semaphore } = world;
  if (stmt.try) {
    const taken = stmt.write ? yield* semaphore.tryDownWrite() : yield* semaphore.tryDownRead();
    if (!taken) return;
  } else yield* stmt.write ? semaphore.downWrite() : semaphore.downRead();
  yield* all(world, stmt.body, locals);
  yield* stmt.write ? semaphore.upWrite() : semaphore.upRead();
}

/**
 * One number for each retry loop of a program, by its place: all of them are on one line here, and
 * every kernel must give them the same numbers.
 */
function sitesIn(part: unknown, sites = new Map<unknown, number>()): Map<unknown, number> {
  if (typeof part !== "object" || part === null) return sites;
  if ("do" in part && part.do === "retry") sites.set(part, sites.size);
  for (const inner of Object.values(part)) sitesIn(inner, sites);
  return sites;
}

function holds(world: World, pred: Pred): boolean {
  const { variables, program, threads } = world;
  const now = (x: number) => variables[x % program.variables].now;
  switch (pred.is) {
    case "equal":
      return now(pred.x) === pred.value;
    case "same":
      return now(pred.x) === now(pred.y);
    case "sum":
      return variables.reduce((sum, x) => sum + x.now, 0) % 4 === pred.value;
    case "ghost":
      return world.ghost.now === pred.value;
    case "field":
      return world.head.now?.f.now === pred.value;
    case "queued":
      return (world.queue.sleepers.now & (1 << (pred.thread % threads.length))) !== 0;
    case "completions":
      return world.completion.done.now === pred.value;
    case "held":
      return world.locks[pred.lock % 2].owner.now !== null;
    case "done":
      return threads[pred.thread % threads.length].done;
    case "result":
      return threads[pred.thread % threads.length].result === pred.value;
    case "not":
      return !holds(world, pred.of);
    case "and":
      return holds(world, pred.left) && holds(world, pred.right);
    case "or":
      return holds(world, pred.left) || holds(world, pred.right);
  }
}

/** What properties can see of a state; the oracle writes it in the same way. */
function observed({ variables, ghost, locks, threads, queue, completion, head }: World): string {
  const results = threads.map((t) => (t.done ? `=${JSON.stringify(t.result ?? null)}` : "-"));
  const holders = locks.map((lock) => (lock.owner.now === null ? -1 : lock.owner.now.index));
  const record = head.now;
  return JSON.stringify([
    variables.map((x) => x.now),
    ghost.now,
    holders,
    results,
    queue.sleepers.now,
    completion.done.now,
    record === null ? null : [record.name, record.f.now],
  ]);
}
