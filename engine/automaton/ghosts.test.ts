import { expect, test } from "vitest";
import { type Steps, alloc, check, checkpoint, field, proc, scenario, struct } from "../index.js";

/** Verdicts on what the last of two threads to set a ghost first of all may leave in it. */
async function lastOf(...names: readonly ("a" | "b")[]) {
  const result = await check(
    scenario("who is last", (s) => {
      const last = s.ghost<string>("last", "none");
      const x = s.shared("x", 0);
      for (const name of names) {
        s.thread(name, function* () {
          yield* last.set(name);
          yield* x.read();
        });
      }
      s.reachable("nobody yet", () => last.now === "none");
      s.reachable("a is last", () => last.now === "a");
      s.reachable("b is last", () => last.now === "b");
    }),
  );
  const verdicts = result.properties.slice(0, 3).map(({ verdict }) => verdict);
  return { verdicts, interleavings: result.interleavings };
}

test("a ghost set before a thread's first step is a step, whichever thread is declared first", async () => {
  const found = await lastOf("a", "b");
  expect(found.verdicts).toEqual(["reachable", "reachable", "reachable"]);
  expect(found.interleavings).toBe(6n);
  expect(await lastOf("b", "a")).toEqual(found);
});

test("several ghosts before the first step are one step, the others belong to the step before", async () => {
  const result = await check(
    scenario("two ghosts", (s) => {
      const [g, h] = [s.ghost("g", 0), s.ghost("h", 0)];
      const x = s.shared("x", 0);
      const quiet = proc("quiet", function* () {});
      s.thread("t", function* (): Steps {
        yield* quiet();
        yield* checkpoint();
        yield* g.set(1);
        yield* h.set(1);
        yield* x.write(1);
        yield* g.set(2);
        yield* h.set(2);
      });
      s.always("in step with each other", () => g.now === h.now);
      s.always("and with the write", () => x.now === 0 || g.now === 2);
      s.reachable("not from the start", () => g.now === 0);
    }),
  );
  const verdicts = result.properties.slice(0, 3).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(["holds", "holds", "reachable"]);
  expect(result.states).toBe(3);
});

test("a ghost at the head of a loop belongs to the step before from the second round on", async () => {
  const result = await check(
    scenario("rounds", (s) => {
      const inside = s.ghost("inside", false);
      const x = s.shared("x", 0);
      s.thread("t", function* (): Steps {
        for (;;) {
          yield* checkpoint();
          yield* inside.set(true);
          const rounds = yield* x.read();
          yield* x.write(rounds + 1);
          yield* inside.set(false);
          if (rounds === 1) return;
        }
      });
      s.reachable("outside before the first round", () => !inside.now && x.now === 0);
      s.reachable("outside between two rounds", () => !inside.now && x.now === 1);
      s.reachable("outside after the last round", () => !inside.now && x.now === 2);
    }),
  );
  const verdicts = result.properties.slice(0, 3).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(["reachable", "unreachable", "reachable"]);
});

test("what a thread allocates before its first step is there from the start", async () => {
  const Node = struct("node", { value: field(0) });
  const result = await check(
    scenario("allocated", (s) => {
      const x = s.shared("x", 0);
      for (const name of ["a", "b"]) {
        s.thread(name, function* () {
          const node = yield* alloc(Node, `node of ${name}`);
          yield* node.value.write(1);
          yield* x.write(1);
        });
      }
    }),
  );
  expect(result.interleavings).toBe(6n);
});
