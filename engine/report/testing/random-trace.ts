/** Random interleavings for property tests of the table: shapes that no scenario need produce. */
import fc from "fast-check";
import type { Frame, Trace, TraceStep, Waiting } from "../../trace/trace.js";

const word = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z_]{1,12}\([a-zA-Z0-9&>, -]{0,12}\)$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("==", "<", "[A", "]", "<--", "x\\", "\\", "->next,", "("),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z_.,()\\]{20,90}$/) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);

/** A label of up to five odd words; `...` alone means idle time in a table, so it is left out. */
const label = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) => words.join(" "))
  .filter((text) => text.trim() !== "..." && text.trim() !== "\u2026");

const name = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z0-9 ]{0,14}[a-z0-9]$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z ]{30,90}[a-z]$/) },
);

interface Draft {
  readonly thread: number;
  readonly depth: number;
  readonly fresh: boolean;
  readonly flush: boolean;
  readonly frame: string;
  readonly label: string;
  readonly result: string | null;
  readonly remarks: readonly string[];
  readonly facts: readonly string[];
  readonly pending: readonly string[];
}

const texts = fc.array(label, { maxLength: 2 });

function draft(threads: number, deep: number): fc.Arbitrary<Draft> {
  return fc.record({
    thread: fc.nat(threads - 1),
    depth: fc.nat(deep),
    fresh: fc.boolean(),
    flush: fc.boolean(),
    frame: label,
    label,
    result: fc.option(label, { freq: 2 }),
    remarks: texts,
    facts: texts,
    pending: texts,
  });
}

function traceOf(
  names: readonly string[],
  drafts: readonly Draft[],
  ends: readonly Draft[],
): Trace {
  const open: Frame[][] = names.map(() => []);
  let id = 0;
  // Calls deeper than the thread's previous step are new, the others go on unless `fresh`.
  const framesOf = ({ thread, depth, fresh, frame }: Draft): Frame[] => {
    const frames = (open[thread] ?? []).slice(0, fresh ? Math.max(0, depth - 1) : depth);
    while (frames.length < depth) frames.push({ id: id++, label: frame });
    open[thread] = frames;
    return frames;
  };
  const steps = drafts.map((each): TraceStep => {
    const frames = each.flush ? [] : framesOf(each);
    return {
      thread: each.thread,
      kind: each.flush ? "flush" : "write",
      frames,
      label: each.label,
      result: each.result,
      remarks: each.remarks,
      facts: each.facts,
      position: null,
      changes: [],
      touched: [],
      pending: each.pending,
    };
  });
  const waiting = ends.map((each): Waiting => {
    const frames = framesOf(each);
    return { thread: each.thread, label: each.label, frames, reason: each.frame, holds: [] };
  });
  const loop = ends.length === 0 && steps.length > 0 ? steps.length >> 1 : null;
  const threads = [...names];
  return { scenario: "s", memory: "tso", threads, steps, final: [], changed: [], waiting, loop };
}

/** Interleavings of one to five threads, most of them short, some with deep calls. */
export function randomTrace(): fc.Arbitrary<Trace> {
  return fc
    .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), fc.constantFrom(0, 3, 20))
    .chain(([names, deep]) =>
      fc
        .tuple(
          fc.array(draft(names.length, deep), { minLength: 1, maxLength: 12 }),
          fc.array(draft(names.length, deep), { maxLength: 2 }),
        )
        .map(([drafts, ends]) => traceOf(names, drafts, ends)),
    );
}
