/** A notebook whose one cell finds a counterexample of ten thousand steps. */
export const longInterleaving = `# Two threads take turns

\`\`\`ts #turns
import { awaitUntil, check, scenario } from "heddle";

await check(
  scenario("two threads take turns", (s) => {
    const turn = s.shared("turn", 0);
    const sums = [s.shared("sum[0]", 0), s.shared("sum[1]", 0)];
    for (const me of [0, 1]) {
      s.thread(\`player \${me}\`, function* () {
        for (let i = 1; i <= 1667; i++) {
          yield* awaitUntil(turn, (value) => value === me);
          yield* sums[me].write(i);
          yield* turn.write(1 - me);
        }
      });
    }
    s.always("the game never ends", () => sums[0].now + sums[1].now < 2 * 1667);
  }),
);
\`\`\`
`;
