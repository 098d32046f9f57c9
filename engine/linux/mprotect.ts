/** Taking write permission away from a mapping (mm/mprotect.c, mm/rmap.c, v7.1). */
import { type Operation, type Steps, checkpoint, proc } from "../index.js";
import type { StoreSpec } from "./fault.js";
import { note } from "./history.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";
import { zap_huge_pmd } from "./pmd.js";
import { clear } from "./pte.js";
import { flushTlb } from "./rmap.js";
import { store, translate } from "./tlb.js";
import { transition } from "./transition.js";

/** One part of mprotect() that may be left out. */
export interface ProtectSpec {
  /** Page of the mapping. */
  readonly index: number;
  /** flush_tlb_batched_pending(): do the flush that another task has deferred. Default true. */
  readonly flushPending?: boolean;
  /** The process, by its number. Default 0. */
  readonly process?: number;
}

/**
 * mprotect(PROT_READ): the mapping first, then under the page-table lock the entry, which is flushed
 * if it was present. When it returns no store through the mapping may succeed.
 */
export const mprotect = proc(
  "mprotect",
  function* (m: PageCache, { index, flushPending = true, process = 0 }: ProtectSpec): Steps {
    const mm = m.mm[process];
    yield* mm.vm_write.write(false).as("vma->vm_flags &= ~VM_WRITE");
    yield* change_pte(m, mm, index, flushPending);
  },
);

/** change_pte_range() for one entry. */
function change_pte(
  m: PageCache,
  mm: Mm,
  index: number,
  flushPending: boolean,
): Operation<boolean> {
  return transition(
    `change_pte_range(${index})`,
    function* () {
      // The range is a part of what a PMD maps, so that mapping goes first.
      if (index < m.hugePages) yield* zap_huge_pmd(m, mm);
      const pte = mm.pte[index];
      if (flushPending && (yield* mm.tlb_flush_batched.read())) yield* flushTlb(mm);
      const present = (yield* pte.folio.read()) !== null;
      if (present) {
        yield* pte.writable.write(false);
        yield* clear(mm.tlb[index]);
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
export const store_after_mprotect = proc(
  "store_after_mprotect",
  function* (m: PageCache, { index, value, process = 0 }: StoreSpec): Steps<boolean> {
    const mm = m.mm[process];
    for (;;) {
      yield* checkpoint();
      const found = yield* translate(m, index, mm);
      if (found?.writable !== true) return false;
      const result = yield* store(m, found.folio, index, value, mm);
      if (result === "flushed") continue;
      if (result === "done") yield* note(m, "store after mprotect");
      return result === "done";
    }
  },
  (_, { index, value }) => `<store ${value} to page ${index}>`,
);
