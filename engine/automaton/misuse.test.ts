import { expect, test } from "vitest";
import {
  type Builder,
  type Operation,
  type Steps,
  atomic,
  awaitUntil,
  check,
  checkpoint,
  choose,
  join,
  proc,
  scenario,
  spawn,
} from "../index.js";
import { lineOf, positionIn, refused } from "../check/testing/refused.js";

/** Asserts that a scenario is refused with a message and a hint like these, at the marked line. */
async function refuses(
  declare: (s: Builder) => void,
  message: string | RegExp,
  hint: string,
  mark: string | null,
): Promise<void> {
  const error = await refused(declare);
  expect.soft(error.message).toMatch(message);
  expect.soft(error.hint).toContain(hint);
  const line = mark === null ? null : lineOf(import.meta.url, mark);
  expect.soft(positionIn(import.meta.url, error)).toBe(line);
}

test("an operation called without yield* is reported with its line", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("t", function* () {
        yield* x.read();
        x.write(2); // forgotten
        yield* x.read();
      });
    },
    'thread t: "x = 2" was called without yield* and did nothing',
    "write `yield* ...` in front of the call",
    "forgotten",
  );
});

test("an operation without yield* as the last thing of a thread is reported too", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("t", function* () {
        x.write(2); // forgotten at the end
      });
    },
    "was called without yield*",
    "yield",
    "forgotten at the end",
  );
});

test("an operation without yield* in a modelled function is reported where it is", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      const helper = proc("helper", function* () {
        yield* x.read();
        x.write(1); // forgotten inside
      });
      s.thread("t", function* () {
        yield* helper();
      });
    },
    'thread t: "x = 1" was called without yield*',
    "yield",
    "forgotten inside",
  );
});

test("a forgotten yield* on a branch that is met late is reported", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        if ((yield* x.read()) === 1) {
          x.write(3); // forgotten on a branch
        }
      });
      s.thread("b", function* () {
        yield* x.write(1);
      });
    },
    'thread a: "x = 3" was called without yield*',
    "yield",
    "forgotten on a branch",
  );
});

test("yield without the star is reported", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("t", function* (): Steps {
        yield x.write(1); // no star
      });
    },
    '"x = 1"',
    "yield*",
    "no star",
  );
});

test("yielding a value that is not an operation is refused", async () => {
  const wrong = (value: unknown) => (s: Builder) => {
    s.thread("t", function* (): Steps {
      yield value as Operation<unknown>;
    });
  };
  const hint = "a thread yields operations only, with `yield*`; nothing can be awaited inside one";
  await refuses(wrong(5), "thread t yielded 5, which is not an operation", hint, null);
  await refuses(wrong(Promise.resolve(1)), "thread t yielded a promise", hint, null);
  await refuses(wrong(undefined), "thread t yielded undefined", hint, null);
  await refuses(wrong(null), "thread t yielded null", hint, null);
  await refuses(wrong({}), "thread t yielded {}, which is not an operation", hint, null);
});

test("an async function is not a thread", async () => {
  await refuses(
    (s) => {
      s.thread("t", (async () => {}) as unknown as () => Steps);
    },
    "t is async; a thread cannot await",
    "write a plain generator function and `yield*` every access to shared state",
    null,
  );
});

test("an async generator is not a thread", async () => {
  await refuses(
    (s) => {
      s.thread("t", async function* () {} as unknown as () => Steps);
    },
    "t is async; a thread cannot await",
    "write a plain generator function",
    null,
  );
});

test("a function that is no generator is not a thread", async () => {
  await refuses(
    (s) => {
      s.thread("t", (() => 5) as unknown as () => Steps);
    },
    "t returned 5 instead of running as a generator",
    "write `function* () { ... }`",
    null,
  );
});

test("a thread that uses a random number is refused", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("t", function* () {
        yield* x.write(Math.random()); // random
      });
    },
    "Math.random()",
    "choose",
    "random",
  );
});

test("a thread that looks at the clock is refused", async () => {
  const clocks: [() => unknown, string, string][] = [
    [() => Date.now(), "Date.now()", "now"], // now
    [() => new Date(), "new Date()", "a date"], // a date
  ];
  for (const [look, name, mark] of clocks) {
    await refuses(
      (s) => {
        const x = s.shared("x", "");
        s.thread("t", function* () {
          yield* x.write(String(look()));
        });
      },
      name,
      "choose",
      mark,
    );
  }
});

test("a thread that depends on a variable outside that it changes is refused", async () => {
  await refuses(
    (s) => {
      let count = 0;
      const x = s.shared("x", 0);
      s.thread("t", function* () {
        count++;
        yield* x.write(count); // depends on an outer variable
      });
    },
    /thread t is not deterministic: run again with the same values, it came to "x = \d+" instead of "x = 1"/,
    "a thread may use only its own locals and what yield* returns",
    "depends on an outer variable",
  );
});

test("a thread that two branches of the automaton share a mutated variable with is refused", async () => {
  await refuses(
    (s) => {
      const seen: number[] = [];
      const x = s.shared("x", 0);
      const y = s.shared("y", 0);
      s.thread("a", function* () {
        seen.push(yield* x.read());
        if (seen.length > 1) yield* y.write(2); // comes out differently
        yield* y.read();
      });
      s.thread("b", function* () {
        yield* x.write(1);
      });
    },
    "thread a is not deterministic: run again with the same values",
    "a thread may use only its own locals",
    "comes out differently",
  );
});

test("unlocking a lock that another thread holds is refused", async () => {
  await refuses(
    (s) => {
      const l = s.mutex("l");
      s.thread("a", function* () {
        yield* l.lock();
      });
      s.thread("b", function* () {
        yield* l.unlock(); // unlocks
      });
    },
    /^thread b unlocks l, which it does not hold \((a holds it|nobody holds it)\)$/,
    "unlock only what the same thread has locked, once",
    "unlocks",
  );
});

test("unlocking a spinlock twice is refused under every memory model", async () => {
  for (const memory of ["sc", "tso", "weak"] as const) {
    const error = await refused(
      (s) => {
        const l = s.spinlock("l");
        s.thread("a", function* () {
          yield* l.lock();
          yield* l.unlock();
          yield* l.unlock(); // second unlock
        });
      },
      { memory },
    );
    expect(error.message).toBe("thread a unlocks l, which it does not hold (nobody holds it)");
    expect(positionIn(import.meta.url, error)).toBe(lineOf(import.meta.url, "second unlock"));
  }
});

test("leaving a semaphore that one is not inside of is refused", async () => {
  await refuses(
    (s) => {
      const sem = s.rwsem("sem");
      s.thread("a", function* () {
        yield* sem.upRead(); // leaves
      });
    },
    "thread a unlocks sem (read), which it does not hold",
    "unlock only what",
    "leaves",
  );
  await refuses(
    (s) => {
      const sem = s.rwsem("sem");
      s.thread("a", function* () {
        yield* sem.downRead();
        yield* sem.upWrite(); // leaves as a writer
      });
    },
    "thread a unlocks sem (write), which it does not hold",
    "unlock only what",
    "leaves as a writer",
  );
});

test("an operation that may wait is refused inside an atomic block", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      const l = s.mutex("l");
      s.thread("a", function* () {
        yield* atomic("block", function* () {
          yield* x.read();
          yield* l.lock(); // waits inside
        });
      });
    },
    "lock(l) cannot be part of an atomic block",
    "move it out of the block",
    "waits inside",
  );
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        yield* atomic("block", function* () {
          yield* x.read();
          yield* choose(2); // chooses inside
        });
      });
    },
    "choose cannot be part of an atomic block",
    "several alternatives",
    "chooses inside",
  );
});

test("choose needs at least one option", async () => {
  await refuses(
    (s) => {
      s.thread("a", function* () {
        yield* choose(0); // nothing to choose from
      });
    },
    "choose(0): the number of options must be 1 to",
    "",
    "nothing to choose from",
  );
  const wrong = [-1, 1.5, NaN, 1_000_000];
  for (const n of wrong) {
    const error = await refused((s) => {
      s.thread("a", function* () {
        yield* choose(n);
      });
    });
    expect(error.message).toContain("the number of options must be 1 to");
  }
  const empty = await refused((s) => {
    s.thread("a", function* () {
      yield* choose([]);
    });
  });
  expect(empty.message).toContain("the number of options must be 1 to");
});

test("a retry loop without a checkpoint is reported, and how to help", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("spinner", function* () {
        while ((yield* x.read()) === 0);
      });
    },
    "thread spinner does not end: 20,000 steps",
    "put `yield* checkpoint(locals)` at the head of its retry loop",
    null,
  );
});

test("a loop that takes no step is reported", async () => {
  const error = await refused((s) => {
    s.thread("spinner", function* () {
      for (;;) yield* checkpoint();
    });
  });
  expect(error.message).toMatch("thread spinner goes round for ever without a step");
});

test("a loop that calls a function which takes no step is reported", async () => {
  const nothing = proc("nothing", function* () {});
  const error = await refused((s) => {
    s.thread("spinner", function* () {
      for (;;) yield* nothing();
    });
  });
  expect(error.message).toMatch("thread spinner goes round for ever without a step");
});

test("an atomic block that changes a variable of its caller is refused", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        let old = 0;
        yield* atomic("increment", function* () {
          old = yield* x.read();
          yield* x.write(1);
        });
        return old;
      });
      s.thread("b", function* () {
        yield* x.write(5);
      });
    },
    'thread a is not deterministic: run again with the same values, it came to "return 5" instead of "return 0"',
    "may not change or look at variables of its caller: pass and return values",
    null,
  );
});

test("a modelled function that looks at a variable that its caller changes is refused", async () => {
  const error = await refused((s) => {
    const x = s.shared("x", 1);
    const y = s.shared("y", 0);
    s.thread("a", function* () {
      let seen = 0;
      const look = proc("look", function* () {
        if ((yield* y.read()) === seen) yield* y.write(seen + 1);
      });
      yield* look();
      seen = yield* x.read();
      yield* look();
    });
    s.thread("b", function* () {
      yield* y.write(1);
    });
  });
  expect(error.message).toMatch(/^thread a is not deterministic/);
});

test("a modelled function that changes its argument is refused", async () => {
  const error = await refused((s) => {
    const x = s.shared("x", 0);
    const fill = proc("fill", function* (into: number[]) {
      into.push(yield* x.read());
    });
    s.thread("a", function* () {
      const list: number[] = [];
      yield* fill(list);
      yield* x.write(10 + list[0]);
    });
    s.thread("b", function* () {
      yield* x.write(1);
    });
  });
  expect(error.message).toMatch(/^thread a is not deterministic/);
});

test("a checkpoint that leaves out a local that matters later is refused", async () => {
  const error = await refused((s) => {
    const x = s.shared("x", 0);
    s.thread("a", function* () {
      let tries = 0;
      for (;;) {
        yield* checkpoint();
        tries++;
        if ((yield* x.read()) === 1) break;
      }
      return tries > 1;
    });
    s.thread("b", function* () {
      yield* x.write(1);
    });
  });
  expect(error.message).toMatch(/^thread a is not deterministic/);
});

test("a loop of ghost updates is reported", async () => {
  const error = await refused((s) => {
    const g = s.ghost("g", 0);
    s.thread("spinner", function* () {
      for (;;) {
        yield* checkpoint();
        yield* g.set(1);
      }
    });
  });
  expect(error.message).toBe("thread spinner goes round for ever within one step");
  expect(error.hint).toContain("a loop needs a step");
});

test("a checkpoint that leaves out a local that matters is refused", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        for (let i = 0; ; i++) {
          yield* checkpoint(); // leaves out i
          if (i === 3) return;
          yield* x.write(i);
        }
      });
    },
    'thread a: after checkpoint(...) one history goes on with "x = 0" and another, with the same locals, with "x = 1"',
    "pass every local that matters after the checkpoint",
    "leaves out i",
  );
});

test("a function or a promise cannot be passed between steps", async () => {
  const values: [unknown, string][] = [
    [() => 1, "a function cannot be passed between steps of a thread"],
    [Symbol("s"), "a symbol cannot be passed between steps of a thread"],
    [Promise.resolve(1), "a Promise cannot be passed between steps of a thread"],
    [new Map(), "a Map cannot be passed between steps of a thread"],
  ];
  for (const [value, message] of values) {
    const error = await refused((s) => {
      const f = proc("f", function* () {
        return value as never;
      });
      s.thread("a", function* () {
        yield* f();
      });
    });
    expect(error.message).toBe(message);
    expect(error.hint).toBe("pass primitives, records, or plain arrays and objects of them");
  }
});

test("an object cannot be written to a shared location", async () => {
  await refuses(
    (s) => {
      const x = s.shared<unknown>("x", 0);
      s.thread("a", function* () {
        yield* x.write({ a: 1 }); // writes an object
      });
    },
    "the value written to x is an object; shared locations hold primitives and references to records",
    "declare a struct",
    "writes an object",
  );
  const updated = await refused((s) => {
    const x = s.shared<unknown>("x", 0);
    s.thread("a", function* () {
      yield* x.update(() => [1]);
    });
  });
  expect(updated.message).toContain("the value written to x is an object");
});

test("a function given to an operation that throws is reported", async () => {
  const boom = () => {
    throw new Error("boom");
  };
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        yield* x.update(boom); // update throws
      });
    },
    "update x: the function given to it threw Error: boom",
    "compute a value and do nothing else",
    "update throws",
  );
  const awaiting = await refused((s) => {
    const x = s.shared<{ a: number } | null>("x", null);
    s.thread("a", function* () {
      yield* awaitUntil(x, (v) => v!.a === 1);
    });
  });
  expect(awaiting.message).toContain("await x: the function given to it threw TypeError");
});

test("an operation outside a thread is refused", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      x.write(1);
      s.thread("a", function* () {});
    },
    "x = 1 outside a thread",
    "operations mean something only inside a thread function; in properties use `.now`",
    null,
  );
  const locked = await refused((s) => {
    s.mutex("l").lock();
  });
  expect(locked.message).toBe("a lock used outside a thread");
  const spawned = await refused((s) => {
    spawn("child", function* () {});
    s.thread("a", function* () {});
  });
  expect(spawned.message).toBe("spawn of child outside a thread");
});

test("join needs a thread", async () => {
  const error = await refused((s) => {
    s.thread("a", function* () {
      yield* join("b" as never);
    });
  });
  expect(error.message).toBe("join needs a thread");
  expect(error.hint).toContain("s.thread(...)");
});

test("a state read with .now inside a thread is refused", async () => {
  await refuses(
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        if (x.now === 0) yield* x.write(1); // looks at now
      });
    },
    "x.now read outside a property",
    "inside a thread, read shared state with `yield* x.read()`",
    "looks at now",
  );
});

test("an error thrown in a thread is a finding, not an error", async () => {
  const throwing = scenario("throwing", (s) => {
    const x = s.shared("x", 0);
    s.thread("a", function* () {
      if ((yield* x.read()) === 1) throw new TypeError("page is null"); // throws
    });
    s.thread("b", function* () {
      yield* x.write(1);
    });
  });
  const result = await check(throwing);
  const finding = result.properties.find((p) => p.kind === "error")!;
  expect(finding).toMatchObject({
    property: "no thread throws",
    verdict: "violated",
    message: "a throws TypeError: page is null",
    failing: 1n,
    switches: 0,
    steps: 2,
  });
  expect(finding.trace!.steps.at(-1)!.remarks).toEqual(["throws TypeError: page is null"]);
  const rest = result.properties.filter((p) => p !== finding);
  expect(rest.map((p) => p.verdict)).toEqual(["holds", "holds", "holds"]);
});
