/**
 * Rows of the verdict table of those who touch page-cache folios, and threads to build them from.
 * Where the verdict was open before the engine decided it, `why` gives the reason.
 */
import { type MemoryModel, type Operation, type Steps, type Verdict, scenario } from "heddle";
import {
  type PageCache,
  type PageCacheSpec,
  type PteState,
  type TlbState,
  type Variant,
  afterStart,
  chooseStart,
  collapse_file,
  direct_write,
  gup_write,
  mmap_store,
  pageCache,
  startStates,
  write,
} from "heddle/linux";
import { declareClaims } from "../declare-claims.js";
import { type Row, expected } from "../scenarios.js";

/** A row whose scenario may have properties beyond the numbered ones. */
export interface CacheRow extends Row {
  /** Verdicts of further properties, by name. */
  readonly also?: Readonly<Record<string, Verdict>>;
  /** For a verdict that was open: the reason, in one sentence. */
  readonly why?: string;
}

/** The code of a thread. */
export type Thread = (m: PageCache) => Operation<unknown> | Steps<unknown>;

interface Spec extends Omit<CacheRow, "scenario"> {
  readonly cache?: PageCacheSpec;
  readonly threads: Readonly<Record<string, Thread>>;
  /** Further properties. */
  readonly more?: (m: PageCache) => Readonly<Record<string, () => boolean>>;
}

/** A row from its start, its threads and its verdicts. */
export function cacheRow(name: string, spec: Spec): CacheRow {
  const { cache, threads, more, ...verdicts } = spec;
  const built = scenario(name, (s) => {
    const m = pageCache(s, cache);
    const properties = more?.(m) ?? {};
    for (const [thread, body] of Object.entries(threads)) s.thread(thread, () => body(m) as Steps);
    declareClaims(s, m, verdicts);
    for (const [property, holds] of Object.entries(properties)) {
      const verdict = verdicts.also?.[property];
      if (verdict === "reachable" || verdict === "unreachable") s.reachable(property, holds);
      else s.always(property, holds);
    }
  });
  return { scenario: built, ...verdicts };
}

/** What a check of a row must find, by property name. */
export function expectedOf(row: CacheRow): Record<string, Verdict> {
  return { ...(expected(row) as Record<string, Verdict>), ...row.also };
}

/** A start state of page 0. */
export const at = (pte: PteState, tlb: TlbState = "none", dirty = false) => ({ pte, tlb, dirty });
/** khugepaged. */
export const k =
  (variant: Variant): Thread =>
  (m) =>
    collapse_file(m, variant);
/** write(2). */
export const writer =
  (value = 1, index = 0): Thread =>
  (m) =>
    write(m, { index, value });
/** A store to page 0 through the mapping. */
export const storer: Thread = (m) => mmap_store(m, { index: 0, value: 2 });
/** A device that writes to a pinned page 0. */
export const gup =
  (spec = {}): Thread =>
  (m) =>
    gup_write(m, { index: 0, value: 3, ...spec });
/** A direct write of page 0. */
export const dio =
  (spec = {}): Thread =>
  (m) =>
    direct_write(m, { index: 0, value: 4, ...spec });
/** One thread that does one thing after the other. */
export const inOrder = (...bodies: readonly Thread[]): Thread =>
  function* (m) {
    for (const body of bodies) yield* body(m) as Steps;
  };

/** The memory model that a row asks for. */
export function memoryOf(row: CacheRow): MemoryModel {
  return row.memory ?? "sc";
}

/** A thread that waits until `choosing` has chosen a start state. */
export const fromEvery = (body: Thread): Thread =>
  function* (m) {
    yield* afterStart(m);
    yield* body(m) as Steps;
  };
/** A thread that first chooses one of all start states. */
export const choosing = (body: Thread): Thread =>
  function* (m) {
    yield* chooseStart(m, startStates);
    yield* body(m) as Steps;
  };
