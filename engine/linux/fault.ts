/** Stores of a process to its mapping of the file, and the faults they take (mm/memory.c, v7.1). */
import { type Operation, type Steps, checkpoint, observe, proc } from "../index.js";
import {
  type Folio,
  folio_lock,
  folio_mapping,
  folio_mark_dirty,
  folio_put,
  folio_unlock,
} from "./folio.js";
import { __filemap_get_folio, filemap_create_folio } from "./filemap.js";
import { note } from "./history.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { entryToFill, split_huge_pmd } from "./pmd.js";
import { clear, leafEntry } from "./pte.js";
import { load, store, translate } from "./tlb.js";
import { transition } from "./transition.js";

/** One store of a process to its shared, writable mapping. */
export interface StoreSpec {
  /** Page of the file. */
  readonly index: number;
  /** What is stored: a whole number from 1 to 30 that no other write uses. */
  readonly value: number;
  /** The process that stores, by its number. Default 0. */
  readonly process?: number;
}

/**
 * A store instruction: translated, faulting as often as need be, completed by the store itself.
 * Returns the signal it ends in beyond the end of the file, nothing otherwise.
 */
export const mmap_store = proc(
  "mmap_store",
  function* (m: PageCache, { index, value, process = 0 }: StoreSpec): Steps<"SIGBUS" | undefined> {
    const mm = m.mm[process];
    for (;;) {
      yield* checkpoint();
      const found = yield* translate(m, index, mm);
      if (found?.writable === true) {
        const result = yield* store(m, found.folio, index, value, mm);
        if (result === "done") return undefined;
        if (result === "flushed") continue;
      }
      if ((yield* handle_mm_fault(m, index, mm)) === "SIGBUS") return "SIGBUS";
    }
  },
  (_, { index, value }) => `<store ${value} to page ${index}>`,
);

/**
 * A load instruction from the mapping; begins with its first translation. Returns what it loaded, or
 * null for SIGBUS.
 *
 * @param process the process that loads, by its number; default 0
 */
export const mmap_load = proc(
  "mmap_load",
  function* (m: PageCache, index: number, process?: number): Steps<number | null> {
    const mm = m.mm[process ?? 0];
    let stale: number | null = null;
    for (;;) {
      yield* checkpoint(stale);
      const found = yield* translate(m, index, mm);
      stale ??= yield* observe(m.stale[index]);
      if (found === null) {
        if ((yield* do_read_fault(m, mm, index)) === "SIGBUS") return null;
        continue;
      }
      const value = yield* load(m, found.folio, index, stale, mm);
      if (value !== null) return value;
    }
  },
  (...[, index]: [PageCache, number, number?]) => `<load page ${index}>`,
);

/**
 * A write fault on a shared file mapping. Afterwards the access is repeated, whatever came of it.
 * The CPU has dropped the translation that made it fault.
 */
export const handle_mm_fault = proc(
  "handle_mm_fault",
  function* (m: PageCache, index: number, mm: Mm): Steps<FaultResult> {
    const entry = yield* handle_pte_fault(m, mm, index);
    // A read-only PMD is not made writable: wp_huge_pmd() drops it and falls back.
    if (entry === "huge") yield* split_huge_pmd(m, mm);
    if (entry === "missing" || entry === "huge") return yield* do_shared_fault(m, mm, index);
    if (entry !== "spurious") yield* wp_page_shared(m, mm, entry, index);
    return "retry";
  },
  (_, index) => `handle_mm_fault(page ${index})`,
);

/** What to do after a fault: repeat the access, or give it up beyond the end of the file. */
export type FaultResult = "retry" | "SIGBUS";

/** What a write fault finds; a folio: that a read-only PTE maps it. */
type Fault = Folio | "missing" | "spurious" | "huge";

/** Which kind of fault it is. */
function handle_pte_fault(m: PageCache, mm: Mm, index: number): Operation<Fault> {
  const texts = { missing: "none", spurious: "rw", huge: "PMD ro" };
  const show = (kind: Fault) => (typeof kind === "string" ? texts[kind] : `${kind.name} ro`);
  return transition<Fault>(
    `ptep_get(${index})`,
    function* () {
      const pte = yield* leafEntry(m, mm, index);
      yield* clear(mm.tlb[index]);
      const folio = yield* pte.folio.read();
      if (folio === null) return "missing";
      if (yield* pte.writable.read()) return "spurious";
      return pte === mm.pmd ? "huge" : folio;
    },
    show,
  );
}

/** do_shared_fault(): no entry yet. Everything after the lookup is done under the folio lock. */
const do_shared_fault = proc(
  "do_shared_fault",
  function* (m: PageCache, mm: Mm, index: number): Steps<FaultResult> {
    const folio = yield* filemap_fault(m, index);
    if (folio === null) return "SIGBUS";
    if (m.page_mkwrite) {
      yield* folio_unlock(folio);
      if (!(yield* filemap_page_mkwrite(m, folio))) {
        yield* folio_put(folio);
        return "retry";
      }
    }
    if (yield* finish_fault(m, mm, folio, index)) {
      yield* fault_dirty_shared_page(m, folio);
    } else {
      yield* folio_unlock(folio);
      yield* folio_put(folio);
    }
    return "retry";
  },
  (...[, , index]: [PageCache, Mm, number]) => `do_shared_fault(page ${index})`,
);

/**
 * filemap_fault() (mm/filemap.c): the folio, locked; null (SIGBUS) beyond the end of the file, which
 * is looked at before and once more under the folio lock.
 */
function* filemap_fault(m: PageCache, index: number): Steps<Folio | null> {
  if ((yield* observe(m.i_size)) <= index) return null;
  const folio = yield* __filemap_get_folio(m, index, {}, filemap_create_folio);
  if ((yield* observe(m.i_size)) > index) return folio;
  yield* folio_unlock(folio);
  yield* folio_put(folio);
  return null;
}

/**
 * do_read_fault(): maps the folio clean and, unless the filesystem wants to be told of the first
 * store, writable.
 */
const do_read_fault = proc(
  "do_read_fault",
  function* (m: PageCache, mm: Mm, index: number): Steps<FaultResult> {
    const folio = yield* filemap_fault(m, index);
    if (folio === null) return "SIGBUS";
    const flags = { writable: !m.writeNotify, dirty: false };
    const installed = yield* finish_fault(m, mm, folio, index, flags);
    yield* folio_unlock(folio);
    if (!installed) yield* folio_put(folio);
    return "retry";
  },
  (...[, , index]: [PageCache, Mm, number]) => `do_read_fault(page ${index})`,
);

/** wp_page_shared(): a read-only entry. A reference is held throughout. */
const wp_page_shared = proc(
  "wp_page_shared",
  function* (m: PageCache, mm: Mm, folio: Folio, index: number): Steps {
    if (!m.page_mkwrite) {
      if (!(yield* wp_page_reuse(mm, folio, index, { get: true }))) return;
      yield* folio_lock(folio);
      yield* fault_dirty_shared_page(m, folio);
      yield* folio_put(folio);
      return;
    }
    if (!(yield* getIfMapped(mm, folio, index))) return;
    if (yield* filemap_page_mkwrite(m, folio)) {
      if (yield* wp_page_reuse(mm, folio, index)) yield* fault_dirty_shared_page(m, folio);
      else yield* folio_unlock(folio);
    }
    yield* folio_put(folio);
  },
  (...[, , folio]: [PageCache, Mm, Folio, number]) => `wp_page_shared(${folio.name})`,
);

/** folio_get() under the page-table lock, if the entry is still the same. */
function getIfMapped(mm: Mm, folio: Folio, index: number): Operation<boolean> {
  return transition(`folio_get(${folio.name})`, function* () {
    const same = (yield* mm.pte[index].folio.read()) === folio;
    if (same) yield* folio.refcount.apply((n) => n + 1);
    return same;
  });
}

/**
 * Under the page-table lock: makes an unchanged read-only entry writable and dirty; returns whether
 * it was unchanged. With `get` it takes the folio reference that comes first, under the same lock.
 */
function wp_page_reuse(
  mm: Mm,
  folio: Folio,
  index: number,
  { get = false } = {},
): Operation<boolean> {
  return transition(`wp_page_reuse(${folio.name})`, function* () {
    const pte = mm.pte[index];
    const same = (yield* pte.folio.read()) === folio && !(yield* pte.writable.read());
    if (same) {
      if (get) yield* folio.refcount.apply((n) => n + 1);
      yield* pte.writable.write(true);
      yield* pte.dirty.write(true).fact("PTE rw dirty");
    }
    return same;
  });
}

/** Under the page-table lock: installs an entry, which keeps our reference, if there is none. */
function finish_fault(
  m: PageCache,
  mm: Mm,
  folio: Folio,
  index: number,
  { writable = true, dirty = true } = {},
): Operation<boolean> {
  const bits = `${writable ? "rw" : "ro"} ${dirty ? "dirty" : "clean"}`;
  return transition(`finish_fault(${folio.name})`, function* () {
    const entry = yield* entryToFill(m, mm, folio, index);
    if (entry === null) return false;
    yield* entry.folio.write(folio);
    yield* entry.writable.write(writable);
    yield* entry.dirty.write(dirty).fact(`${entry === mm.pmd ? "PMD" : "PTE"} ${bits}`);
    return true;
  });
}

/**
 * filemap_page_mkwrite() (mm/filemap.c): locks the folio; if it is still ours, marks it dirty and
 * returns true with the lock held, else false (VM_FAULT_NOPAGE) without it.
 */
function* filemap_page_mkwrite(m: PageCache, folio: Folio): Steps<boolean> {
  yield* folio_lock(folio);
  if ((yield* folio_mapping(folio)) === m.M) {
    yield* folio_mark_dirty(folio);
    return true;
  }
  yield* note(m, "retry");
  yield* folio_unlock(folio);
  return false;
}

/** fault_dirty_shared_page(): the entry is dirty, so the folio must be, before it is unlocked. */
function* fault_dirty_shared_page(m: PageCache, folio: Folio): Steps {
  if (!m.page_mkwrite) yield* folio_mark_dirty(folio);
  yield* folio_unlock(folio);
}
