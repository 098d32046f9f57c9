/** What a new notebook may begin with: small ones that run and say what to change. */
import { starterCell } from "./starter.js";

/** A notebook to begin with. */
export interface Template {
  /** What the command line calls it. */
  readonly id: string;
  readonly title: string;
  /** What it is for, one sentence. */
  readonly about: string;
  /** Its lines under the notebook's own title. */
  readonly lines: readonly string[];
}

const question =
  "What is the question? Say here which code paths may run at the same time, and what must hold.";

const litmus = [
  "Each thread stores to one location and loads the other. That both miss the other's store takes a",
  "memory model with store buffers; a barrier in between forbids it again.",
  "",
  "```ts #litmus",
  'import { check, scenario } from "heddle";',
  'import { READ_ONCE, smp_mb, WRITE_ONCE } from "heddle/linux";',
  "",
  "const test = (name: string, barrier: boolean) =>",
  "  scenario(name, (s) => {",
  '    const x = s.shared("x", 0);',
  '    const y = s.shared("y", 0);',
  "    const side = (mine: typeof x, other: typeof x) =>",
  "      function* () {",
  "        yield* WRITE_ONCE(mine, 1);",
  "        if (barrier) yield* smp_mb();",
  "        return yield* READ_ONCE(other);",
  "      };",
  '    const a = s.thread("CPU0", side(x, y));',
  '    const b = s.thread("CPU1", side(y, x));',
  '    s.atEnd("one sees the other\'s store", () => a.result === 1 || b.result === 1);',
  "  });",
  "```",
  "",
  "```ts #models",
  'const bothMiss = { expect: { "one sees the other\'s store": "violated" } } as const;',
  "",
  'await check(test("without a barrier", false), { memory: "sc" });',
  'await check(test("without a barrier", false), { memory: "tso", ...bothMiss });',
  'await check(test("with smp_mb()", true), { memory: "tso" });',
  'await check(test("with smp_mb()", true), { memory: "weak" });',
  "```",
  "",
];

const matrix = [
  "One scenario over the ways in which the code could be written, as a matrix. Each box says what holds",
  "and opens its own interleaving.",
  "",
  "```ts #variants",
  'import { sweep } from "heddle";',
  "",
  'await sweep("two threads add one", {',
  '  rows: { "under a lock": true, "without a lock": false },',
  '  variants: { "one time": 1, "two times": 2 },',
  "  scenario: (s, locked, times) => {",
  '    const counter = s.shared("counter", 0);',
  '    const lock = s.mutex("lock");',
  '    for (const name of ["A", "B"]) {',
  "      s.thread(name, function* () {",
  "        for (let i = 0; i < times; i++) {",
  "          if (locked) yield* lock.lock();",
  "          const value = yield* counter.read();",
  "          yield* counter.write(value + 1);",
  "          if (locked) yield* lock.unlock();",
  "        }",
  "      });",
  "    }",
  '    s.atEnd("nothing is lost", () => counter.now === 2 * times);',
  "  },",
  '  expect: ({ row }) => (row === "without a lock" ? { "nothing is lost": "violated" } : {}),',
  "});",
  "```",
  "",
];

const waiting = [
  "A thread waits until another one has made something ready. `eventually` asks whether that comes",
  "about in every fair run; a wait that nobody ends is reported as a deadlock without asking.",
  "",
  "```ts #wait",
  'import { awaitUntil, check, scenario } from "heddle";',
  "",
  'const handOver = scenario("hand over", (s) => {',
  '  const item = s.shared<string | null>("item", null);',
  '  const taken = s.shared("taken", false);',
  '  s.thread("producer", function* () {',
  '    yield* item.write("a");',
  "  });",
  '  s.thread("consumer", function* () {',
  "    yield* awaitUntil(item, (value) => value !== null);",
  "    yield* taken.write(true);",
  "  });",
  '  s.always("nothing is taken before it is there", () => !taken.now || item.now !== null);',
  '  s.eventually("the item is taken", () => taken.now);',
  "});",
  "",
  "await check(handOver);",
  "```",
  "",
];

const pageCache = [
  "`heddle/linux` has the page cache, its callers and the invariants I1 to I12 that must hold between",
  "them. Here khugepaged collapses small folios into a huge one while somebody writes to the file.",
  "",
  "```ts #collapse",
  'import { check, scenario } from "heddle";',
  'import { collapse_file, invariants, merged, pageCache, write } from "heddle/linux";',
  "",
  'const race = scenario("collapse against write(2)", (s) => {',
  "  const m = pageCache(s, { pages: 2 });",
  '  s.thread("khugepaged", () => collapse_file(m, merged));',
  '  s.thread("writer", () => write(m, { index: 0, value: 1 }));',
  '  invariants(s, m, "I1", "I2", "I3");',
  "});",
  "",
  "await check(race);",
  "```",
  "",
];

const empty = ["```ts #cell", 'import { check, scenario } from "heddle";', "```", ""];

/** All of them, the usual one first. */
export const templates: readonly [Template, ...Template[]] = [
  {
    id: "threads",
    title: "Threads and an invariant",
    about: "Two threads add one under a lock, and no update is lost.",
    lines: [question, "", ...starterCell],
  },
  {
    id: "litmus",
    title: "Litmus test",
    about: "The same accesses under several memory models, with and without a barrier.",
    lines: [question, "", ...litmus],
  },
  {
    id: "waiting",
    title: "Waiting and progress",
    about: "A thread waits for another one; what must come about eventually, and deadlocks.",
    lines: [question, "", ...waiting],
  },
  {
    id: "matrix",
    title: "Matrix of variants",
    about: "One scenario over the ways in which the code could be written.",
    lines: [question, "", ...matrix],
  },
  {
    id: "page-cache",
    title: "Linux page cache",
    about: "khugepaged collapses a file's folios while somebody writes to it.",
    lines: [question, "", ...pageCache],
  },
  {
    id: "empty",
    title: "Empty notebook",
    about: "A title and a cell with nothing but its import.",
    lines: empty,
  },
];

/** The text of a new notebook. */
export function fromTemplate({ lines }: Template, title: string): string {
  return [`# ${title}`, "", ...lines].join("\n");
}
