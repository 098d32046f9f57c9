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
import { __filemap_get_folio } from "./filemap.js";
import { note } from "./history.js";
import type { PageCache } from "./page-cache.js";
import { clear, load, store, translate } from "./pte.js";
import { transition } from "./transition.js";

/** One store of a process to its shared, writable mapping. */
export interface StoreSpec {
  /** Page of the file. */
  readonly index: number;
  /** What is stored: a whole number from 1 to 30 that no other write uses. */
  readonly value: number;
}

/** A store instruction: translated, faulting as often as need be, completed by the store itself. */
export function* mmap_store(m: PageCache, { index, value }: StoreSpec): Steps {
  for (;;) {
    yield* checkpoint();
    const found = yield* translate(m, index);
    if (found?.writable === true) {
      const result = yield* store(m, found.folio, index, value);
      if (result === "done") break;
      if (result === "flushed") continue;
    }
    yield* handle_mm_fault(m, index);
  }
  yield* checkpoint();
}

/** A load instruction of a process from its mapping; begins with its first translation. */
export function* mmap_load(m: PageCache, index: number): Steps<number> {
  let stale: number | null = null;
  for (;;) {
    yield* checkpoint(stale);
    const found = yield* translate(m, index);
    stale ??= yield* observe(m.stale[index]);
    if (found === null) {
      yield* do_read_fault(m, index);
      continue;
    }
    const value = yield* load(m, found.folio, index, stale);
    if (value === null) continue;
    yield* checkpoint(value);
    return value;
  }
}

/**
 * A write fault on a shared file mapping. Afterwards the access is repeated, whatever came of it.
 * The CPU has dropped the translation that made it fault.
 */
export const handle_mm_fault = proc(
  "handle_mm_fault",
  function* (m: PageCache, index: number): Steps {
    const entry = yield* handle_pte_fault(m, index);
    if (entry === "missing") yield* do_shared_fault(m, index);
    else if (entry !== "spurious") yield* wp_page_shared(m, entry, index);
  },
  (_, index) => `handle_mm_fault(page ${index})`,
);

/** Which kind of fault it is; for a read-only entry, the folio that it maps. */
function handle_pte_fault(m: PageCache, index: number): Operation<Folio | "missing" | "spurious"> {
  const show = (kind: Folio | "missing" | "spurious") =>
    typeof kind === "string" ? (kind === "missing" ? "none" : "rw") : `${kind.name} ro`;
  return transition<Folio | "missing" | "spurious">(
    `ptep_get(${index})`,
    function* () {
      const pte = m.pte[index];
      yield* clear(m.tlb[index]);
      const folio = yield* pte.folio.read();
      if (folio === null) return "missing";
      return (yield* pte.writable.read()) ? "spurious" : folio;
    },
    show,
  );
}

/** do_shared_fault(): no entry yet. Everything after the lookup is done under the folio lock. */
const do_shared_fault = proc("do_shared_fault", function* (m: PageCache, index: number): Steps {
  const folio = yield* __filemap_get_folio(m, index);
  if (m.page_mkwrite) {
    yield* folio_unlock(folio);
    if (!(yield* filemap_page_mkwrite(m, folio))) {
      yield* folio_put(folio);
      return;
    }
  }
  if (yield* finish_fault(m, folio, index)) {
    yield* fault_dirty_shared_page(m, folio);
  } else {
    yield* folio_unlock(folio);
    yield* folio_put(folio);
  }
});

/**
 * do_read_fault(): maps the folio clean and, unless the filesystem wants to be told of the first
 * store, writable.
 */
const do_read_fault = proc(
  "do_read_fault",
  function* (m: PageCache, index: number): Steps {
    const folio = yield* __filemap_get_folio(m, index);
    const flags = { writable: !m.writeNotify, dirty: false };
    const installed = yield* finish_fault(m, folio, index, flags);
    yield* folio_unlock(folio);
    if (!installed) yield* folio_put(folio);
  },
  (_, index) => `do_read_fault(page ${index})`,
);

/** wp_page_shared(): a read-only entry. A reference is held throughout. */
const wp_page_shared = proc(
  "wp_page_shared",
  function* (m: PageCache, folio: Folio, index: number): Steps {
    if (!m.page_mkwrite) {
      if (!(yield* wp_page_reuse(m, folio, index, { get: true }))) return;
      yield* folio_lock(folio);
      yield* fault_dirty_shared_page(m, folio);
      yield* folio_put(folio);
      return;
    }
    if (!(yield* getIfMapped(m, folio, index))) return;
    if (yield* filemap_page_mkwrite(m, folio)) {
      if (yield* wp_page_reuse(m, folio, index)) yield* fault_dirty_shared_page(m, folio);
      else yield* folio_unlock(folio);
    }
    yield* folio_put(folio);
  },
  (_, folio) => `wp_page_shared(${folio.name})`,
);

/** folio_get() under the page-table lock, if the entry is still the same. */
function getIfMapped(m: PageCache, folio: Folio, index: number): Operation<boolean> {
  return transition(`folio_get(${folio.name})`, function* () {
    const same = (yield* m.pte[index].folio.read()) === folio;
    if (same) yield* folio.refcount.apply((n) => n + 1);
    return same;
  });
}

/**
 * Under the page-table lock: makes an unchanged read-only entry writable and dirty; returns whether
 * it was unchanged. With `get` it takes the folio reference that comes first, under the same lock.
 */
function wp_page_reuse(
  m: PageCache,
  folio: Folio,
  index: number,
  { get = false } = {},
): Operation<boolean> {
  return transition(`wp_page_reuse(${folio.name})`, function* () {
    const pte = m.pte[index];
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
  folio: Folio,
  index: number,
  { writable = true, dirty = true } = {},
): Operation<boolean> {
  const bits = `PTE ${writable ? "rw" : "ro"} ${dirty ? "dirty" : "clean"}`;
  return transition(`finish_fault(${folio.name})`, function* () {
    const pte = m.pte[index];
    const none = (yield* pte.folio.read()) === null;
    if (none) {
      yield* pte.folio.write(folio);
      yield* pte.writable.write(writable);
      yield* pte.dirty.write(dirty).fact(bits);
    }
    return none;
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
