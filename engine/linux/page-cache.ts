/** The state that all the modelled functions share: one file, its page cache, one mapping of it. */
import { type Builder, type Ghost, HeddleError, type Shared } from "../index.js";
import { type Folio, folioStruct, pageOf } from "./folio.js";
import type { Event } from "./history.js";
import { type Mapping, address_space } from "./mapping.js";
import { type Pte, pteStruct } from "./pte.js";
import type { ScanResult } from "./scan-result.js";
import { type StartState, pteBits, tlbBits } from "./start-state.js";

/** What a page cache starts as; everything has a default. */
export interface PageCacheSpec {
  /** Pages of the file, each in a small folio (A, B, C, D); a huge folio N covers all. Default 2. */
  readonly pages?: 2 | 3 | 4;
  /** Mapping of page 0 and the dirty flag of A at the start. Default: unmapped, clean. */
  readonly start?: StartState;
  /** Files open for write at the start. Default 0. */
  readonly openWriters?: number;
  /**
   * Whether the filesystem supports large folios. The old scheme counts huge folios only if it does
   * not. Default true.
   */
  readonly largeFolios?: boolean;
  /** Whether the filesystem has page_mkwrite, so that it is told of the first store. Default true. */
  readonly page_mkwrite?: boolean;
  /** Whether a store through a clean TLB entry looks at the page table first. Default true. */
  readonly archTrapsClean?: boolean;
}

/** One file's page cache with everything around it. */
export interface PageCache {
  readonly pages: number;
  readonly largeFolios: boolean;
  readonly page_mkwrite: boolean;
  readonly archTrapsClean: boolean;
  readonly M: Mapping;
  /** The slots of the mapping's xarray. */
  readonly i_pages: readonly Shared<Folio | null>[];
  readonly i_writecount: Shared<number>;
  /** Small folios of each page: the one in the cache at the start, then spares for after reclaim. */
  readonly small: readonly (readonly Folio[])[];
  /** The huge folio that collapse_file() allocates. */
  readonly N: Folio;
  readonly pte: readonly Pte[];
  readonly tlb: readonly Pte[];
  readonly disk: readonly Shared<number>[];
  /** Set once a start state has been chosen, see `chooseStart`. */
  readonly started: Shared<boolean>;

  /** Stores that landed in a folio outside the page cache. */
  readonly detachedWrites: Ghost<number>;
  /** Reads that returned a value overwritten by a write that had completed before they began. */
  readonly staleReads: Ghost<number>;
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
  /** What collapse_file() returned; null before. */
  readonly scanResult: Ghost<ScanResult | null>;
  /** Whether N was ever visible in the page cache. */
  readonly stored: Ghost<boolean>;
  /** Whether a folio was replaced while its lock was not held. */
  readonly replacedUnlocked: Ghost<boolean>;
  /** Events that some property asks about. */
  readonly events: ReadonlyMap<Event, Ghost<boolean>>;

  /** File indices that a folio covers. */
  indices(folio: Folio): readonly number[];
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
  const { pages = 2, openWriters = 0 } = spec;
  const start = spec.start ?? { pte: "none", tlb: "none", dirty: false };
  const M = s.record(address_space, "M");
  const indices = new Map<Folio, readonly number[]>();
  const small = Array.from({ length: pages }, (_, index) => {
    const name = "ABCD"[index];
    const mapped = index === 0 && start.pte !== "none";
    const first = s.record(folioStruct, name, {
      mapping: M,
      refcount: mapped ? 2 : 1,
      dirty: index === 0 && start.dirty,
      lru: true,
    });
    const folios = [first, s.record(folioStruct, `${name}2`)];
    for (const folio of folios) indices.set(folio, [index]);
    return folios;
  });
  const every = Array.from({ length: pages }, (_, index) => index);
  const N = s.record(folioStruct, "N", { data: every.map(() => 0) });
  indices.set(N, every);
  const entries = (name: string, bits: ReturnType<typeof pteBits>) =>
    every.map((index) =>
      s.record(
        pteStruct,
        `${name}[${index}]`,
        index === 0 && bits.present ? { ...bits.flags, folio: small[0][0] } : {},
      ),
    );
  const events = new Map<Event, Ghost<boolean>>();
  const i_pages = every.map((index) =>
    s.shared<Folio | null>(`i_pages[${index}]`, small[index][0]),
  );
  const disk = s.array("disk", pages, 0);
  return {
    pages,
    largeFolios: spec.largeFolios ?? true,
    page_mkwrite: spec.page_mkwrite ?? true,
    archTrapsClean: spec.archTrapsClean ?? true,
    M,
    i_pages,
    i_writecount: s.shared("i_writecount", openWriters),
    small,
    N,
    pte: entries("pte", pteBits(start.pte)),
    tlb: entries("tlb", tlbBits(start)),
    disk,
    started: s.shared("started", false),
    detachedWrites: s.ghost("detached writes", 0),
    staleReads: s.ghost("stale reads", 0),
    last: every.map((index) => s.ghost(`last write to page ${index}`, 0)),
    seen: every.map((index) => s.ghost(`values of page ${index}`, 1)),
    stale: every.map((index) => s.ghost(`stale values of page ${index}`, 0)),
    wroteInto: s.ghost<Folio | null>("last write went to", null),
    openForWrite: s.ghost("open for write", openWriters),
    scanResult: s.ghost<ScanResult | null>("result of collapse_file", null),
    stored: s.ghost("N was visible", false),
    replacedUnlocked: s.ghost("replaced without locks", false),
    events,
    indices(folio) {
      const covered = indices.get(folio);
      if (covered === undefined) {
        throw new HeddleError(`${folio.name} is not a folio of this page cache`);
      }
      return covered;
    },
    content(index) {
      const folio = i_pages[index].now;
      return folio === null ? disk[index].now : pageOf(folio, index).now;
    },
    saw(event) {
      let ghost = events.get(event);
      if (ghost === undefined) events.set(event, (ghost = s.ghost(`saw ${event}`, false)));
      const seen = ghost;
      return () => seen.now;
    },
  };
}
