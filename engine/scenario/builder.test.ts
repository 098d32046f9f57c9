import { expect, test } from "vitest";
import {
  type Builder,
  type RecordOf,
  alloc,
  check,
  field,
  fc,
  mutex,
  ref,
  rwsem,
  scenario,
  spawn,
  spinlock,
  struct,
} from "../index.js";
import { refused } from "../check/testing/refused.js";

function thread(s: Builder): void {
  s.thread("t", function* () {});
}

test("every location, thread and property has a name of its own", async () => {
  const location = await refused((s) => {
    s.shared("x", 0);
    s.mutex("x");
    thread(s);
  });
  expect(location.message).toBe("two shared locations are called x");
  expect(location.hint).toBe("give each its own name: tables and verdicts refer to it");
  const threads = await refused((s) => {
    thread(s);
    thread(s);
  });
  expect(threads.message).toBe("two threads are called t");
  const property = await refused((s) => {
    thread(s);
    s.always("p", () => true);
    s.reachable("p", () => true);
  });
  expect(property.message).toBe('two properties are called "p"');
  expect(property.hint).toBe("give each its own name: verdicts and expectations refer to it");
});

test("a location and a thread may share a name", async () => {
  const result = await check(
    scenario("shared name", (s) => {
      const x = s.shared("t", 0);
      s.thread("t", function* () {
        yield* x.write(1);
      });
    }),
  );
  expect(result.stopped).toBeNull();
});

test("names are non-empty strings", async () => {
  for (const name of ["", undefined, 5]) {
    const error = await refused((s) => {
      s.shared(name as string, 0);
    });
    expect(error.message).toBe("a shared location needs a name");
    expect(error.hint).toBe("pass a non-empty string first");
  }
});

test("a scenario needs a thread", async () => {
  const error = await refused((s) => {
    s.shared("x", 0);
  });
  expect(error.message).toBe('scenario "wrong" has no thread');
  expect(error.hint).toBe("add one with s.thread(name, function* () { ... })");
});

test("a thread needs code", async () => {
  const error = await refused((s) => {
    s.thread("t", undefined as never);
  });
  expect(error.message).toBe("thread t has no code");
});

test("a scenario is declared synchronously", async () => {
  const declare: unknown = async (s: Builder) => thread(s);
  const error = await refused(declare as (s: Builder) => void);
  expect(error.message).toBe('scenario "wrong" is built by an async function');
});

test("there are at most 60 threads, declared and spawned", async () => {
  const many = (n: number) => (s: Builder) => {
    for (let i = 0; i < n; i++) s.thread(`t${i}`, function* () {});
  };
  expect((await refused(many(61))).message).toBe("more than 60 threads");
  const spawning = await refused((s) => {
    s.thread("parent", function* () {
      for (let i = 0; i < 60; i++) yield* spawn(`child ${i}`, function* () {});
    });
  });
  expect(spawning.message).toBe("more than 60 threads");
});

test("initial values are primitives or records", async () => {
  const wrong: [unknown, string][] = [
    [{ a: 1 }, "the initial value of x is an object"],
    [[1], "the initial value of x is an object"],
    [() => 1, "the initial value of x is a function"],
    [Symbol("s"), "the initial value of x is a symbol"],
  ];
  for (const [value, message] of wrong) {
    const error = await refused((s) => {
      s.shared<unknown>("x", value);
    });
    expect(error.message).toContain(message);
  }
});

test("an array has a whole number of elements", async () => {
  for (const n of [-1, 1.5, NaN, "3"]) {
    const error = await refused((s) => {
      s.array("xs", n as number, 0);
    });
    expect(error.message).toMatch(/^array xs: the length must be a whole number, not /);
  }
});

test("a record has the fields of its struct, and only those", async () => {
  const Page = struct("page", { dirty: false, index: 0 });
  const error = await refused((s) => {
    s.record(Page, "page", { size: 1 } as never);
  });
  expect(error.message).toBe("struct page has no field size");
  expect(error.hint).toBe("its fields are dirty, index");
  const allocated = await refused((s) => {
    s.thread("t", function* () {
      yield* alloc(Page, "page", { size: 1 } as never);
    });
  });
  expect(allocated.message).toMatch(/has no field size$/);
});

test("a list field keeps its length", async () => {
  const Page = struct("page", { slots: [0, 0] });
  const error = await refused((s) => {
    s.thread("t", function* () {
      yield* alloc(Page, "page", { slots: [1, 2, 3] });
    });
  });
  expect(error.message).toBe("page.slots has 2 elements, not 3");
});

test("a field cannot hide the record's own name", () => {
  expect(() => struct("page", { name: "" })).toThrow("struct page: a field cannot be called name");
});

test("only the first 31 threads can sleep in a wait queue", async () => {
  const error = await refused((s) => {
    const q = s.waitqueue("q");
    for (let i = 0; i < 32; i++) {
      s.thread(`t${i}`, function* () {
        if (i === 31) yield* q.prepare();
      });
    }
  });
  expect(error.message).toBe("thread t31 cannot sleep: it is not among the first 31");
});

test("records hold locks, references and typed fields", async () => {
  const Inode = struct("inode", {
    size: 0,
    sem: rwsem(),
    lock: spinlock(),
    mutex: mutex(),
    state: field<"clean" | "dirty">("clean"),
  });
  const File = struct("file", { inode: ref<RecordOf<typeof Inode>>() });
  const result = await check(
    scenario("records", (s) => {
      const a = s.record(Inode, "a");
      const b = s.record(Inode, "b", { size: 7, state: "dirty" });
      const file = s.record(File, "file", { inode: b });
      s.thread("t", function* () {
        yield* a.lock.lock();
        yield* a.sem.downRead();
        yield* a.state.write("dirty");
        yield* a.sem.upRead();
        yield* a.lock.unlock();
        const inode = yield* file.inode.read();
        return [yield* a.size.read(), yield* inode!.size.read(), yield* b.state.read()];
      });
      s.atEnd("independent", () => a.size.now === 0 && b.size.now === 7);
      s.atEnd("released", () => a.lock.owner.now === null && a.sem.readers.now === 0);
    }),
  );
  expect(result.outcomes.map(({ text }) => text)).toEqual(['t=[0, 7, "dirty"]']);
  expect(result.properties.every((p) => p.verdict === "holds")).toBe(true);
});

test("the identity of an allocated record does not depend on the interleaving", async () => {
  const Page = struct("page", { owner: "" });
  const result = await check(
    scenario("alloc", (s) => {
      const last = s.shared<string>("last", "");
      for (const name of ["a", "b"]) {
        s.thread(name, function* () {
          yield* last.write(name);
          const page = yield* alloc(Page, `page of ${name}`);
          yield* page.owner.write(name);
          return [page.name, yield* page.owner.read()];
        });
      }
    }),
  );
  expect(result.outcomes).toHaveLength(1);
  expect(result.outcomes[0].text).toBe('a=["page of a", "a"] b=["page of b", "b"]');
});

test("a property that is no function of the state is refused, with its name", async () => {
  const cases: [(s: Builder) => void, string, string][] = [
    [
      (s) => s.always("number", (() => 1) as never),
      'property "number" returned 1 instead of true or false',
      "compare with ===, and read shared things through `.now`",
    ],
    [
      (s) => s.always("nothing", (() => undefined) as never),
      'property "nothing" returned undefined instead of true or false',
      "compare with ===",
    ],
    [
      (s) =>
        s.atEnd("throws", () => {
          throw new TypeError("no page");
        }),
      'property "throws" threw TypeError: no page',
      "a property must have a value in every state, also in the initial one",
    ],
    [
      (s) => {
        const y = s.shared("y", 0);
        s.always("reads", (() => y.read()) as never);
      },
      "read y outside a thread",
      "in properties use `.now`",
    ],
  ];
  for (const [declare, message, hint] of cases) {
    const error = await refused((s) => {
      declare(s);
      thread(s);
    });
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  }
});

test("the state cannot be looked at outside a property", async () => {
  const error = await refused((s) => {
    const x = s.shared("x", 0);
    if (x.now === 0) thread(s);
  });
  expect(error.message).toBe("x.now read outside a property");
  expect(error.hint).toContain("`.now` has a value only inside always, atEnd, reachable");
  const done = await refused((s) => {
    const t = s.thread("t", function* () {});
    if (t.done) s.shared("x", 0);
  });
  expect(done.message).toBe("state of thread t read outside a property");
});

test("a check starts from scratch each time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), async (n) => {
      let built = 0;
      const s = scenario("again", (b) => {
        built++;
        const x = b.shared("x", 0);
        b.thread("t", function* () {
          for (let i = 0; i < n; i++) yield* x.update((v) => v + 1);
        });
        b.atEnd("counted", () => x.now === n);
      });
      const first = await check(s);
      const second = await check(s);
      expect({ ...second, ms: 0 }).toEqual({ ...first, ms: 0 });
      expect(built).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 10 },
  );
});
