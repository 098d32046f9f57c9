/** Models that are explored for speed; their answers are checked elsewhere. */
import { type Scenario, type Steps, checkpoint, scenario } from "../../engine/index.js";

/**
 * `threads` threads around a ring, each `rounds` times: read the left neighbour's cell, write one
 * more (modulo `values`) to its own. States merge at each round's end.
 */
export function ring(threads: number, rounds: number, values: number): Scenario {
  return scenario(`ring(${threads}, ${rounds}, ${values})`, (s) => {
    const cells = s.array("x", threads, 0);
    for (let i = 0; i < threads; i++) {
      const left = cells[(i + threads - 1) % threads];
      const own = cells[i];
      s.thread(`T${i}`, function* (): Steps {
        for (let round = 0; round < rounds; round++) {
          const value = yield* left.read();
          yield* own.write((value + 1) % values);
          yield* checkpoint(round);
        }
      });
    }
    s.always("in range", () => cells[0].now < values);
  });
}
