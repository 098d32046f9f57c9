/**
 * Programs whose numbers of Mazurkiewicz traces (under sequential consistency) are known: recorded
 * by independent tools, or closed forms.
 */
import {
  type Scenario,
  assume,
  awaitUntil,
  checkpoint,
  scenario,
  struct,
} from "../../engine/index.js";

/** A program and what a trace search must find. */
export interface CountedProgram {
  readonly scenario: Scenario;
  /** Traces in which every thread returns. */
  readonly complete: number;
  /** Traces that end in a deadlock. */
  readonly deadlocked: number;
  /** Runs given up because an assumption failed. */
  readonly assumeBlocked: number;
}

function counted(
  of: Scenario,
  complete: number,
  deadlocked = 0,
  assumeBlocked = 0,
): CountedProgram {
  return { scenario: of, complete, deadlocked, assumeBlocked };
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** n over k. */
export function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

/** `x = 1` against n threads that read x: 2^n. */
export function readers(n: number): CountedProgram {
  const of = scenario(`readers(${n})`, (s) => {
    const x = s.shared("x", 0);
    s.thread("writer", function* () {
      yield* x.write(1);
    });
    for (let i = 0; i < n; i++) {
      s.thread(`reader${i}`, function* () {
        yield* x.read();
      });
    }
  });
  return counted(of, 2 ** n);
}

/** A reader looks for the last zero of an array that n writers fill: (n+3) 2^(n-2). */
export function lastzero(n: number): CountedProgram {
  const of = scenario(`lastzero(${n})`, (s) => {
    const a = s.array("a", n + 1, 0);
    s.thread("reader", function* () {
      for (let i = n; ; i--) {
        yield* checkpoint(i);
        if ((yield* a[i].read()) === 0) return;
      }
    });
    for (let j = 1; j <= n; j++) {
      s.thread(`writer${j}`, function* () {
        const before = yield* a[j - 1].read();
        yield* a[j].write(before + 1);
      });
    }
  });
  return counted(of, (n + 3) * 2 ** (n - 2));
}

/** n threads put four words each into a hash table of 128: 8^(n-11) from n = 11 on. */
export function indexer(n: number): CountedProgram {
  const of = scenario(`indexer(${n})`, (s) => {
    const table = s.array("table", 128, 0);
    for (let t = 0; t < n; t++) {
      s.thread(`t${t}`, function* () {
        for (let i = 0; i < 4; i++) {
          const w = 11 * i + t + 1;
          let h = (7 * (11 * i + t)) % 128;
          while (!(yield* table[h].compareAndSet(0, w))) h = (h + 1) % 128;
        }
      });
    }
  });
  return counted(of, n <= 11 ? 1 : 8 ** (n - 11));
}

/** The file system of Flanagan and Godefroid: 2^(n-13) for 13 to 19 threads. */
export function filesystem(n: number): CountedProgram {
  const of = scenario(`filesystem(${n})`, (s) => {
    const lockI = Array.from({ length: 32 }, (_, i) => s.mutex(`lockI[${i}]`));
    const lockB = Array.from({ length: 26 }, (_, b) => s.mutex(`lockB[${b}]`));
    const inode = s.array("inode", 32, 0);
    const busy = s.array("busy", 26, false);
    for (let t = 0; t < n; t++) {
      s.thread(`t${t}`, function* () {
        const i = t % 32;
        yield* lockI[i].lock();
        if ((yield* inode[i].read()) === 0) {
          let b = (i * 2) % 26;
          for (;;) {
            yield* lockB[b].lock();
            if (!(yield* busy[b].read())) {
              yield* busy[b].write(true);
              yield* inode[i].write(b + 1);
              yield* lockB[b].unlock();
              break;
            }
            yield* lockB[b].unlock();
            b = (b + 1) % 26;
          }
        }
        yield* lockI[i].unlock();
      });
    }
  });
  return counted(of, n <= 13 ? 1 : 2 ** (n - 13));
}

const fibonacciTraces: Readonly<Record<number, number>> = { 3: 1698, 4: 19605, 5: 218243 };

/** Two threads compute Fibonacci numbers into x and y, a third one reads both. */
export function fibBench(n: number): CountedProgram {
  const of = scenario(`fib_bench(${n})`, (s) => {
    const x = s.shared("x", 1);
    const y = s.shared("y", 1);
    s.thread("t1", function* () {
      for (let i = 0; i < n; i++) {
        const a = yield* x.read();
        const b = yield* y.read();
        yield* x.write(a + b);
      }
    });
    s.thread("t2", function* () {
      for (let i = 0; i < n; i++) {
        const b = yield* y.read();
        const a = yield* x.read();
        yield* y.write(a + b);
      }
    });
    s.thread("main", function* () {
      yield* x.read();
      yield* y.read();
    });
  });
  return counted(of, fibonacciTraces[n] ?? NaN);
}

/** Two readers of four variables, two writers of two each: 69,112. */
export function big0(): CountedProgram {
  const of = scenario("big0", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    const z = s.shared("z", 0);
    const w = s.shared("w", 0);
    s.thread("r1", function* () {
      for (const v of [x, y, z, w, x, y, z]) yield* v.read();
    });
    s.thread("r2", function* () {
      for (const v of [x, y, z]) yield* v.read();
    });
    s.thread("w1", function* () {
      for (let i = 1; i <= 3; i++) {
        yield* x.write(i);
        yield* y.write(i);
      }
    });
    s.thread("w2", function* () {
      for (let i = 1; i <= 3; i++) {
        yield* z.write(i);
        yield* w.write(i);
      }
    });
  });
  return counted(of, 69112);
}

const casrotTraces = [0, 1, 2, 5, 14, 43, 144, 523];

/** Thread i: compare-and-set x from i to i + 1. */
export function casrot(n: number): CountedProgram {
  const of = scenario(`casrot(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.compareAndSet(i, i + 1);
      });
    }
  });
  return counted(of, casrotTraces[n] ?? NaN);
}

const caswTraces = [0, 1, 6, 66, 1200];

/** n threads: compare-and-set x from 0 to 1, then write a value of their own. */
export function casw(n: number): CountedProgram {
  const of = scenario(`casw(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.compareAndSet(0, 1);
        yield* x.write(i + 3);
      });
    }
  });
  return counted(of, caswTraces[n] ?? NaN);
}

/** n threads increment x atomically: n!. */
export function ainc(n: number): CountedProgram {
  const of = scenario(`ainc(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.update((v) => v + 1);
      });
    }
  });
  return counted(of, factorial(n));
}

/** n threads increment x under a lock: n!. */
export function lockinc(n: number): CountedProgram {
  const of = scenario(`lockinc(${n})`, (s) => {
    const x = s.shared("x", 0);
    const m = s.mutex("m");
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* m.lock();
        const v = yield* x.read();
        yield* x.write(v + 1);
        yield* m.unlock();
      });
    }
  });
  return counted(of, factorial(n));
}

/** n threads increment x, then y, atomically each: (n!)^2. */
export function binc(n: number): CountedProgram {
  const of = scenario(`binc(${n})`, (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.update((v) => v + 1);
        yield* y.update((v) => v + 1);
      });
    }
  });
  return counted(of, factorial(n) ** 2);
}

/** Dekker's entry protocol, once. */
export function dekker(): CountedProgram {
  const of = scenario("dekker_f", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    const c = s.shared("c", 0);
    s.thread("t1", function* () {
      yield* y.write(1);
      if ((yield* x.read()) === 0) {
        yield* c.write(1);
        yield* c.read();
      }
    });
    s.thread("t2", function* () {
      yield* x.write(1);
      if ((yield* y.read()) === 0) {
        yield* c.write(0);
        yield* c.read();
      }
    });
  });
  return counted(of, 3);
}

/** Peterson's lock with assumptions instead of waiting. */
export function peterson(): CountedProgram {
  const of = scenario("peterson", (s) => {
    const flag = [s.shared("flag1", 0), s.shared("flag2", 0)] as const;
    const turn = s.shared("turn", 0);
    const x = s.shared("x", 0);
    for (const me of [0, 1] as const) {
      s.thread(`t${me}`, function* () {
        yield* flag[me].write(1);
        yield* turn.write(1 - me);
        if ((yield* flag[1 - me].read()) === 1) yield* assume((yield* turn.read()) === me);
        yield* x.write(me);
        yield* x.read();
        yield* flag[me].write(0);
      });
    }
  });
  return counted(of, 4, 0, 6);
}

/** Three threads; whoever finds its own number unlocks, the others keep the lock. */
export function mutexHard(): CountedProgram {
  const of = scenario("mutex_hard", (s) => {
    const x = s.shared("x", 0);
    const m = s.mutex("m");
    for (let i = 0; i < 3; i++) {
      s.thread(`t${i}`, function* () {
        yield* m.lock();
        if ((yield* x.update((v) => v + 1)) === i) yield* m.unlock();
      });
    }
  });
  return counted(of, 1, 3);
}

/** Three threads increment under a lock; the third one stops while it holds it. */
export function mutexDeadlockOne(): CountedProgram {
  const of = scenario("mutex_deadlock_one", (s) => {
    const x = s.shared("x", 0);
    const never = s.shared("never", 0);
    const m = s.mutex("m");
    for (let i = 0; i < 3; i++) {
      s.thread(`t${i}`, function* () {
        yield* m.lock();
        yield* x.update((v) => v + 1);
        if (i === 2) yield* awaitUntil(never, (v) => v === 1);
        yield* m.unlock();
      });
    }
  });
  return counted(of, 0, 5);
}

/** Three threads increment if they get the lock at once. */
export function mutexTrylockUnlock(): CountedProgram {
  const of = scenario("mutex_trylock_unlock", (s) => {
    const x = s.shared("x", 0);
    const m = s.mutex("m");
    for (let i = 0; i < 3; i++) {
      s.thread(`t${i}`, function* () {
        if (!(yield* m.trylock())) return;
        const v = yield* x.read();
        yield* x.write(v + 1);
        yield* m.unlock();
      });
    }
  });
  return counted(of, 21);
}

/** Each announces itself and waits for the other to be gone. */
export function simplifiedDekker(): CountedProgram {
  const of = scenario("simplified_dekker", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    s.thread("t1", function* () {
      yield* y.write(1);
      yield* awaitUntil(x, (v) => v === 0);
      yield* y.write(0);
    });
    s.thread("t2", function* () {
      yield* x.write(1);
      yield* awaitUntil(y, (v) => v === 0);
      yield* x.write(0);
    });
  });
  return counted(of, 2, 1);
}

/** Two threads wait for x to be 0 and then set it, not atomically. */
export function brokenMutualExclusion(): CountedProgram {
  const of = scenario("broken_mutual_exclusion", (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < 2; i++) {
      s.thread(`t${i}`, function* () {
        yield* awaitUntil(x, (v) => v === 0);
        yield* x.write(1);
      });
    }
  });
  return counted(of, 2, 2);
}

/** From Concuerror's tests: needs whole reversing sequences. */
export function diffDep1(): CountedProgram {
  const of = scenario("diff_dep_1", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    const z = s.shared("z", 0);
    for (const [name, v] of [
      ["t1", x],
      ["t2", y],
      ["t3", z],
    ] as const) {
      s.thread(name, function* () {
        yield* v.write(1);
      });
    }
    s.thread("t4", function* () {
      if ((yield* z.read()) !== 0) yield* x.read();
    });
    s.thread("t5", function* () {
      if ((yield* y.read()) !== 0) yield* x.read();
    });
  });
  return counted(of, 9);
}

/** The example of "Optimal Dynamic Partial Order Reduction" (POPL 2014). */
export function poplOptimalExample(): CountedProgram {
  const of = scenario("POPL_optimal_example", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    const z = s.shared("z", 0);
    s.thread("t1", function* () {
      yield* x.write(1);
    });
    s.thread("t2", function* () {
      yield* y.write(1);
    });
    s.thread("t3", function* () {
      if ((yield* y.read()) === 0) yield* z.write(1);
    });
    s.thread("t4", function* () {
      if ((yield* z.read()) !== 1) return;
      if ((yield* y.read()) === 0) yield* x.write(2);
    });
  });
  return counted(of, 5);
}

const lockNumbers = struct("lock", { a: 0, b: 0, c: 0, d: 0, v: 0, w: 0, x: 0, y: 0, z: 0 });

/** Four threads of which a rare interleaving lets each open the next one's lock. */
export function combinationLock1(): CountedProgram {
  const of = scenario("combination_lock_1", (s) => {
    const v = s.record(lockNumbers, "n");
    s.thread("t1", function* () {
      yield* v.z.write(1);
    });
    s.thread("t2", function* () {
      yield* v.x.write(1);
      yield* v.a.write(1);
      if ((yield* v.y.read()) === 1) {
        yield* v.w.write(1);
        yield* v.b.write(0);
      }
    });
    s.thread("t3", function* () {
      if ((yield* v.x.read()) === 1) {
        yield* v.y.write(1);
        yield* v.c.write(0);
        if ((yield* v.v.read()) === 1) yield* v.z.read();
      }
    });
    s.thread("t4", function* () {
      if ((yield* v.w.read()) === 1) {
        yield* v.v.write(1);
        yield* v.d.write(0);
      }
    });
  });
  return counted(of, 6);
}

/** Two threads of n writes each to one variable, no two of which commute: C(2n, n). */
export function noReduction(n: number): CountedProgram {
  const of = scenario(`no_reduction(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (const t of [1, 2]) {
      s.thread(`t${t}`, function* () {
        for (let i = 0; i < n; i++) yield* x.write(i * 2 + t);
      });
    }
  });
  return counted(of, binomial(2 * n, n));
}

/** n threads on locations of their own: one trace. */
export function disjoint(n: number): CountedProgram {
  const of = scenario(`disjoint(${n})`, (s) => {
    for (let i = 0; i < n; i++) {
      const x = s.shared(`x${i}`, 0);
      s.thread(`t${i}`, function* () {
        const v = yield* x.read();
        yield* x.write(v + 1);
        yield* x.update((old) => old + 1);
      });
    }
  });
  return counted(of, 1);
}

/** A blind write and n atomic increments of one variable: (n + 1)!. */
export function writerAndIncrements(n: number): CountedProgram {
  const of = scenario(`writer_and_increments(${n})`, (s) => {
    const x = s.shared("x", 0);
    s.thread("writer", function* () {
      yield* x.write(100);
    });
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.update((v) => v + 1);
      });
    }
  });
  return counted(of, factorial(n + 1));
}

/** n blind writers and a reader of one variable: (n + 1)!. */
export function writersAndReader(n: number): CountedProgram {
  const of = scenario(`writers_and_reader(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`writer${i}`, function* () {
        yield* x.write(i + 1);
      });
    }
    s.thread("reader", function* () {
      yield* x.read();
    });
  });
  return counted(of, factorial(n + 1));
}

/** n threads: compare-and-set one variable from 0 to a value of their own: n. */
export function casOnce(n: number): CountedProgram {
  const of = scenario(`cas_once(${n})`, (s) => {
    const x = s.shared("x", 0);
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.compareAndSet(0, i + 1);
      });
    }
  });
  return counted(of, n);
}

/** A thread writes 2, n threads compare-and-set from 2 to 3: n 2^(n-1) + 1. */
export function writeThenCas(n: number): CountedProgram {
  const of = scenario(`write_then_cas(${n})`, (s) => {
    const x = s.shared("x", 0);
    s.thread("writer", function* () {
      yield* x.write(2);
    });
    for (let i = 0; i < n; i++) {
      s.thread(`t${i}`, function* () {
        yield* x.compareAndSet(2, 3);
      });
    }
  });
  return counted(of, n * 2 ** (n - 1) + 1);
}

/** One writer with k writes against r readers with k reads of one variable: C(2k, k)^r. */
export function writerAndReaders(k: number, r: number): CountedProgram {
  const of = scenario(`writer_and_readers(${k}, ${r})`, (s) => {
    const x = s.shared("x", 0);
    s.thread("writer", function* () {
      for (let i = 1; i <= k; i++) yield* x.write(i);
    });
    for (let t = 0; t < r; t++) {
      s.thread(`reader${t}`, function* () {
        for (let i = 0; i < k; i++) yield* x.read();
      });
    }
  });
  return counted(of, binomial(2 * k, k) ** r);
}

/** m variables with two writers each: 2^m. */
export function writerPairs(m: number): CountedProgram {
  const of = scenario(`writer_pairs(${m})`, (s) => {
    for (let i = 0; i < m; i++) {
      const x = s.shared(`x${i}`, 0);
      for (const v of [1, 2]) {
        s.thread(`t${i}.${v}`, function* () {
          yield* x.write(v);
        });
      }
    }
  });
  return counted(of, 2 ** m);
}
