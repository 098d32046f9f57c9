import fc from "fast-check";
import { type MemoryModel, type Operation, type Steps, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, outcomesOf, sound, verdictsOf } from "./verdicts.js";

/** Two increments of a plain variable under a lock, and a look into the other's section. */
function counter(
  name: string,
  lock: (nr: number) => Steps,
  unlock: (nr: number) => Steps,
  word: (s: Parameters<Parameters<typeof scenario>[1]>[0]) => void,
) {
  return scenario(name, (s) => {
    word(s);
    const x = s.shared("x", 0);
    for (const i of [0, 1]) {
      s.thread(`t${i}`, function* () {
        yield* lock(i);
        const seen = yield* linux.READ_ONCE(x);
        yield* linux.WRITE_ONCE(x, seen + 1);
        yield* unlock(i);
      });
    }
    s.atEnd("nothing is lost", () => x.now === 2);
  });
}

describe("locks exclude, and order what is done under them", () => {
  const pairs = [
    ["spin_lock", linux.spin_lock, linux.spin_unlock],
    ["spin_lock_irq", linux.spin_lock_irq, linux.spin_unlock_irq],
    ["spin_lock_irqsave", linux.spin_lock_irqsave, linux.spin_unlock_irqrestore],
    ["spin_lock_bh", linux.spin_lock_bh, linux.spin_unlock_bh],
  ] as const;
  it.each(pairs)("%s", async (name, lock, unlock) => {
    let l: Parameters<typeof lock>[0];
    const program = counter(
      name,
      () => lock(l)[Symbol.iterator]() as Steps,
      () => unlock(l)[Symbol.iterator]() as Steps,
      (s) => (l = s.spinlock("l")),
    );
    for (const memory of memories) {
      expect(await verdictsOf(program, memory)).toEqual({ "nothing is lost": "holds", ...sound });
    }
  });

  it("mutex_lock", async () => {
    let l: Parameters<typeof linux.mutex_lock>[0];
    const program = counter(
      "mutex",
      function* () {
        yield* linux.mutex_lock(l);
      },
      function* () {
        yield* linux.mutex_unlock(l);
      },
      (s) => (l = s.mutex("l")),
    );
    for (const memory of memories) {
      expect(await verdictsOf(program, memory)).toEqual({ "nothing is lost": "holds", ...sound });
    }
  });

  it("bit_spin_lock, which leaves the other bits alone", async () => {
    for (const memory of memories) {
      const program = scenario("bit lock", (s) => {
        const word = s.shared("word", 4);
        const x = s.shared("x", 0);
        for (const i of [0, 1]) {
          s.thread(`t${i}`, function* () {
            yield* linux.bit_spin_lock(0, word);
            yield* linux.WRITE_ONCE(x, (yield* linux.READ_ONCE(x)) + 1);
            yield* linux.bit_spin_unlock(0, word);
          });
        }
        s.atEnd("nothing is lost", () => x.now === 2 && word.now === 4);
      });
      expect(await verdictsOf(program, memory)).toEqual({ "nothing is lost": "holds", ...sound });
    }
  });

  it("the trylocks fail only while the lock is held", async () => {
    const program = (lock: () => Operation<boolean>, unlock: () => Operation<void>) =>
      function* (): Steps<boolean> {
        const got = yield* lock();
        if (got) yield* unlock();
        return got;
      };
    for (const kind of ["spin", "mutex", "bit"] as const) {
      const race = scenario(kind, (s) => {
        const l = kind === "spin" ? s.spinlock("l") : s.mutex("l");
        const word = s.shared("word", 0);
        const body =
          kind === "spin"
            ? program(
                () => linux.spin_trylock(l),
                () => linux.spin_unlock(l),
              )
            : kind === "mutex"
              ? program(
                  () => linux.mutex_trylock(l),
                  () => linux.mutex_unlock(l),
                )
              : program(
                  () => linux.bit_spin_trylock(0, word),
                  () => linux.bit_spin_unlock(0, word),
                );
        const a = s.thread("a", body);
        const b = s.thread("b", body);
        s.outcome(() => `${String(a.result)} ${String(b.result)}`);
      });
      expect(await outcomesOf(race)).toEqual(["false true", "true false", "true true"]);
    }
  });
});

type Act = "read" | "write" | "tryread" | "trywrite" | "downgrade";
type Program = readonly (readonly Act[])[];

/** One thread of a random program: each act is a whole section; the results of the trylocks. */
function* runActs(sem: Parameters<typeof linux.down_read>[0], acts: readonly Act[]): Steps<string> {
  let log = "";
  for (const act of acts) {
    if (act === "read") {
      yield* linux.down_read(sem);
      yield* linux.up_read(sem);
    } else if (act === "write" || act === "downgrade") {
      yield* linux.down_write(sem);
      if (act === "write") yield* linux.up_write(sem);
      else {
        yield* linux.downgrade_write(sem);
        yield* linux.up_read(sem);
      }
    } else if (act === "tryread") {
      const got = yield* linux.down_read_trylock(sem);
      log += got ? "R" : "-";
      if (got) yield* linux.up_read(sem);
    } else {
      const got = yield* linux.down_write_trylock(sem);
      log += got ? "W" : "-";
      if (got) yield* linux.up_write(sem);
    }
  }
  return log;
}

interface Side {
  readonly at: number;
  /** `waiting`: a writer that found the semaphore taken. */
  readonly mode: "out" | "reading" | "writing" | "downgrading" | "waiting";
  readonly log: string;
}

/**
 * All outcomes of a program by the definition of a reader-writer lock that holds new readers up while
 * a writer waits for others.
 */
function reference(program: Program): string[] {
  const outcomes = new Set<string>();
  const seen = new Set<string>();
  const visit = (sides: readonly Side[]): void => {
    const key = JSON.stringify(sides);
    if (seen.has(key)) return;
    seen.add(key);
    let moved = false;
    sides.forEach((side, i) => {
      const others = sides.filter((_, j) => j !== i);
      const writer = others.some(({ mode }) => mode === "writing" || mode === "downgrading");
      const readers = others.some(({ mode }) => mode === "reading");
      const waiting = others.some(({ mode }) => mode === "waiting");
      const anyone = writer || readers;
      const go = (next: Partial<Side>) => {
        moved = true;
        visit(sides.map((s, j) => (j === i ? { ...s, ...next } : s)));
      };
      const act = program[i][side.at];
      if (side.mode === "reading" || side.mode === "writing") go({ mode: "out", at: side.at + 1 });
      else if (side.mode === "downgrading") go({ mode: "reading" });
      else if (act === "read" && !writer && !(readers && waiting)) go({ mode: "reading" });
      else if (act === "write" && !anyone) go({ mode: "writing" });
      else if (act === "downgrade" && !anyone) go({ mode: "downgrading" });
      else if ((act === "write" || act === "downgrade") && side.mode === "out") {
        go({ mode: "waiting" });
      } else if (act === "tryread") {
        if (writer || waiting) go({ at: side.at + 1, log: `${side.log}-` });
        else go({ mode: "reading", log: `${side.log}R` });
      } else if (act === "trywrite") {
        if (anyone || waiting) go({ at: side.at + 1, log: `${side.log}-` });
        else go({ mode: "writing", log: `${side.log}W` });
      }
    });
    if (!moved) outcomes.add(sides.map(({ log }) => log).join(" "));
  };
  visit(program.map(() => ({ at: 0, mode: "out", log: "" })));
  return [...outcomes].sort();
}

describe("rw_semaphore", () => {
  const acts = fc.array(fc.constantFrom<Act>("read", "write", "tryread", "trywrite", "downgrade"), {
    minLength: 1,
    maxLength: 3,
  });

  it("behaves as the definition says, for random programs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(acts, { minLength: 2, maxLength: 3 }),
        fc.constantFrom<MemoryModel>(...memories),
        async (program, memory) => {
          const built = scenario("rwsem", (s) => {
            const sem = s.record(linux.rw_semaphore, "sem");
            const threads = program.map((list, i) => s.thread(`t${i}`, () => runActs(sem, list)));
            s.outcome(() => threads.map(({ result }) => result ?? "").join(" "));
            s.always(
              "no writer beside anyone",
              () => sem.writer.now === null || sem.readers.now === 0,
            );
          });
          const found = await outcomesOf(built, memory);
          expect(found.sort()).toEqual(reference(program));
          expect(await verdictsOf(built, memory)).toEqual({
            "no writer beside anyone": "holds",
            ...sound,
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("holds a second read lock of one thread up while a writer waits: a deadlock", async () => {
    const program = (readers: number) =>
      scenario("nested readers", (s) => {
        const sem = s.record(linux.rw_semaphore, "sem");
        s.thread("reader", function* () {
          for (let i = 0; i < readers; i++) yield* linux.down_read(sem);
          for (let i = 0; i < readers; i++) yield* linux.up_read(sem);
        });
        s.thread("writer", () => runActs(sem, ["write"]));
      });
    expect(await verdictsOf(program(1))).toMatchObject({ "no deadlock": "holds" });
    expect(await verdictsOf(program(2))).toMatchObject({ "no deadlock": "violated" });
  });

  it("is left only by those inside", async () => {
    const program = (leave: "up_read" | "up_write") =>
      scenario("leaves too often", (s) => {
        const sem = s.record(linux.rw_semaphore, "sem");
        s.thread("t", () => linux[leave](sem));
      });
    await expect(verdictsOf(program("up_read"))).rejects.toThrow("no reader is inside");
    await expect(verdictsOf(program("up_write"))).rejects.toThrow("no writer is inside");
  });

  it("lets readers in together", async () => {
    const two = scenario("two readers", (s) => {
      const sem = s.record(linux.rw_semaphore, "sem");
      for (const name of ["a", "b"]) s.thread(name, () => runActs(sem, ["read"]));
      s.reachable("both are inside", () => sem.readers.now === 2);
    });
    expect(await verdictsOf(two)).toMatchObject({ "both are inside": "reachable" });
  });

  it("shows a downgraded writer's data to the next reader", async () => {
    const program = scenario("downgrade", (s) => {
      const sem = s.record(linux.rw_semaphore, "sem");
      const x = s.shared("x", 0);
      s.thread("writer", function* () {
        yield* linux.down_write(sem);
        yield* linux.WRITE_ONCE(x, 1);
        yield* linux.WRITE_ONCE(x, 2);
        yield* linux.downgrade_write(sem);
        yield* linux.up_read(sem);
      });
      const reader = s.thread("reader", function* () {
        yield* linux.down_read(sem);
        const seen = yield* linux.READ_ONCE(x);
        yield* linux.up_read(sem);
        return seen;
      });
      s.outcome(() => reader.result ?? "");
    });
    for (const memory of memories) expect(await outcomesOf(program, memory)).toEqual(["0", "2"]);
  });
});
