/** The scenarios of the verdict table, by the numbers under which they are discussed. */
import { type MemoryModel, type Scenario, scenario } from "heddle";
import {
  type PageCacheSpec,
  type StartState,
  type Variant,
  type WriteSpec,
  afterStart,
  chooseStart,
  collapse_file,
  do_dentry_open,
  early_check_only,
  filemap_read,
  invariantNames,
  merged,
  mmap_store,
  old,
  pageCache,
  reachabilityNames,
  reclaim,
  seriesV1,
  startStates,
  write,
} from "heddle/linux";
import { type Claims, declareClaims } from "./declare-claims.js";

/** A scenario, and which of its properties hold, are violated, are reachable. */
export interface Row extends Claims {
  readonly scenario: Scenario;
  readonly memory?: MemoryModel;
}

/** Which threads run beside khugepaged, and from which start. */
interface Threads {
  readonly variant: Variant;
  readonly cache?: PageCacheSpec;
  /** The second thread opens the file for writing first. */
  readonly open?: boolean;
  /** It writes with write(2). */
  readonly write?: Partial<WriteSpec>;
  /** It stores through its mapping. */
  readonly store?: boolean;
  /** It reads what it wrote. */
  readonly readBack?: boolean;
  readonly reader?: boolean;
  readonly reclaimer?: boolean;
  /** Every start state of page 0. */
  readonly anyStart?: readonly StartState[];
}

type Verdicts = Omit<Row, "scenario" | "memory">;

/** A row of the table from a description of its threads. */
export function row(
  name: string,
  threads: Threads,
  verdicts: Verdicts,
  memory: MemoryModel = "sc",
): Row {
  const { variant, anyStart } = threads;
  const built = scenario(name, (s) => {
    const m = pageCache(s, threads.cache);
    s.thread("khugepaged", function* () {
      if (anyStart !== undefined) yield* chooseStart(m, anyStart);
      yield* collapse_file(m, variant);
    });
    if (threads.open === true || threads.write !== undefined || threads.store === true) {
      s.thread("writer", function* () {
        if (anyStart !== undefined) yield* afterStart(m);
        if (threads.open === true) yield* do_dentry_open(m, variant);
        if (threads.write !== undefined) yield* write(m, { index: 0, value: 1, ...threads.write });
        if (threads.store === true) yield* mmap_store(m, { index: 0, value: 1 });
        if (threads.readBack === true) yield* filemap_read(m, 0);
      });
    }
    if (threads.reader === true) s.thread("reader", () => filemap_read(m, 0));
    if (threads.reclaimer === true) {
      s.thread("reclaim", function* () {
        if (anyStart !== undefined) yield* afterStart(m);
        yield* reclaim(m);
      });
    }
    declareClaims(s, m, verdicts);
  });
  return { scenario: built, memory, ...verdicts };
}

/** What a check of a row must find, by property name. */
export function expected({ holds = [], violated = [], reachable = [] }: Row) {
  return {
    ...Object.fromEntries(holds.map((id) => [invariantNames[id], "holds"] as const)),
    ...Object.fromEntries(violated.map((id) => [invariantNames[id], "violated"] as const)),
    ...Object.fromEntries(reachable.map((id) => [reachabilityNames[id], "reachable"] as const)),
  };
}

const mapped = (pte: StartState["pte"], tlb: StartState["tlb"] = "none"): PageCacheSpec => ({
  start: { pte, tlb, dirty: false },
});
const withoutLargeFolios: PageCacheSpec = { largeFolios: false };

/** The claims of the thread. */
export const claims: readonly Row[] = [
  row(
    "S2 old scheme: collapse, open for write",
    { variant: old, cache: withoutLargeFolios, open: true },
    { holds: ["I4", "I5", "I7", "I8", "I9"], reachable: ["R7", "R8"] },
  ),
  row(
    "S3 opened for write before the check",
    { variant: seriesV1, cache: { openWriters: 1 } },
    { holds: ["I4", "I5"], reachable: ["R7"] },
  ),
  row(
    "S4 opened for write after the check",
    { variant: seriesV1, open: true, write: {} },
    { violated: ["I4"] },
  ),
  row(
    "S5 opened for write after the check, then written",
    { variant: seriesV1, open: true, write: {}, readBack: true },
    { holds: ["I1", "I2", "I3", "I6"] },
  ),
  row(
    "S7 merged: collapse, write(2)",
    { variant: { ...merged, copyMayFail: true }, write: {} },
    { holds: ["I1", "I2", "I3", "I5", "I8"], reachable: ["R1", "R2", "R3", "R4", "R5", "R6"] },
  ),
  row(
    "S9 early check only: collapse, write(2)",
    { variant: early_check_only, write: {} },
    { holds: ["I1", "I2", "I3"] },
  ),
  row(
    "S10 early check only: collapse, mmap store",
    { variant: early_check_only, cache: mapped("rw"), store: true },
    { violated: ["I3"] },
  ),
  row(
    "S10b early check only: collapse, mmap store, reclaim",
    { variant: early_check_only, cache: mapped("rw"), store: true, reclaimer: true },
    { violated: ["I2"] },
  ),
  row(
    "S11 merged: collapse, mmap store, from every start state",
    { variant: merged, store: true, anyStart: startStates },
    { holds: ["I1", "I2", "I3", "I5", "I7", "I8"], reachable: ["R2", "R3", "R6"] },
  ),
  row(
    "S11 merged: collapse, mmap store, reclaim, from every start state",
    { variant: merged, store: true, reclaimer: true, anyStart: startStates },
    { holds: ["I1", "I2", "I3", "I7"] },
  ),
  ...(["none", "ro"] as const).flatMap((pte) =>
    [true, false].map((page_mkwrite) =>
      row(
        `S12 merged: collapse, mmap store, PTE ${pte}, page_mkwrite ${page_mkwrite}`,
        { variant: merged, cache: { ...mapped(pte), page_mkwrite }, store: true },
        { holds: ["I1", "I2", "I3"], reachable: pte === "none" ? ["R1", "R2", "R3"] : ["R2"] },
      ),
    ),
  ),
  row(
    "S14 merged: collapse, write(2), read(2)",
    { variant: merged, write: {}, reader: true },
    { holds: ["I6"], reachable: ["R9"] },
  ),
];

/** Wrong versions, each of which must be caught. */
export const negatives: readonly Row[] = [
  row(
    "N1 no mapping recheck",
    { variant: merged, write: { recheck: false } },
    {
      violated: ["I1", "I2"],
    },
  ),
  row("N2 no folio lock", { variant: merged, write: { lock: false } }, { violated: ["I1"] }),
  row(
    "N3 unlock before mapping = NULL",
    { variant: { ...merged, unlockBeforeDetach: true }, write: {} },
    { violated: ["I1"] },
  ),
  row(
    "N4 unlock before xas_store",
    { variant: { ...merged, unlockBeforeStore: true }, write: {} },
    { violated: ["I1", "I2", "I8"] },
  ),
  row(
    "N6 no dirty checks",
    {
      variant: { ...early_check_only, unlockedDirtyTest: false, lockedDirtyTest: false },
      write: {},
    },
    { violated: ["I3"] },
  ),
  row(
    "N7 unlocked dirty test only",
    { variant: { ...early_check_only, lockedDirtyTest: false }, write: {} },
    { violated: ["I3"] },
  ),
  row(
    "N15 old scheme without inode_is_open_for_write()",
    { variant: { ...old, openForWriteTest: false }, cache: withoutLargeFolios, open: true },
    { violated: ["I4"] },
  ),
  row(
    "N16 old scheme, test before increment",
    { variant: { ...old, testBeforeIncrement: true }, cache: withoutLargeFolios, open: true },
    { violated: ["I4"] },
  ),
  row(
    "N17 old scheme, opener ignores nr_thps",
    { variant: { ...old, openerTruncates: false }, cache: withoutLargeFolios, open: true },
    { violated: ["I4"] },
  ),
  row(
    "N18 old scheme without smp_mb()",
    { variant: { ...old, smp_mb: false }, cache: withoutLargeFolios, open: true },
    { violated: ["I4"] },
    "weak",
  ),
];

/** The same code under other memory models. */
export const memoryModels: readonly Row[] = [
  ...(["tso", "weak"] as const).map((memory) =>
    row(
      `S2 old scheme under ${memory}`,
      { variant: old, cache: withoutLargeFolios, open: true },
      { holds: ["I4"] },
      memory,
    ),
  ),
  ...(["sc", "tso"] as const).map((memory) =>
    row(
      `N18x old scheme without smp_mb() under ${memory}`,
      { variant: { ...old, smp_mb: false }, cache: withoutLargeFolios, open: true },
      { holds: ["I4"] },
      memory,
    ),
  ),
];
