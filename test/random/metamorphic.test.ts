import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckResult, type MemoryModel, check } from "heddle";
import { looping, straight } from "./agree.js";
import { randomProgram } from "./arbitrary.js";
import { OracleMachine } from "./oracle-machine.js";
import { exploreAll } from "./oracle.js";
import type { Pred, RandomProgram, Stmt } from "./program.js";
import { toScenario } from "./to-scenario.js";

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];

/** Programs of both shapes that are small enough. */
function programs(memory: MemoryModel): fc.Arbitrary<RandomProgram> {
  return fc
    .oneof(randomProgram(straight), randomProgram(looping(memory)))
    .filter((program) => exploreAll(new OracleMachine(program, memory), false, 1000) !== null);
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v), 1);
}

/** What must not depend on names and order of threads. */
function figures(result: CheckResult) {
  return {
    interleavings: result.interleavings,
    deadlocked: result.deadlocked,
    states: result.states,
    transitions: result.transitions,
    verdicts: result.properties.map(({ property, kind, verdict, failing, switches, steps }) => ({
      property,
      verdict,
      failing,
      // A live-lock's way into its loop is one of several.
      ...(kind === "livelock" || kind === "eventually" ? {} : { switches, steps }),
    })),
  };
}

test.each(memories)("renaming threads changes nothing but names under %s", async (memory) => {
  await fc.assert(
    fc.asyncProperty(programs(memory), async (program) => {
      const plain = await check(toScenario(program), { memory, engine: "states" });
      const threadName = (i: number) => `zz${9 - i}`;
      const renamed = await check(toScenario(program, { threadName }), {
        memory,
        engine: "states",
      });
      const backAgain = json({ ...renamed, ms: 0 }).replace(
        /zz(\d)/g,
        (_, i: string) => `t${9 - Number(i)}`,
      );
      expect(withoutNames(backAgain)).toBe(withoutNames(json({ ...plain, ms: 0 })));
    }),
    { numRuns: 80 },
  );
});

/** Outcomes are sorted by text, which names threads; replay strings contain hashes of names. */
function withoutNames(text: string): string {
  const result = JSON.parse(text) as CheckResult;
  const outcomes = [...result.outcomes].map((outcome) => JSON.stringify(outcome)).sort();
  const properties = result.properties.map((p) => ({ ...p, replay: null }));
  return json({ ...result, outcomes, properties });
}

/** The program with its threads in another order; the predicates mean the same threads. */
function reordered(program: RandomProgram, order: readonly number[]): RandomProgram {
  const n = program.threads.length;
  const place = (t: number) => order.indexOf(t % n);
  const pred = (p: Pred): Pred => {
    switch (p.is) {
      case "done":
      case "result":
        return { ...p, thread: place(p.thread) };
      case "not":
        return { ...p, of: pred(p.of) };
      case "and":
      case "or":
        return { ...p, left: pred(p.left), right: pred(p.right) };
      default:
        return p;
    }
  };
  const stmt = (s: Stmt): Stmt => {
    if (s.do === "join") return { ...s, thread: place(s.thread) };
    if (s.do === "if") return { ...s, then: s.then.map(stmt), else: s.else.map(stmt) };
    return "body" in s ? { ...s, body: s.body.map(stmt) } : s;
  };
  return {
    ...program,
    threads: order.map((t) => ({
      ...program.threads[t],
      body: program.threads[t].body.map(stmt),
    })),
    properties: program.properties.map((p) => ({ ...p, pred: pred(p.pred) })),
  };
}

test.each(memories)(
  "reordering threads changes no verdict and no count under %s",
  async (memory) => {
    await fc.assert(
      fc.asyncProperty(programs(memory), fc.nat(), async (program, shuffle) => {
        fc.pre(program.children.length === 0);
        const order = program.threads.map((_, t) => t);
        order.sort((a, b) => ((a * 7 + shuffle) % 5) - ((b * 7 + shuffle) % 5));
        const before = await check(toScenario(program), { memory, engine: "states" });
        const after = await check(toScenario(reordered(program, order)), {
          memory,
          engine: "states",
        });
        const chosen = program.threads.some(({ body }) => json(body).includes('"choose"'));
        const { states: _, transitions: __, ...counts } = figures(before);
        const { states: ___, transitions: ____, ...countsAfter } = figures(after);
        // Which of two local steps comes first decides what states there are in between.
        if (chosen || memory !== "sc") expect(countsAfter).toEqual(counts);
        else expect(figures(after)).toEqual(figures(before));
      }),
      { numRuns: 80 },
    );
  },
);

/** True for predicates over variables and locks alone: a redundant read makes threads end later. */
function ofVariables(pred: Pred): boolean {
  switch (pred.is) {
    case "done":
    case "result":
    case "ghost":
      return false;
    case "not":
      return ofVariables(pred.of);
    case "and":
    case "or":
      return ofVariables(pred.left) && ofVariables(pred.right);
    default:
      return true;
  }
}

test.each(memories)("a redundant read loses nothing under %s", async (memory) => {
  const redundant: Stmt = { do: "read", x: 0, to: 1 };
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(programs(memory), fc.nat(), fc.nat(), async (any, t, at) => {
      const program = withOneLocal(any);
      const text = json(program.threads);
      // Ghosts take effect with the step before, and a load after a pending read-modify-write of
      // the same variable waits for it.
      if (text.includes('"do": "ghost"') || program.children.length > 0) return;
      if (memory === "weak" && text.includes('"do": "apply"')) return;
      compared++;
      const thread = t % program.threads.length;
      const more: RandomProgram = {
        ...program,
        threads: program.threads.map((code, i) => {
          if (i !== thread) return code;
          const place = at % (code.body.length + 1);
          return { ...code, body: code.body.toSpliced(place, 0, redundant) };
        }),
      };
      for (const engine of ["states", "traces"] as const) {
        if (engine === "traces" && text.includes('"do": "retry"')) continue;
        const seen = await observations(program, memory, engine);
        const seenMore = await observations(more, memory, engine);
        expect(seenMore.outcomes).toEqual(seen.outcomes);
        expect(seenMore.found).toEqual(expect.arrayContaining(seen.found));
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(30);
});

/** The program with its second local variable replaced by the first one. */
function withOneLocal(program: RandomProgram): RandomProgram {
  const text = JSON.stringify(program).replace(/"(local|to)":1/g, '"$1":0');
  return JSON.parse(text) as RandomProgram;
}

/** Final states, and the properties of variables that are violated or witnessed. */
async function observations(
  program: RandomProgram,
  memory: MemoryModel,
  engine: "states" | "traces",
): Promise<{ outcomes: string[]; found: string[] }> {
  const result = await check(toScenario(program, { observedOutcome: true }), { memory, engine });
  const found = result.properties.filter(({ kind, verdict }, i) => {
    if (verdict !== "violated" && verdict !== "reachable") return false;
    if (kind === "assert" || kind === "deadlock") return true;
    const pred = program.properties.at(i)?.pred;
    return kind !== "eventually" && kind !== "livelock" && pred !== undefined && ofVariables(pred);
  });
  return {
    outcomes: result.outcomes.map(({ text }) => text),
    found: found.map(({ property }) => property),
  };
}

test.each(memories)(
  "whole states and fingerprints give the same result under %s",
  async (memory) => {
    await fc.assert(
      fc.asyncProperty(programs(memory), async (program) => {
        const prints = await check(toScenario(program), { memory, engine: "states" });
        const exact = await check(toScenario(program), { memory, engine: "states", exact: true });
        expect(exact.collisionProbability).toBe(0);
        const without = { ms: 0, bytes: 0, collisionProbability: 0 };
        expect(json({ ...exact, ...without })).toBe(json({ ...prints, ...without }));
      }),
      { numRuns: 60 },
    );
  },
);

test.each(memories)("two runs give the same bytes under %s", async (memory) => {
  await fc.assert(
    fc.asyncProperty(programs(memory), async (program) => {
      for (const engine of ["states", "traces", undefined] as const) {
        if (engine !== "states" && json(program.threads).includes('"retry"')) continue;
        const options = { memory, ...(engine === undefined ? {} : { engine }) };
        const first = await check(toScenario(program), options);
        const second = await check(toScenario(program), options);
        expect(json({ ...second, ms: 0 })).toBe(json({ ...first, ms: 0 }));
      }
    }),
    { numRuns: 60 },
  );
});
