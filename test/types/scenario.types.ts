/**
 * Code that must not compile. Each directive below fails the type check if the line after it is
 * accepted; nothing here is ever run.
 */
import {
  type Builder,
  type RecordOf,
  type Shared,
  alloc,
  assert,
  assume,
  atomic,
  awaitUntil,
  check,
  checkpoint,
  choose,
  fence,
  field,
  join,
  mutex,
  observe,
  proc,
  ref,
  scenario,
  spawn,
  struct,
} from "heddle";

const Page = struct("page", {
  dirty: false,
  index: 0,
  state: field<"clean" | "dirty">("clean"),
  lock: mutex(),
  slots: [0, 0],
});
type Page = RecordOf<typeof Page>;
const Node = struct("node", { next: ref<Page>() });

/** Values have the type of what they are read from and written to. */
export function values(s: Builder): void {
  const x = s.shared("x", 0);
  const flag = s.shared("flag", false);
  const state = s.shared<"idle" | "busy">("state", "idle");
  const ghost = s.ghost("ghost", 0);
  s.thread("t", function* () {
    // @ts-expect-error a string written to a number
    yield* x.write("1");
    // @ts-expect-error nothing written
    yield* x.write();
    // @ts-expect-error a number written to a flag
    yield* flag.write(1);
    // @ts-expect-error not one of the states
    yield* state.write("asleep");
    // @ts-expect-error no such order
    yield* x.write(1, "acquire");
    // @ts-expect-error the function must return a number
    yield* x.update((v) => v > 0);
    // @ts-expect-error the function gets a number
    yield* x.update((v: string) => v.length);
    // @ts-expect-error wrong type expected and written
    yield* x.compareExchange("0", "1");
    // @ts-expect-error wrong type exchanged
    yield* flag.exchange(0);
    // @ts-expect-error modify must say what it returns
    yield* x.modify((v) => ({ next: v }));
    // @ts-expect-error the ghost is a number
    yield* ghost.set("1");
    // @ts-expect-error a ghost is no shared variable of the program
    yield* ghost.read();
    // @ts-expect-error an observed number is no string
    const seen: string = yield* observe(x);
    // @ts-expect-error what is read is a number
    const text: string = yield* x.read();
    // @ts-expect-error write returns nothing
    const nothing: number = yield* x.write(1);
    // @ts-expect-error compareAndSet returns whether it succeeded, not the old value
    const old: number = yield* x.compareAndSet(0, 1);
    return [seen, text, nothing, old];
  });
  // @ts-expect-error an array needs its length
  s.array("xs", 0);
  // @ts-expect-error one initial value has one type
  s.array<number>("xs", 2, "zero");
}

/** Shared variables of one type are not variables of another. */
export function invariance(s: Builder): void {
  const narrow: Shared<1> = s.shared<1>("narrow", 1);
  // @ts-expect-error somebody could write 2 through the wider type
  const wide: Shared<number> = narrow;
  const number: Shared<number> = s.shared("number", 1);
  // @ts-expect-error and read 2 through the narrower one
  const one: Shared<1> = number;
  void [wide, one];
}

/** Threads are generator functions that yield operations. */
export function threads(s: Builder): void {
  const x = s.shared("x", 0);
  // @ts-expect-error an async function is no thread
  s.thread("async", async () => {});
  // @ts-expect-error an async generator is no thread
  s.thread("async generator", async function* () {});
  // @ts-expect-error a function that is no generator is no thread
  s.thread("plain", () => 5);
  // @ts-expect-error a thread must have code
  s.thread("none");
  // @ts-expect-error a thread yields operations only
  s.thread("yields", function* () {
    yield 5;
  });
  // @ts-expect-error a thread cannot yield promises
  s.thread("awaits", function* () {
    yield Promise.resolve();
  });
  // @ts-expect-error the name comes first
  s.thread(function* () {});
  const returns = s.thread("returns", function* () {
    return yield* x.read();
  });
  // @ts-expect-error the result is a number, or undefined while the thread runs
  s.always("result", () => returns.result.length === 1);
  s.thread("joins", function* () {
    // @ts-expect-error the result is a number
    const result: string = yield* join(returns);
    // @ts-expect-error only threads can be joined
    yield* join("returns");
    const child = yield* spawn("child", function* () {
      return true;
    });
    // @ts-expect-error the child returns a truth value
    const truth: number = yield* join(child);
    // @ts-expect-error a spawned thread needs a name
    yield* spawn(function* () {});
    return [result, truth];
  });
}

/** Properties are functions from states to truth values. */
export function properties(s: Builder): void {
  const x = s.shared("x", 0);
  const l = s.mutex("l");
  const t = s.thread("t", function* () {});
  // @ts-expect-error a number is no truth value
  s.always("number", () => x.now);
  // @ts-expect-error an assignment is no comparison
  s.atEnd("assignment", () => (x.now = 1));
  // @ts-expect-error a property is a function
  s.reachable("value", x.now === 1);
  // @ts-expect-error a property needs a name
  s.eventually(() => x.now === 1);
  // @ts-expect-error a promise is no truth value
  s.always("async", async () => true);
  // @ts-expect-error operations have no place in a property
  s.always("operation", () => x.read());
  // @ts-expect-error a number and a string are never equal
  s.always("never equal", () => x.now === "1");
  // @ts-expect-error the owner is a thread, not a name
  s.always("owner", () => l.owner.now === "t");
  // @ts-expect-error there is no such property
  s.never("never", () => t.done);
  // @ts-expect-error `now` cannot be written
  x.now = 5;
}

/** Records have the fields of their struct. */
export function records(s: Builder): void {
  const page = s.record(Page, "page", { index: 3 });
  // @ts-expect-error no such field
  s.record(Page, "wrong field", { size: 3 });
  // @ts-expect-error the index is a number
  s.record(Page, "wrong type", { index: "3" });
  // @ts-expect-error not one of the states
  s.record(Page, "wrong state", { state: "locked" });
  // @ts-expect-error a lock has no initial value
  s.record(Page, "lock", { lock: null });
  s.thread("t", function* () {
    // @ts-expect-error no such field
    yield* page.size.read();
    // @ts-expect-error a field is shared: read it
    if (page.dirty === true) yield* page.index.write(1);
    // @ts-expect-error the field is a flag
    yield* page.dirty.write(1);
    // @ts-expect-error a lock is not written
    yield* page.lock.write(null);
    // @ts-expect-error a list of shared numbers
    yield* page.slots.write([1, 2]);
    const node = yield* alloc(Node);
    // @ts-expect-error a node refers to pages
    yield* node.next.write(node);
    const next = yield* node.next.read();
    // @ts-expect-error it may be null
    yield* next.index.read();
    // @ts-expect-error no such field
    yield* alloc(Page, "page", { size: 1 });
  });
}

/** Control operations. */
export function control(s: Builder): void {
  const x = s.shared("x", 0);
  const y = s.shared("y", false);
  const add = proc("add", function* (a: number, b: number) {
    yield* x.read();
    return a + b;
  });
  s.thread("t", function* () {
    // @ts-expect-error the condition gets a number
    yield* awaitUntil(x, (v: boolean) => v);
    // @ts-expect-error two locations, two values
    yield* awaitUntil([x, y], (a: number, b: number) => a === b);
    // @ts-expect-error the values come in order
    const [a]: [boolean, number] = yield* awaitUntil([x, y], () => true);
    // @ts-expect-error an argument is missing
    yield* add(1);
    // @ts-expect-error arguments have types
    yield* add("1", 2);
    // @ts-expect-error the result is a number
    const sum: string = yield* add(1, 2);
    // @ts-expect-error one of the options
    const option: "c" = yield* choose(["a", "b"]);
    // @ts-expect-error a number or a list of options
    yield* choose("two");
    // @ts-expect-error no such fence
    yield* fence("acquire");
    // @ts-expect-error assert looks at a truth value
    yield* assert(yield* x.read());
    // @ts-expect-error assume looks at a truth value
    yield* assume(1);
    // @ts-expect-error an atomic block has a label
    yield* atomic(function* () {});
    // @ts-expect-error a checkpoint's locals are values
    yield* checkpoint(Symbol("s"));
    return [a, sum, option];
  });
}

/** Options of a check. */
export async function options(): Promise<void> {
  const s = scenario("s", (b) => {
    b.thread("t", function* () {});
  });
  // @ts-expect-error no such memory model
  await check(s, { memory: "arm" });
  // @ts-expect-error no such engine
  await check(s, { engine: "random" });
  // @ts-expect-error no such verdict
  await check(s, { expect: { "no deadlock": "fails" } });
  // @ts-expect-error a budget is a number
  await check(s, { budget: { states: "many" } });
  // @ts-expect-error no such option
  await check(s, { bound: 3 });
  // @ts-expect-error a scenario is needed
  await check();
  // @ts-expect-error the result of a check is a promise
  check(s).properties.map((p) => p.verdict);
  // @ts-expect-error a scenario needs a name
  scenario((b: Builder) => void b);
  // @ts-expect-error a scenario is declared by a function
  scenario("s", 5);
}
