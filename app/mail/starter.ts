/** What a new notebook holds: two threads, an invariant, and a check that holds. */
export const starterCell: readonly string[] = [
  "Each thread is a generator function, and each access to something shared is one `yield*`. `check`",
  "runs every interleaving. Here two threads add one under a lock, so no update is lost; leave the",
  "lock out to see the interleaving in which one is.",
  "",
  "```ts #race",
  'import { check, scenario } from "heddle";',
  "",
  'const race = scenario("two increments", (s) => {',
  '  const counter = s.shared("counter", 0);',
  '  const lock = s.mutex("lock");',
  '  for (const name of ["A", "B"]) {',
  "    s.thread(name, function* () {",
  "      yield* lock.lock();",
  "      const value = yield* counter.read();",
  "      yield* counter.write(value + 1);",
  "      yield* lock.unlock();",
  "    });",
  "  }",
  '  s.atEnd("both increments count", () => counter.now === 2);',
  "});",
  "",
  "await check(race);",
  "```",
  "",
];

/** The text of a new notebook under a title. */
export function starterNotebook(title: string): string {
  return [
    `# ${title}`,
    "",
    "What is the question? Say here which code paths may run at the same time, and what must hold.",
    "",
    ...starterCell,
  ].join("\n");
}
