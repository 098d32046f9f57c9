/**
 * Classic litmus tests and their outcomes under each memory model. All variables start at 0; an
 * outcome is what the threads read, in order, and the variables at the end.
 */
import {
  type MemoryModel,
  type Operation,
  type Scenario,
  type Shared,
  type Steps,
  fence,
  scenario,
} from "../../engine/index.js";

/** A litmus test and what is known of it. */
export interface Litmus {
  readonly scenario: Scenario;
  /** Number of distinct outcomes. */
  readonly outcomes: Readonly<Record<MemoryModel, number>>;
  /** The outcome that the test is about: what sequential consistency forbids. */
  readonly relaxed: string;
  /** Memory models that allow it. */
  readonly relaxedUnder: readonly MemoryModel[];
}

interface Variables {
  readonly x: Shared<number>;
  readonly y: Shared<number>;
}

/** A step; the value of one that only acts is not part of the outcome. */
interface Step {
  readonly of: (v: Variables) => Operation<unknown>;
  readonly reads: boolean;
}

type Name = keyof Variables;

const read = (name: Name): Step => ({ of: (v) => v[name].read(), reads: true });
const write = (name: Name, value = 1): Step => ({ of: (v) => v[name].write(value), reads: false });
const exchange = (name: Name): Step => ({ of: (v) => v[name].exchange(1), reads: false });
const increment = (name: Name): Step => ({
  of: (v) => v[name].apply((n) => n + 1),
  reads: false,
});
const mb: Step = { of: () => fence("full"), reads: false };
const wmb: Step = { of: () => fence("store"), reads: false };

function litmus(
  name: string,
  threads: readonly (readonly Step[])[],
  [sc, tso, weak]: readonly [number, number, number],
  relaxed: string,
  relaxedUnder: readonly MemoryModel[] = [],
): Litmus {
  const of = scenario(name, (s) => {
    const v = { x: s.shared("x", 0), y: s.shared("y", 0) };
    const handles = threads.map((steps, t) =>
      s.thread(`t${t}`, function* (): Steps<number[]> {
        const seen: number[] = [];
        for (const step of steps) {
          const value = (yield* step.of(v)) as number;
          if (step.reads) seen.push(value);
        }
        return seen;
      }),
    );
    s.outcome(() => {
      const seen = handles.flatMap((handle) => handle.result ?? []);
      return `${seen.map((value, i) => `r${i}=${value} `).join("")}x=${v.x.now} y=${v.y.now}`;
    });
  });
  return { scenario: of, outcomes: { sc, tso, weak }, relaxed, relaxedUnder };
}

/** The tests of the reference table. */
export const litmusTests: readonly Litmus[] = [
  litmus(
    "SB",
    [
      [write("x"), read("y")],
      [write("y"), read("x")],
    ],
    [3, 4, 4],
    "r0=0 r1=0 x=1 y=1",
    ["tso", "weak"],
  ),
  litmus(
    "SB+mbs",
    [
      [write("x"), mb, read("y")],
      [write("y"), mb, read("x")],
    ],
    [3, 3, 3],
    "r0=0 r1=0 x=1 y=1",
  ),
  litmus(
    "SB+xchg",
    [
      [exchange("x"), read("y")],
      [exchange("y"), read("x")],
    ],
    [3, 3, 3],
    "r0=0 r1=0 x=1 y=1",
  ),
  litmus(
    "SB+void-rmws",
    [
      [increment("x"), read("y")],
      [increment("y"), read("x")],
    ],
    [3, 3, 4],
    "r0=0 r1=0 x=1 y=1",
    ["weak"],
  ),
  litmus(
    "MP",
    [
      [write("x"), write("y")],
      [read("y"), read("x")],
    ],
    [3, 3, 4],
    "r0=1 r1=0 x=1 y=1",
    ["weak"],
  ),
  litmus(
    "MP+wmb",
    [
      [write("x"), wmb, write("y")],
      [read("y"), read("x")],
    ],
    [3, 3, 3],
    "r0=1 r1=0 x=1 y=1",
  ),
  litmus(
    "LB",
    [
      [read("x"), write("y")],
      [read("y"), write("x")],
    ],
    [3, 3, 3],
    "r0=1 r1=1 x=1 y=1",
  ),
  litmus(
    "R",
    [
      [write("x"), write("y")],
      [write("y", 2), read("x")],
    ],
    [3, 4, 4],
    "r0=0 x=1 y=2",
    ["tso", "weak"],
  ),
  litmus(
    "S",
    [
      [write("x", 2), write("y")],
      [read("y"), write("x")],
    ],
    [3, 3, 4],
    "r0=1 x=2 y=1",
    ["weak"],
  ),
  litmus(
    "IRIW",
    [[write("x")], [write("y")], [read("x"), read("y")], [read("y"), read("x")]],
    [15, 15, 15],
    "r0=1 r1=0 r2=1 r3=0 x=1 y=1",
  ),
  litmus("CoRR", [[write("x")], [read("x"), read("x")]], [3, 3, 3], "r0=1 r1=0 x=1 y=0"),
  litmus("CoWR", [[write("x"), read("x")], [write("x", 2)]], [3, 3, 3], "r0=2 x=1 y=0"),
];
