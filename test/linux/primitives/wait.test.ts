import fc from "fast-check";
import {
  type Builder,
  type MemoryModel,
  type Shared,
  type Steps,
  checkpoint,
  scenario,
} from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

/** A sleeper that waits until `cond` is true by hand, in the given order. */
function* sleeper(
  current: linux.Task,
  cond: Shared<boolean>,
  order: "state first" | "condition first" | "no barrier",
): Steps {
  for (;;) {
    yield* checkpoint();
    if (order === "state first") {
      yield* linux.set_current_state(current, linux.TASK_UNINTERRUPTIBLE);
    } else if (order === "no barrier") {
      yield* linux.__set_current_state(current, linux.TASK_UNINTERRUPTIBLE);
    }
    if (yield* linux.READ_ONCE(cond)) break;
    if (order === "condition first") {
      yield* linux.set_current_state(current, linux.TASK_UNINTERRUPTIBLE);
    }
    yield* linux.schedule(current);
  }
  yield* linux.__set_current_state(current, linux.TASK_RUNNING);
}

function byHand(order: "state first" | "condition first" | "no barrier") {
  return scenario(order, (s) => {
    const cond = s.shared("cond", false);
    const task = linux.kthread_run(s, "sleeper", (current) => sleeper(current, cond, order));
    s.thread("waker", function* () {
      yield* linux.WRITE_ONCE(cond, true);
      yield* linux.wake_up_process(task);
    });
  });
}

describe("set_current_state, schedule, wake_up_process", () => {
  it("lose no wake-up in the right order", async () => {
    for (const memory of memories)
      expect(await verdictsOf(byHand("state first"), memory)).toEqual(sound);
  });

  it("lose it if the condition is looked at first", async () => {
    for (const memory of memories) {
      const verdicts = await verdictsOf(byHand("condition first"), memory);
      expect(verdicts["no deadlock"]).toBe("violated");
    }
  });

  it("lose it without the barrier of set_current_state, if stores are delayed", async () => {
    expect((await verdictsOf(byHand("no barrier"), "sc"))["no deadlock"]).toBe("holds");
    expect((await verdictsOf(byHand("no barrier"), "tso"))["no deadlock"]).toBe("violated");
    expect((await verdictsOf(byHand("no barrier"), "weak"))["no deadlock"]).toBe("violated");
  });
});

type Waking = (wq: linux.WaitQueueHead) => Steps;

/** Waiters of one condition that a waker makes true before it wakes. */
function event(waiters: number, waking: Waking) {
  return scenario("wait_event", (s) => {
    const wq = s.record(linux.wait_queue_head, "wq");
    const cond = s.shared("cond", false);
    for (let i = 0; i < waiters; i++) {
      linux.kthread_run(s, `waiter${i}`, function* (current) {
        yield* linux.wait_event(wq, current, function* () {
          return yield* linux.READ_ONCE(cond);
        });
      });
    }
    s.thread("waker", function* () {
      yield* linux.WRITE_ONCE(cond, true);
      yield* waking(wq);
    });
    s.atEnd("the queue is empty", () => wq.first.now === null);
  });
}

function* plain(wq: linux.WaitQueueHead): Steps {
  yield* linux.wake_up(wq);
}

function active(barrier: boolean): Waking {
  return function* (wq) {
    if (barrier) yield* linux.smp_mb();
    if ((yield* linux.waitqueue_active(wq)) !== null) yield* linux.wake_up(wq);
  };
}

describe("wait_event", () => {
  const good = { "the queue is empty": "holds", ...sound };

  it.each([1, 2])("never loses a wake-up, %i waiters", async (waiters) => {
    for (const memory of memories)
      expect(await verdictsOf(event(waiters, plain), memory)).toEqual(good);
  });

  it("needs a barrier before waitqueue_active", async () => {
    const lost = async (barrier: boolean, memory: MemoryModel) =>
      (await verdictsOf(event(1, active(barrier)), memory))["no deadlock"];
    for (const memory of memories) expect(await lost(true, memory)).toBe("holds");
    expect(await lost(false, "sc")).toBe("holds");
    expect(await lost(false, "tso")).toBe("violated");
    expect(await lost(false, "weak")).toBe("violated");
  });

  it("hands tokens out without losing one, for random numbers of tokens and waiters", async () => {
    const pool = (waiters: number, tokens: number, all: boolean) =>
      scenario("tokens", (s: Builder) => {
        const wq = s.record(linux.wait_queue_head, "wq");
        const left = s.shared("tokens", 0);
        for (let i = 0; i < waiters; i++) {
          linux.kthread_run(s, `waiter${i}`, function* (current) {
            yield* linux.wait_event(wq, current, function* () {
              return (yield* linux.atomic_dec_if_positive(left)) >= 0;
            });
          });
        }
        s.thread("giver", function* () {
          for (let i = 0; i < tokens; i++) {
            yield* linux.atomic_inc(left);
            yield* all ? linux.wake_up_all(wq) : linux.wake_up(wq);
          }
        });
        s.atEnd("all tokens are accounted for", () => left.now === tokens - waiters);
      });
    const n = fc.integer({ min: 1, max: 2 });
    await fc.assert(
      fc.asyncProperty(
        n,
        n,
        fc.boolean(),
        fc.constantFrom(...memories),
        async (w, k, all, memory) => {
          const verdicts = await verdictsOf(pool(w, k, all), memory);
          expect(verdicts["no deadlock"]).toBe(k >= w ? "holds" : "violated");
          expect(verdicts["all tokens are accounted for"]).toBe("holds");
        },
      ),
      { numRuns: 24 },
    );
  });

  it("wake_up wakes one exclusive waiter and every other waiter", async () => {
    const kinds = ["exclusive", "exclusive", "shared"] as const;
    const mixed = (all: boolean) =>
      scenario("exclusive", (s) => {
        const wq = s.record(linux.wait_queue_head, "wq");
        const queued = s.shared("queued", 0);
        const woken = kinds.map((kind, i) => {
          const gone = s.ghost(`woken${i}`, false);
          linux.kthread_run(s, `t${i}`, function* (current) {
            if (kind === "shared") yield* linux.prepare_to_wait(wq, current);
            else yield* linux.prepare_to_wait_exclusive(wq, current);
            yield* linux.atomic_inc(queued);
            yield* linux.schedule(current);
            yield* gone.set(true);
          });
          return gone;
        });
        s.thread("waker", function* () {
          if ((yield* linux.READ_ONCE(queued)) < kinds.length) return;
          yield* linux.wake_up(wq);
          if (all) yield* linux.wake_up_all(wq);
        });
        const exclusive = () => Number(woken[0].now) + Number(woken[1].now);
        s.reachable(
          "the shared one and one exclusive one",
          () => woken[2].now && exclusive() === 1,
        );
        s.reachable("both exclusive ones", () => exclusive() === 2);
      });
    expect(await verdictsOf(mixed(false))).toMatchObject({
      "the shared one and one exclusive one": "reachable",
      "both exclusive ones": "unreachable",
    });
    expect(await verdictsOf(mixed(true))).toMatchObject({ "both exclusive ones": "reachable" });
  });
});

it("a wake-up is not spent on an exclusive waiter that is awake already", async () => {
  const program = scenario("awake already", (s) => {
    const wq = s.record(linux.wait_queue_head, "wq");
    const queued = s.shared("queued", 0);
    const first = linux.kthread_run(s, "first", function* (current) {
      yield* linux.prepare_to_wait_exclusive(wq, current);
      yield* linux.smp_store_release(queued, 1);
      yield* linux.schedule(current);
    });
    linux.kthread_run(s, "second", function* (current) {
      yield* linux.smp_cond_load_acquire(queued, (n) => n === 1);
      yield* linux.prepare_to_wait_exclusive(wq, current);
      yield* linux.smp_store_release(queued, 2);
      yield* linux.schedule(current);
    });
    s.thread("waker", function* () {
      yield* linux.smp_cond_load_acquire(queued, (n) => n === 2);
      yield* linux.wake_up_process(first);
      yield* linux.wake_up(wq);
    });
  });
  for (const memory of memories) expect(await verdictsOf(program, memory)).toEqual(sound);
});

describe("wait_on_bit", () => {
  const bits = (clear: (word: Shared<number>, wq: linux.WaitQueueHead) => Steps) =>
    scenario("wait_on_bit", (s) => {
      const wq = s.record(linux.wait_queue_head, "wq");
      const word = s.shared("word", 3);
      linux.kthread_run(s, "waiter", function* (current) {
        yield* linux.wait_on_bit(word, 0, wq, current);
      });
      s.thread("owner", () => clear(word, wq));
      s.atEnd("the other bit is kept", () => word.now === 2);
    });

  it("sees the bit cleared", async () => {
    const program = bits((word, wq) => linux.clear_and_wake_up_bit(0, word, wq));
    for (const memory of memories) {
      expect(await verdictsOf(program, memory)).toEqual({
        "the other bit is kept": "holds",
        ...sound,
      });
    }
  });

  it("loses the wake-up without smp_mb__after_atomic", async () => {
    const program = bits(function* (word, wq) {
      yield* linux.clear_bit(0, word);
      yield* linux.wake_up_bit(wq);
    });
    expect((await verdictsOf(program, "sc"))["no deadlock"]).toBe("holds");
    expect((await verdictsOf(program, "weak"))["no deadlock"]).toBe("violated");
  });
});

describe("bits", () => {
  it("change alone, and tell what they were", async () => {
    const program = scenario("bits", (s) => {
      const word = s.shared("word", 4);
      const t = s.thread("t", function* () {
        yield* linux.set_bit(0, word);
        const was = [
          yield* linux.test_and_set_bit(1, word),
          yield* linux.test_and_clear_bit(2, word),
          yield* linux.test_and_clear_bit(2, word),
          yield* linux.test_and_set_bit_lock(0, word),
          yield* linux.test_bit(1, word),
        ];
        yield* linux.clear_bit(0, word);
        return was.map(Number).join("");
      });
      s.atEnd("as computed", () => t.result === "01011" && word.now === 2);
    });
    expect(await verdictsOf(program)).toEqual({ "as computed": "holds", ...sound });
  });
});
