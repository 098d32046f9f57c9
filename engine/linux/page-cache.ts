/** The state that all the modelled functions share: one file, its page cache, one mapping of it. */
import { type Builder, type Ghost, HeddleError, type RwSem, type Shared } from "../index.js";
import { type Folio, folioStruct, folioStructOf, pageOf } from "./folio.js";
import type { Event } from "./history.js";
import { type Mapping, address_space } from "./mapping.js";
import { type Mm, type ProcessSpec, mm_struct, unmapped } from "./mm.js";
import type { ScanResult } from "./scan-result.js";
import type { StartState } from "./start-state.js";
import { type Entry, type Slot, folioOf } from "./xarray.js";

/** What a page cache starts as; everything has a default. */
export interface PageCacheSpec {
  /** Pages of the file, each in a small folio (A, B, C, D); a huge folio N covers all. Default 2. */
  readonly pages?: 2 | 3 | 4;
  /** How many of them the huge folio covers, from page 0 on. Default: all. */
  readonly hugePages?: number;
  /** Whether the huge folio is in the cache from the start, in place of the small ones. */
  readonly huge?: boolean;
  /** Content of each page, in the cache and on disk. Default: 0. */
  readonly contents?: readonly number[];
  /** Pages that are not in the cache at the start. Default: none. */
  readonly holes?: readonly number[];
  /** Whether the file is in shmem: collapsing ignores dirty flags and accepts holes. */
  readonly shmem?: boolean;
  /** Spare small folios of each page, for when it has left the cache and comes back. Default 1. */
  readonly spares?: number;
  /**
   * Whether folio A has just been added: it is in a per-CPU batch, with a reference, and not yet on
   * the LRU list. Default false.
   */
  readonly inLruBatch?: boolean;
  /** Whether folio A has private data of the filesystem at the start. Default false. */
  readonly privateData?: boolean;
  /** Mapping of page 0 and the dirty flag of its folio at the start. Default: unmapped, clean. */
  readonly start?: StartState;
  /**
   * The processes that map the file, each on a CPU of its own; `start` is that of the first unless
   * it has its own. Default: one.
   */
  readonly processes?: readonly ProcessSpec[];
  /** Files open for write at the start. Default 0. */
  readonly openWriters?: number;
  /**
   * Whether the filesystem supports large folios. The old scheme counts huge folios only if it does
   * not. Default true.
   */
  readonly largeFolios?: boolean;
  /**
   * Whether clean pages are mapped read-only, so that the first store faults
   * (vma_wants_writenotify()). Default true.
   */
  readonly writeNotify?: boolean;
  /** Whether the filesystem has page_mkwrite, which that fault calls. Default: as writeNotify. */
  readonly page_mkwrite?: boolean;
  /**
   * Before 74207de2ba10 (v6.18): a huge folio that reaches beyond the end of the file is mapped by a
   * PMD like any other. Default: for shmem only.
   */
  readonly mapsBeyondEnd?: boolean;
  /** Whether a store through a clean TLB entry looks at the page table first. Default true. */
  readonly archTrapsClean?: boolean;
}

/** One file's page cache with everything around it. */
export interface PageCache {
  readonly pages: number;
  readonly largeFolios: boolean;
  readonly shmem: boolean;
  readonly writeNotify: boolean;
  readonly page_mkwrite: boolean;
  readonly archTrapsClean: boolean;
  readonly mapsBeyondEnd: boolean;
  readonly M: Mapping;
  /** The slots of the mapping's xarray. */
  readonly i_pages: readonly Slot[];
  readonly i_writecount: Shared<number>;
  /** The end of the file, in pages. */
  readonly i_size: Shared<number>;
  /** The inode's lock of writers, for scenarios that take it (see inode.ts). */
  readonly i_rwsem: RwSem;
  /** Small folios of each page: the one in the cache at the start, then spares for after reclaim. */
  readonly small: readonly (readonly Folio[])[];
  /** The huge folio that collapse_file() allocates. */
  readonly N: Folio;
  /** Pages that it covers. */
  readonly hugePages: number;
  /** The larger part of a non-uniform split of a huge folio of four pages: pages 0 and 1. */
  readonly P: Folio | null;
  /** The processes that map the file. */
  readonly mm: readonly Mm[];
  readonly disk: readonly Shared<number>[];
  /** The folio in the per-CPU batch of folios that are to be put on the LRU list. */
  readonly lru_batch: Shared<Folio | null>;
  /** Set once a start state has been chosen, see `chooseStart`. */
  readonly started: Shared<boolean>;

  /** Stores that landed in a folio outside the page cache. */
  readonly detachedWrites: Ghost<number>;
  /** Reads that returned a value overwritten by a write that had completed before they began. */
  readonly staleReads: Ghost<number>;
  /** Folios that were used by a holder of a reference after they had been freed. */
  readonly usedAfterFree: Ghost<number>;
  /** fsync() calls that returned before what was written earlier was on disk. */
  readonly undurable: Ghost<number>;
  /** mincore() calls that reported a page as absent. */
  readonly absent: Ghost<number>;
  /** Whether the file has been truncated, and no truncation is under way. */
  readonly truncated: Ghost<boolean>;
  /** The last value stored to each page. */
  readonly last: readonly Ghost<number>[];
  /** Values that each page has held, as a set of bits. */
  readonly seen: readonly Ghost<number>[];
  /** Values of each page that a read which begins now must not return. */
  readonly stale: readonly Ghost<number>[];
  /** The folio that the last store went to. */
  readonly wroteInto: Ghost<Folio | null>;
  /** Successful opens for write whose file has not been closed. */
  readonly openForWrite: Ghost<number>;
  /** Successful execve() calls whose program has not ended. */
  readonly executing: Ghost<number>;
  /** What collapse_file() returned; null before. */
  readonly scanResult: Ghost<ScanResult | null>;
  /** Whether the last collapse has made N visible in the page cache. */
  readonly stored: Ghost<boolean>;
  /** Whether a folio was replaced while its lock was not held. */
  readonly replacedUnlocked: Ghost<boolean>;
  /** Events that some property asks about. */
  readonly events: ReadonlyMap<Event, Ghost<boolean>>;

  /** File indices that a folio covers. */
  indices(folio: Folio): readonly number[];
  /** In a property: the folio of a page, or null. */
  folio(index: number): Folio | null;
  /** In a property: what a read of the page would return now, from the cache or else from disk. */
  content(index: number): number;
  /** Asks for an event to be noted; in a property, tells whether it has happened. */
  saw(event: Event): () => boolean;
}

/**
 * Declares a page cache in a scenario: small folios, uptodate and equal to the disk (all zero), a
 * huge folio N that is not allocated yet, page table and TLB entries.
 */
export function pageCache(s: Builder, spec: PageCacheSpec = {}): PageCache {
  const { pages = 2, openWriters = 0, huge = false, holes = [], contents = [] } = spec;
  const hugePages = spec.hugePages ?? pages;
  const writeNotify = spec.writeNotify ?? true;
  const start = spec.start ?? unmapped;
  const processes = (spec.processes ?? [{}]).map((process, i) =>
    i === 0 ? { start, ...process } : process,
  );
  const mapped = processes.filter((process) => (process.start?.pte ?? "none") !== "none").length;
  const dirty = processes.some((process) => process.start?.dirty === true);
  const content = (index: number) => contents[index] ?? 0;
  const M = s.record(address_space, "M", {
    nr_thps: huge && spec.largeFolios === false ? 1 : 0,
  });
  const indices = new Map<Folio, readonly number[]>();
  const small = Array.from({ length: pages }, (_, index) => {
    const name = "ABCD"[index];
    const batched = index === 0 && (spec.inLruBatch ?? false);
    const privateData = index === 0 && (spec.privateData ?? false);
    const cached = {
      mapping: M,
      refcount: 1 + (index === 0 ? mapped : 0) + (privateData ? 1 : 0) + (batched ? 1 : 0),
      dirty: index === 0 && dirty,
      uptodate: true,
      private: privateData,
      lru: !batched,
      data: [content(index)],
    };
    const absent = (huge && index < hugePages) || holes.includes(index);
    const first = s.record(folioStruct, name, absent ? {} : cached);
    const spares = Array.from({ length: spec.spares ?? 1 }, (_, k) =>
      s.record(folioStruct, `${name}${k + 2}`),
    );
    const folios = [first, ...spares];
    for (const folio of folios) indices.set(folio, [index]);
    return folios;
  });
  const every = Array.from({ length: pages }, (_, index) => index);
  const covered = every.slice(0, hugePages);
  const N = s.record(folioStructOf(hugePages), "N", {
    data: covered.map((index) => (huge ? content(index) : 0)),
    ...(huge && {
      mapping: M,
      refcount: hugePages + mapped,
      dirty,
      uptodate: true,
      lru: true,
    }),
  });
  indices.set(N, covered);
  const P = huge && hugePages === 4 ? s.record(folioStructOf(2), "P") : null;
  if (P !== null) indices.set(P, [0, 1]);
  const first = (index: number) => {
    if (huge && index < hugePages) return N;
    return holes.includes(index) ? null : small[index][0];
  };
  const events = new Map<Event, Ghost<boolean>>();
  const i_pages = every.map((index) => s.shared<Entry>(`i_pages[${index}]`, first(index)));
  const disk = s.array("disk", pages, content);
  const folio = (index: number) => folioOf(i_pages[index].now);
  return {
    pages,
    largeFolios: spec.largeFolios ?? true,
    shmem: spec.shmem ?? false,
    writeNotify,
    page_mkwrite: spec.page_mkwrite ?? writeNotify,
    archTrapsClean: spec.archTrapsClean ?? true,
    mapsBeyondEnd: spec.mapsBeyondEnd ?? spec.shmem ?? false,
    M,
    i_pages,
    i_rwsem: s.rwsem("i_rwsem"),
    i_writecount: s.shared("i_writecount", openWriters),
    i_size: s.shared<number>("i_size", pages),
    small,
    N,
    hugePages,
    P,
    mm: processes.map((process, id) => {
      const prefix = processes.length === 1 ? "" : `mm${id}.`;
      return mm_struct(s, id, prefix, pages, { folio: first(0), huge }, process);
    }),
    disk,
    lru_batch: s.shared<Folio | null>("lru_batch", spec.inLruBatch === true ? small[0][0] : null),
    started: s.shared("started", false),
    detachedWrites: s.ghost("detached writes", 0),
    staleReads: s.ghost("stale reads", 0),
    usedAfterFree: s.ghost("used after free", 0),
    undurable: s.ghost("fsync without effect", 0),
    absent: s.ghost("mincore says absent", 0),
    truncated: s.ghost("truncated", false),
    last: every.map((index) => s.ghost(`last write to page ${index}`, content(index))),
    seen: every.map((index) => s.ghost(`values of page ${index}`, 1 << content(index))),
    stale: every.map((index) => s.ghost(`stale values of page ${index}`, 0)),
    wroteInto: s.ghost<Folio | null>("last write went to", null),
    openForWrite: s.ghost("open for write", openWriters),
    executing: s.ghost("executing", 0),
    scanResult: s.ghost<ScanResult | null>("result of collapse_file", null),
    stored: s.ghost("N was visible", false),
    replacedUnlocked: s.ghost("replaced without locks", false),
    events,
    indices(of) {
      const found = indices.get(of);
      if (found === undefined) {
        throw new HeddleError(`${of.name} is not a folio of this page cache`);
      }
      return found;
    },
    folio,
    content(index) {
      const cached = folio(index);
      return cached === null ? disk[index].now : pageOf(cached, index).now;
    },
    saw(event) {
      let ghost = events.get(event);
      if (ghost === undefined) events.set(event, (ghost = s.ghost(`saw ${event}`, false)));
      const seen = ghost;
      return () => seen.now;
    },
  };
}
