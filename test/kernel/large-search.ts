import type { CellEvent } from "../../app/kernel/protocol.js";

/** A scenario of 380,000 states: enough for helpers to be called. */
export const large = `
import { check, checkpoint, scenario } from "heddle";
console.log("evaluated");
const two = await check(scenario("two", (s) => {
  const x = s.shared("x", 0);
  s.thread("a", function* () { yield* x.write(1); });
  s.reachable("one", () => x.now === 1);
}));
const ring = scenario("ring", (s) => {
  const cells = s.array("x", 4, 0);
  for (let i = 0; i < 4; i++) {
    s.thread("T" + i, function* () {
      for (let round = 0; round < 4; round++) {
        const value = yield* cells[(i + 3) % 4].read();
        yield* cells[i].write((value + 1) % 4);
        yield* checkpoint(round);
      }
    });
  }
  s.always("never all three", () => cells.some((x) => x.now !== 3));
});`;

/** What a run told, without clocks and the work that is done again. */
export function told(events: readonly CellEvent[]): unknown[] {
  return events.flatMap((event): unknown[] => {
    if (event.type === "progress") return [];
    if (event.type === "finished") return [{ ...event, ms: null }];
    if (event.type !== "result") return [event];
    return [{ ...event, result: { ...event.result, ms: null, replayed: null } }];
  });
}
