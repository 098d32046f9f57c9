/** The protocol by which workers stop so that the table of states can grow, as a scenario. */
import { type Steps, awaitUntil, check, checkpoint, scenario } from "heddle";
import { expect, test } from "vitest";

const explore = 0;
const grow = 1;
/** As `Stage`. */
const phaseOf = (stage: number) => stage & 3;
const growthsOf = (stage: number) => stage >> 2;

/** Two workers and one growth; the phase and the number of growths are one word or two. */
function growth(words: "one word" | "two words") {
  return scenario(`growth of the table, ${words}`, (s) => {
    const stage = s.shared("stage", explore);
    const growths = s.shared("growths", 0);
    const parked = s.shared("parked", 0);
    /** The tables that the leader has handed to the helper. */
    const tables = s.shared("tables", 0);

    s.thread("leader", function* () {
      yield* stage.write(grow);
      yield* parked.update((n) => n + 1);
      yield* awaitUntil(parked, (n) => n === 2);
      yield* tables.write(1);
      // All parts have been moved.
      yield* parked.write(0);
      if (words === "two words") {
        yield* growths.write(1);
        yield* stage.write(explore);
      } else yield* stage.write(explore + (1 << 2));
    });

    s.thread("helper", function* () {
      let parkedIn = -1;
      let adopted = 0;
      for (;;) {
        yield* checkpoint([parkedIn, adopted]);
        const seen = yield* stage.read();
        if (phaseOf(seen) === explore) {
          if (adopted === 1) return;
          yield* awaitUntil(stage, (now) => now !== seen);
          continue;
        }
        const number = words === "two words" ? yield* growths.read() : growthsOf(seen);
        if (number === parkedIn) continue;
        parkedIn = number;
        yield* parked.update((n) => n + 1);
        adopted = yield* tableAfter(adopted);
      }
    });

    /** Waits for the leader's message with the next table. */
    function* tableAfter(adopted: number): Steps<number> {
      yield* awaitUntil(tables, (n) => n > adopted);
      return adopted + 1;
    }
  });
}

test("a worker that reads phase and growths apart may park for a growth that has ended", async () => {
  const { properties } = await check(growth("two words"));
  expect(properties.find(({ kind }) => kind === "deadlock")?.verdict).toBe("violated");
});

test("a worker that reads both at once never does", async () => {
  const { properties } = await check(growth("one word"));
  expect(properties.map(({ verdict }) => verdict).filter((v) => v !== "holds")).toEqual([]);
});
