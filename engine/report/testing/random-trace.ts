/** Random interleavings for property tests of the table: shapes that no scenario need produce. */
import fc from "fast-check";
import type { Frame, Trace, TraceStep, Waiting } from "../../trace/trace.js";

const call = fc.stringMatching(/^[a-z_]{1,10}\([a-zA-Z0-9&>, -]{0,8}\)$/);
const oddWord = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "==",
      "<",
      "<x",
      "[A",
      "]",
      "<--",
      "x\\",
      "\\",
      "->next,",
      "(",
      "...",
    ),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z_.,()\\]{20,90}$/) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);

/** How the texts of one trace look: a trace of wild texts seldom fits into columns. */
const FLAVOURS = {
  tame: { word: call, words: 1, extras: 0 },
  long: {
    word: fc.oneof(
      { weight: 8, arbitrary: call },
      { weight: 1, arbitrary: oddWord.filter((w) => w.length < 10) },
    ),
    words: 3,
    extras: 1,
  },
  wild: { word: fc.oneof(call, oddWord), words: 5, extras: 2 },
} as const;

type Flavour = keyof typeof FLAVOURS;

/** A label of a few words; `...` alone means idle time in a table, so it is left out. */
function labelOf(flavour: Flavour): fc.Arbitrary<string> {
  const { word, words } = FLAVOURS[flavour];
  return fc
    .array(word, { minLength: 1, maxLength: words })
    .map((each) => each.join(" "))
    .filter((text) => text.trim() !== "..." && text.trim() !== "\u2026");
}

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

function draft(threads: number, deep: number, flavour: Flavour): fc.Arbitrary<Draft> {
  const label = labelOf(flavour);
  const texts = fc.array(label, { maxLength: FLAVOURS[flavour].extras });
  return fc.record({
    thread: fc.nat(threads - 1),
    depth: fc.nat(deep),
    fresh: fc.boolean(),
    flush: fc.boolean(),
    frame: label,
    label,
    result: fc.option(fc.constantFrom("0", "1", "A"), { freq: 2 }),
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
      written: [],
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

/** Interleavings of one to five threads, with short, long and wild texts and with deep calls. */
export function randomTrace(): fc.Arbitrary<Trace> {
  return fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.uniqueArray(name, { minLength: 4, maxLength: 5 }) },
      ),
      fc.constantFrom(0, 2, 3, 20),
      fc.constantFrom<Flavour[]>("tame", "long", "wild"),
    )
    .chain(([names, deep, flavour]) => {
      const one = draft(names.length, deep, flavour);
      return fc
        .tuple(fc.array(one, { minLength: 1, maxLength: 12 }), fc.array(one, { maxLength: 2 }))
        .map(([drafts, ends]) => traceOf(names, drafts, ends));
    });
}
