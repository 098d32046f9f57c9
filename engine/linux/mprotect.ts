/** Taking write permission away from a mapping (mm/mprotect.c, mm/rmap.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import type { StoreSpec } from "./fault.js";
import { note } from "./history.js";
import type { PageCache } from "./page-cache.js";
import { clear, store, translate } from "./pte.js";
import { flushTlb } from "./rmap.js";
import { transition } from "./transition.js";

/** One part of mprotect() that may be left out. */
export interface ProtectSpec {
  /** Page of the mapping. */
  readonly index: number;
  /** flush_tlb_batched_pending(): do the flush that another task has deferred. Default true. */
  readonly flushPending?: boolean;
}

/**
 * mprotect(PROT_READ): the mapping first, then under the page-table lock the entry, which is flushed
 * if it was present. When it returns no store through the mapping may succeed.
 */
export const mprotect = proc(
  "mprotect",
  function* (m: PageCache, { index, flushPending = true }: ProtectSpec): Steps {
    yield* m.vm_write.write(false).as("vma->vm_flags &= ~VM_WRITE");
    yield* change_pte(m, index, flushPending);
  },
);

/** change_pte_range() for one entry. */
function change_pte(m: PageCache, index: number, flushPending: boolean): Operation<boolean> {
  return transition(
    `change_pte_range(${index})`,
    function* () {
      const pte = m.pte[index];
      if (flushPending && (yield* m.tlb_flush_batched.read())) yield* flushTlb(m);
      const present = (yield* pte.folio.read()) !== null;
      if (present) {
        yield* pte.writable.write(false);
        yield* clear(m.tlb[index]);
      }
      return present;
    },
    (present) => (present ? "PTE ro, flushed" : "no PTE"),
  );
}

/**
 * A store to the mapping after `mprotect`: through whatever the TLB holds, else a fault, which ends
 * in SIGSEGV. Returns whether the store was done; it is noted as "store after mprotect".
 */
export function* store_after_mprotect(m: PageCache, { index, value }: StoreSpec): Steps<boolean> {
  for (;;) {
    yield* checkpoint();
    const found = yield* translate(m, index);
    if (found?.writable !== true) return false;
    const result = yield* store(m, found.folio, index, value);
    if (result === "flushed") continue;
    if (result === "done") yield* note(m, "store after mprotect");
    return result === "done";
  }
}
