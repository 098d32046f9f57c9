import fc from "fast-check";
import { type MemoryModel, type Shared, type Steps, checkpoint, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

interface Shape {
  readonly writers: number;
  readonly rounds: number;
  readonly fields: number;
  readonly readers: number;
}

interface Writing {
  readonly begin: (sl: linux.Seqlock) => Steps;
  readonly end: (sl: linux.Seqlock) => Steps;
}

const proper: Writing = { begin: linux.write_seqlock, end: linux.write_sequnlock };

/** Writers store one number in all fields; readers must find one number in all fields. */
function fieldsAgree({ writers, rounds, fields, readers }: Shape, { begin, end }: Writing) {
  return scenario("seqlock", (s) => {
    const sl = s.record(linux.seqlock_t, "sl");
    const data = s.array("data", fields, 0);
    for (let w = 0; w < writers; w++) {
      s.thread(`writer${w}`, function* () {
        for (let round = 0; round < rounds; round++) {
          yield* begin(sl);
          for (const x of data) yield* linux.WRITE_ONCE(x, 1 + w * rounds + round);
          yield* end(sl);
        }
      });
    }
    const torn = s.ghost("torn", false);
    for (let r = 0; r < readers; r++) {
      s.thread(`reader${r}`, function* () {
        const values = yield* readAll(sl, data);
        if (values.some((value) => value !== values[0])) yield* torn.set(true);
      });
    }
    s.atEnd("no reader sees a mixture", () => !torn.now);
  });
}

function* readAll(sl: linux.Seqlock, data: readonly Shared<number>[]): Steps<number[]> {
  for (;;) {
    yield* checkpoint();
    const start = yield* linux.read_seqbegin(sl);
    const values: number[] = [];
    for (const x of data) values.push(yield* linux.READ_ONCE(x));
    if (!(yield* linux.read_seqretry(sl, start))) return values;
  }
}

const small: Shape = { writers: 1, rounds: 1, fields: 2, readers: 1 };
const good = { "no reader sees a mixture": "holds", ...sound };
const torn = { "no reader sees a mixture": "violated" };

describe("seqlock", () => {
  it("gives readers all fields of one write, for random shapes", async () => {
    const shape = fc.record({
      writers: fc.integer({ min: 1, max: 2 }),
      rounds: fc.integer({ min: 1, max: 2 }),
      fields: fc.integer({ min: 1, max: 2 }),
      readers: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, fc.constantFrom<MemoryModel>(...memories), async (each, memory) => {
        expect(await verdictsOf(fieldsAgree(each, proper), memory)).toEqual(good);
      }),
      { numRuns: 15 },
    );
  });

  it("needs the count to be odd while the fields change", async () => {
    const late: Writing = {
      *begin() {},
      *end(sl) {
        yield* linux.write_seqcount_begin(sl.seqcount);
        yield* linux.write_seqcount_end(sl.seqcount);
      },
    };
    expect(await verdictsOf(fieldsAgree(small, late))).toMatchObject(torn);
  });

  it("needs the writer's barriers where stores are reordered", async () => {
    const bare: Writing = {
      *begin(sl) {
        yield* linux.WRITE_ONCE(sl.seqcount, (yield* linux.READ_ONCE(sl.seqcount)) + 1);
      },
      *end(sl) {
        yield* linux.WRITE_ONCE(sl.seqcount, (yield* linux.READ_ONCE(sl.seqcount)) + 1);
      },
    };
    expect(await verdictsOf(fieldsAgree(small, bare), "sc")).toMatchObject(good);
    expect(await verdictsOf(fieldsAgree(small, bare), "tso")).toMatchObject(good);
    expect(await verdictsOf(fieldsAgree(small, bare), "weak")).toMatchObject(torn);
  });

  it("needs the lock when there are two writers", async () => {
    const unlocked: Writing = {
      begin: (sl) => linux.write_seqcount_begin(sl.seqcount),
      end: (sl) => linux.write_seqcount_end(sl.seqcount),
    };
    const two = { ...small, writers: 2 };
    expect(await verdictsOf(fieldsAgree(two, unlocked))).toMatchObject(torn);
  });

  it("a reader under the writers' lock never has to retry", async () => {
    const locked = scenario("read_seqlock_excl", (s) => {
      const sl = s.record(linux.seqlock_t, "sl");
      const data = s.array("data", 2, 0);
      s.thread("writer", function* () {
        yield* linux.write_seqlock(sl);
        for (const x of data) yield* linux.WRITE_ONCE(x, 1);
        yield* linux.write_sequnlock(sl);
      });
      const reader = s.thread("reader", function* () {
        yield* linux.read_seqlock_excl(sl);
        const same = (yield* linux.READ_ONCE(data[0])) === (yield* linux.READ_ONCE(data[1]));
        yield* linux.read_sequnlock_excl(sl);
        return same;
      });
      s.atEnd("fields agree", () => reader.result === true);
    });
    for (const memory of memories) {
      expect(await verdictsOf(locked, memory)).toEqual({ "fields agree": "holds", ...sound });
    }
  });

  it("raw_seqcount_begin does not wait, and an odd count fails the section", async () => {
    const raw = scenario("raw", (s) => {
      const seq = s.shared("seq", 1);
      const reader = s.thread("reader", function* () {
        const start = yield* linux.raw_seqcount_begin(seq);
        return yield* linux.read_seqcount_retry(seq, start);
      });
      s.atEnd("retry", () => reader.result === true);
    });
    expect(await verdictsOf(raw)).toEqual({ retry: "holds", ...sound });
  });
});
