/**
 * Does every switch of the model matter? Each is turned in a scenario where its part of the code is
 * needed, and some verdict must change, or the reason is given why none does.
 */
import { type Scenario, type Steps, check, scenario } from "heddle";
import {
  type InvariantId,
  type PageCache,
  type PageCacheSpec,
  type Variant,
  close,
  collapse_file,
  direct_write,
  do_dentry_open,
  early_check_only,
  filemap_read,
  folio_split,
  fsync,
  gup_write,
  invariants,
  merged,
  mincore_page,
  mmap_load,
  mmap_store,
  mprotect,
  old,
  pageCache,
  shrink_folio_list,
  store_after_mprotect,
  truncate,
  write,
  writeback,
} from "heddle/linux";
import { describe, expect, it } from "vitest";

interface Mutation {
  readonly cache?: PageCacheSpec;
  readonly memory?: "weak";
  readonly ids: readonly InvariantId[];
  /** The threads; `mutated` says whether the switch is turned. */
  readonly threads: readonly ((m: PageCache, mutated: boolean) => Steps<unknown>)[];
  /** Why no verdict changes; absent if one does. */
  readonly unchanged?: string;
}

const mapped: PageCacheSpec = { start: { pte: "rw", tlb: "none", dirty: false } };
const readOnly: PageCacheSpec = { start: { pte: "ro", tlb: "ro", dirty: false } };
const dirty: PageCacheSpec = { start: { pte: "rw dirty", tlb: "rw dirty", dirty: true } };
const dirtyUnmapped: PageCacheSpec = { start: { pte: "none", tlb: "none", dirty: true } };
const small: PageCacheSpec = { largeFolios: false };
const twoPlusOne: PageCacheSpec = { pages: 3, hugePages: 2, largeFolios: false };
const four: PageCacheSpec = { pages: 4, huge: true, contents: [1, 2, 3, 4] };

const k = (base: Variant, change: Partial<Variant>) =>
  function* (m: PageCache, mutated: boolean): Steps<unknown> {
    return yield* collapse_file(m, mutated ? { ...base, ...change } : base);
  };
const opener = (base: Variant, change: Partial<Variant> = {}) =>
  function* (m: PageCache, mutated: boolean): Steps<unknown> {
    return yield* do_dentry_open(m, mutated ? { ...base, ...change } : base);
  };
function* writer(m: PageCache): Steps {
  yield* write(m, { index: 0, value: 1 });
}
function* storer(m: PageCache): Steps {
  yield* mmap_store(m, { index: 0, value: 1 });
}
function* reader(m: PageCache): Steps {
  yield* filemap_read(m, 0);
}
function* device(m: PageCache): Steps {
  yield* gup_write(m, { index: 0, value: 1, dirtyLock: false });
}
function* writeAndReopen(m: PageCache, variant: Variant): Steps {
  yield* do_dentry_open(m, variant);
  yield* write(m, { index: 2, value: 1 });
  yield* close(m);
  yield* do_dentry_open(m, variant);
}

const needless = "whatever it sees the late dirty test sees too; it only saves work";
const early: Partial<Variant> = { unlockedDirtyTest: false };
const stable: Variant = { ...old, writeBackFirst: true };

const variantSwitches: Readonly<Record<keyof Variant, Mutation>> = {
  unlockedDirtyTest: {
    ids: ["I1", "I2", "I3"],
    threads: [k(merged, early), writer],
    unchanged: needless,
  },
  startsWriteback: {
    cache: dirtyUnmapped,
    ids: ["I1", "I2", "I3", "I5"],
    threads: [k(merged, { startsWriteback: "always" }), writer],
    unchanged:
      "writeback may begin at any time, whoever asks for it; that it does is in a notebook",
  },
  lockedDirtyTest: {
    ids: ["I3"],
    threads: [k(early_check_only, { lockedDirtyTest: false }), writer],
  },
  lateDirtyTest: {
    cache: mapped,
    ids: ["I3"],
    threads: [k(merged, { lateDirtyTest: false }), storer],
  },
  refcountTest: {
    cache: mapped,
    ids: ["I1"],
    threads: [k(merged, { refcountTest: false }), device],
  },
  openForWriteTest: {
    cache: small,
    ids: ["I4"],
    threads: [k(old, { openForWriteTest: false }), opener(old)],
  },
  countThps: { cache: small, ids: ["I4"], threads: [k(old, { countThps: false }), opener(old)] },
  testBeforeIncrement: {
    cache: small,
    ids: ["I4"],
    threads: [k(old, { testBeforeIncrement: true }), opener(old)],
  },
  smp_mb: {
    cache: small,
    memory: "weak",
    ids: ["I4"],
    threads: [k(old, { smp_mb: false }), opener(old)],
  },
  openerTruncates: {
    cache: small,
    ids: ["I4"],
    threads: [k(old, {}), opener(old, { openerTruncates: false })],
  },
  unlockBeforeDetach: { ids: ["I1"], threads: [k(merged, { unlockBeforeDetach: true }), writer] },
  unlockBeforeStore: { ids: ["I8"], threads: [k(merged, { unlockBeforeStore: true }), writer] },
  copyMayFail: {
    ids: ["I1", "I2", "I3", "I5"],
    threads: [k(merged, { copyMayFail: true }), writer],
    unchanged: "a failed copy is rolled back; that it occurs is R4",
  },
  testsMayFail: {
    ids: ["I1", "I2", "I3", "I5"],
    threads: [k(merged, { testsMayFail: true }), writer],
    unchanged: "every failure is rolled back; that they occur is in the notebook on rollback",
  },
  writebackTests: {
    cache: dirtyUnmapped,
    ids: ["I11"],
    threads: [
      k(merged, { writebackTests: false }),
      (m) => writeback(m, { index: 0 })[Symbol.iterator](),
      function* (m) {
        yield* writer(m);
        yield* fsync(m);
      },
    ],
  },
  releasePrivate: {
    cache: { privateData: true },
    ids: ["I1", "I2", "I3", "I5"],
    threads: [k(merged, { releasePrivate: false }), writer],
    unchanged: "the refcount test sees the reference of the private data; nothing is collapsed",
  },
  lateTestFirst: {
    cache: mapped,
    ids: ["I3"],
    threads: [k(merged, { lateTestFirst: true }), device],
  },
  tlbFlush: {
    // Where the page table is retracted, that flushes the TLB as well.
    cache: { ...readOnly, processes: [{ vma: "anon_vma" }] },
    ids: ["I6", "I7"],
    threads: [
      k(merged, { tlbFlush: "after unlock" }),
      writer,
      (m) => mmap_load(m, 0)[Symbol.iterator](),
    ],
  },
  flushBeforeBailOut: {
    cache: { start: { pte: "rw dirty", tlb: "rw dirty", dirty: false } },
    ids: ["I3"],
    threads: [
      k(merged, { flushBeforeBailOut: true }),
      storer,
      (m) => writeback(m, { index: 0 })[Symbol.iterator](),
    ],
  },
  insertBeforeCopy: {
    ids: ["I10"],
    threads: [k(merged, { insertBeforeCopy: true }), (m) => mincore_page(m, 0)[Symbol.iterator]()],
  },
  recountHoles: {
    cache: { shmem: true, holes: [0] },
    ids: ["I2"],
    threads: [k(merged, { recountHoles: false }), writer],
  },
  readahead: {
    ids: ["I2"],
    threads: [
      k(merged, { readahead: true }),
      (m) => direct_write(m, { index: 0, value: 1 })[Symbol.iterator](),
    ],
  },
  writeBackFirst: {
    cache: twoPlusOne,
    ids: ["I2"],
    threads: [
      k({ ...old, openerRecounts: true }, { writeBackFirst: true }),
      (m) => writeAndReopen(m, { ...old, openerRecounts: true }),
    ],
  },
  openerRecounts: {
    cache: twoPlusOne,
    ids: ["I2"],
    threads: [
      k(stable, {}),
      (m, mutated) => writeAndReopen(m, { ...stable, openerRecounts: mutated }),
    ],
  },
  openerBarrier: {
    cache: small,
    memory: "weak",
    ids: ["I4"],
    threads: [k(old, {}), opener(old, { openerBarrier: false })],
  },
  truncationRestarts: {
    cache: small,
    ids: ["I4"],
    threads: [k(old, {}), opener(old, { truncationRestarts: false })],
  },
};

/** Switches of everybody else's code, and of the machine. */
const otherSwitches: Readonly<Record<string, Mutation>> = {
  "write(2): lock": {
    ids: ["I1"],
    threads: [
      k(merged, {}),
      (m, off) => write(m, { index: 0, value: 1, lock: !off })[Symbol.iterator](),
    ],
  },
  "write(2): recheck": {
    ids: ["I1"],
    threads: [
      k(merged, {}),
      (m, off) => write(m, { index: 0, value: 1, recheck: !off })[Symbol.iterator](),
    ],
  },
  "GUP: recheck": {
    cache: mapped,
    ids: ["I1"],
    threads: [
      k(merged, {}),
      (m, off) => gup_write(m, { index: 0, value: 1, recheck: !off })[Symbol.iterator](),
    ],
  },
  "GUP: dirtyLock": {
    cache: mapped,
    ids: ["I3"],
    threads: [
      k(early_check_only, {}),
      (m, off) => gup_write(m, { index: 0, value: 1, dirtyLock: !off })[Symbol.iterator](),
    ],
  },
  "writeback: mkclean": {
    cache: { start: { pte: "rw dirty", tlb: "none", dirty: true } },
    ids: ["I3"],
    threads: [
      k(early_check_only, {}),
      function* (m, off) {
        yield* writeback(m, { index: 0, mkclean: !off });
        yield* storer(m);
      },
    ],
  },
  "direct write: invalidateBefore": {
    ids: ["I1", "I2"],
    threads: [
      k(merged, {}),
      (m, off) =>
        direct_write(m, { index: 0, value: 1, invalidateBefore: !off })[Symbol.iterator](),
    ],
  },
  "direct write: invalidateBefore, dirty cache": {
    cache: { start: { pte: "none", tlb: "none", dirty: true } },
    ids: ["I2"],
    threads: [
      (m, off) =>
        direct_write(m, { index: 0, value: 1, invalidateBefore: !off })[Symbol.iterator](),
    ],
  },
  "direct write: invalidateAfter": {
    ids: ["I2"],
    threads: [
      k(merged, {}),
      (m, off) => direct_write(m, { index: 0, value: 1, invalidateAfter: !off })[Symbol.iterator](),
    ],
  },
  "truncate: restart": {
    ids: ["I12"],
    threads: [k(merged, {}), (m, off) => truncate(m, { restart: !off })[Symbol.iterator]()],
  },
  "reclaim: freeze": {
    ids: ["I7"],
    threads: [
      (m, off) => shrink_folio_list(m, m.small[0][0], { freeze: !off })[Symbol.iterator](),
      reader,
    ],
  },
  "reclaim: dirtyTestFirst": {
    cache: mapped,
    ids: ["I2"],
    threads: [
      (m, on) => shrink_folio_list(m, m.small[0][0], { dirtyTestFirst: on })[Symbol.iterator](),
      (m) => gup_write(m, { index: 0, value: 1, pin: false, dirtyLock: false })[Symbol.iterator](),
    ],
  },
  "split: freeze": {
    cache: four,
    ids: ["I7"],
    threads: [(m, off) => folio_split(m, { freeze: !off })[Symbol.iterator](), reader],
  },
  "split: wrongSlots": {
    cache: four,
    ids: ["I6"],
    threads: [
      (m, wrongSlots) => folio_split(m, { uniform: false, wrongSlots })[Symbol.iterator](),
      (m) => filemap_read(m, 3)[Symbol.iterator](),
    ],
  },
};

function built(name: string, mutation: Mutation, mutated: boolean): Scenario {
  return scenario(`${name}, ${mutated ? "turned" : "as it is"}`, (s) => {
    const m = pageCache(s, mutation.cache);
    mutation.threads.forEach((thread, i) => {
      s.thread(`thread ${i}`, () => thread(m, mutated));
    });
    invariants(s, m, ...mutation.ids);
  });
}

async function verdicts(name: string, mutation: Mutation, mutated: boolean): Promise<string> {
  const { memory = "sc" } = mutation;
  const result = await check(built(name, mutation, mutated), { engine: "states", memory });
  expect(result.stopped).toBeNull();
  return result.properties.map(({ property, verdict }) => `${property}: ${verdict}`).join("\n");
}

describe("every switch matters", () => {
  it.each(Object.entries({ ...variantSwitches, ...otherSwitches }))(
    "%s",
    async (name, mutation) => {
      const before = await verdicts(name, mutation, false);
      const after = await verdicts(name, mutation, true);
      if (mutation.unchanged === undefined) expect(after).not.toBe(before);
      else expect(after).toBe(before);
    },
  );

  it("archTrapsClean", async () => {
    const run = (archTrapsClean: boolean) =>
      verdicts(
        "archTrapsClean",
        {
          cache: { start: { pte: "rw", tlb: "rw", dirty: false }, archTrapsClean },
          ids: ["I3"],
          threads: [k(merged, {}), storer],
        },
        false,
      );
    expect(await run(false)).not.toBe(await run(true));
  });

  it("mprotect: flushPending", async () => {
    const run = async (flushPending: boolean) => {
      const built = scenario("mprotect", (s) => {
        const m = pageCache(s, dirty);
        s.thread("reclaim", () => shrink_folio_list(m, m.small[0][0]));
        s.thread("process", function* () {
          yield* mprotect(m, { index: 0, flushPending });
          yield* store_after_mprotect(m, { index: 0, value: 1 });
        });
        const stored = m.saw("store after mprotect");
        s.always("no store", () => !stored());
      });
      return (await check(built)).properties[0].verdict;
    };
    expect(await run(true)).toBe("holds");
    expect(await run(false)).toBe("violated");
  });
});
