/** Pinning user pages for a device that writes to them (mm/gup.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import { handle_mm_fault } from "./fault.js";
import {
  type Folio,
  GUP_PIN_COUNTING_BIAS,
  folio_lock,
  folio_mark_dirty,
  folio_put_refs,
  folio_test_dirty,
  folio_unlock,
  pageOf,
} from "./folio.js";
import { recordCompletion, recordStore } from "./history.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { leafEntry } from "./pte.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/** A device's write to a pinned page, and parts of it that may be left out. */
export interface GupSpec {
  /** Page of the file, as the process has it mapped. */
  readonly index: number;
  /** What the device writes: a whole number from 1 to 30 that no other write uses. */
  readonly value: number;
  /** Read the page table entry again once the folio is pinned. Default true. */
  readonly recheck?: boolean;
  /** FOLL_PIN; otherwise FOLL_GET, an ordinary reference that nobody can tell from others. Default true. */
  readonly pin?: boolean;
  /** Take the folio lock to mark the folio dirty (unpin_user_pages_dirty_lock()). Default true. */
  readonly dirtyLock?: boolean;
  /** The process whose mapping it is, by its number. Default 0. */
  readonly process?: number;
}

/**
 * Pins the page that a process has mapped, lets a device write to it, marks it dirty, unpins it.
 * The write completes with the unpin.
 */
export const gup_write = proc(
  "gup_write",
  function* (
    m: PageCache,
    { index, value, recheck = true, pin = true, dirtyLock = true, process = 0 }: GupSpec,
  ): Steps {
    const folio = yield* pin_user_pages(m, { index, recheck, pin, process });
    const earlier = yield* deviceWrite(m, folio, index, value);
    if (dirtyLock) {
      if (!(yield* folio_test_dirty(folio))) {
        yield* folio_lock(folio);
        yield* folio_mark_dirty(folio);
        yield* folio_unlock(folio);
      }
    } else {
      yield* folio_mark_dirty(folio).as(`set_page_dirty(${folio.name})`);
    }
    yield* unpin_user_page(folio, pin);
    yield* recordCompletion(m, index, earlier);
  },
  (_, { index, value }) => `gup_write(page ${index}, ${value})`,
);

/** pin_user_pages_fast() for writing: without locks, else under the page-table lock. */
export const pin_user_pages = proc(
  "pin_user_pages_fast",
  function* (
    m: PageCache,
    { index, recheck = true, pin = true, process = 0 }: Omit<GupSpec, "value">,
  ): Steps<Folio> {
    const mm = m.mm[process];
    const refs = pin ? GUP_PIN_COUNTING_BIAS : 1;
    const folio = yield* gup_fast_pte(m, mm, index);
    if (folio !== null && (yield* try_grab_folio(folio, refs))) {
      if (!recheck || (yield* gup_fast_pte(m, mm, index)) === folio) return folio;
      yield* unpin_user_page(folio, pin);
    }
    for (;;) {
      yield* checkpoint();
      const pinned = yield* follow_page_pte(m, mm, index, refs);
      if (pinned !== null) return pinned;
      yield* handle_mm_fault(m, index, mm);
    }
  },
  (_, { index }) => `pin_user_pages_fast(page ${index})`,
);

/** The folio of a present, writable entry (PMD or PTE), read without a lock. */
function gup_fast_pte(m: PageCache, mm: Mm, index: number): Operation<Folio | null> {
  return transition(`ptep_get_lockless(${index})`, function* () {
    const pte = yield* leafEntry(m, mm, index);
    const folio = yield* pte.folio.read();
    return (yield* pte.writable.read()) ? folio : null;
  });
}

/** try_grab_folio(): takes references to a folio unless its reference count is 0. A full barrier. */
function try_grab_folio(folio: Folio, refs: number): Operation<boolean> {
  return folio.refcount
    .modify<boolean>((n) => (n === 0 ? { result: false } : { next: n + refs, result: true }))
    .as(`try_grab_folio(${folio.name})`, showC);
}

/** The slow path: finds and pins the folio under the page-table lock; null if it must be faulted in. */
function follow_page_pte(
  m: PageCache,
  mm: Mm,
  index: number,
  refs: number,
): Operation<Folio | null> {
  return transition(`follow_page_pte(${index})`, function* () {
    const pte = yield* leafEntry(m, mm, index);
    const folio = yield* pte.folio.read();
    if (folio === null || !(yield* pte.writable.read())) return null;
    yield* folio.refcount.apply((n) => n + refs);
    return folio;
  });
}

/** unpin_user_page(), or put_page() of a reference that is no pin. */
export function unpin_user_page(folio: Folio, pin = true): Operation<void> {
  return pin
    ? folio_put_refs(folio, GUP_PIN_COUNTING_BIAS).as(`unpin_user_page(${folio.name})`)
    : folio_put_refs(folio, 1).as(`put_page(${folio.name})`);
}

/** The device writes through the pin, whatever has become of the folio. */
function deviceWrite(m: PageCache, folio: Folio, index: number, value: number): Operation<number> {
  return transition(
    `DMA ${value} to ${folio.name}[${index}]`,
    function* () {
      yield* pageOf(folio, index).write(value);
      return yield* recordStore(m, folio, index, value, "kernel");
    },
    () => null,
  );
}
