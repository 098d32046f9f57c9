/** Page table entries (include/linux/pgtable.h, v7.1): PTEs and the PMD above them. */
import { type RecordOf, type Steps, ref, struct } from "../index.js";
import type { Folio } from "./folio.js";
import type { Mm } from "./mm.js";
import type { PageCache } from "./page-cache.js";

/** A page table entry, or a CPU's cached copy of one. Not present when `folio` is NULL. */
export const pteStruct = struct("pte", { folio: ref<Folio>(), writable: false, dirty: false });

/** A page table entry or a TLB entry. */
export type Pte = RecordOf<typeof pteStruct>;

/**
 * The entry above the PTEs of the pages that a huge folio covers. It points to a table of PTEs
 * (`table`), maps the huge folio itself (`folio`, with the bits of an entry), or is none.
 */
export const pmdStruct = struct("pmd", {
  table: true,
  folio: ref<Folio>(),
  writable: false,
  dirty: false,
});

/** A PMD entry. */
export type Pmd = RecordOf<typeof pmdStruct>;

/** Makes an entry not present. Part of a larger transition. */
export function* clear(entry: Pte): Steps {
  yield* entry.folio.write(null);
  yield* entry.writable.write(false);
  yield* entry.dirty.write(false);
}

/** The entry that maps a page: the PMD if it maps the huge folio, else the PTE. Part of a step. */
export function* leafEntry(m: PageCache, mm: Mm, index: number): Steps<Pte> {
  if (index >= m.hugePages) return mm.pte[index];
  return (yield* mm.pmd.folio.read()) === null ? mm.pte[index] : mm.pmd;
}
