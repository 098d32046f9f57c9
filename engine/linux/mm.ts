/**
 * struct mm_struct as far as the file's mapping goes: its page table, the TLB of the CPU that the
 * process runs on, and the mapping itself (include/linux/mm_types.h, v7.1).
 */
import { type Builder, HeddleError, type Shared } from "../index.js";
import type { Folio } from "./folio.js";
import type { PageCache } from "./page-cache.js";
import { type Pmd, type Pte, pmdStruct, pteStruct } from "./pte.js";
import { type StartState, pteBits, tlbBits } from "./start-state.js";

/**
 * The mapping of the file as retract_page_tables() judges it: `suitable`, or why it leaves the page
 * table alone. A misaligned one cannot map a huge folio by a PMD either.
 */
export type Vma = "suitable" | "anon_vma" | "misaligned" | "uffd-wp";

/** How a process has the file mapped at the start; everything has a default. */
export interface ProcessSpec {
  /** Mapping of page 0. Only the first process may have a dirty folio. Default: unmapped, clean. */
  readonly start?: StartState;
  /** Default `suitable`. */
  readonly vma?: Vma;
  /**
   * Whether there is a table of PTEs for the pages of the huge folio. Without, faults on the huge
   * folio map it by a PMD, and `start` maps it so. Default true.
   */
  readonly pageTable?: boolean;
}

/** A process that maps the file. */
export interface Mm {
  /** Its number, from 0. */
  readonly id: number;
  readonly vma: Vma;
  readonly pmd: Pmd;
  readonly pte: readonly Pte[];
  readonly tlb: readonly Pte[];
  /** VM_WRITE of the mapping: mprotect(PROT_READ) takes it away. */
  readonly vm_write: Shared<boolean>;
  /** mm->tlb_flush_batched: somebody has cleared entries and not yet flushed the TLB. */
  readonly tlb_flush_batched: Shared<boolean>;
}

/** Declares the page table of one process. `prefix` tells the names of several apart. */
export function mm_struct(
  s: Builder,
  id: number,
  prefix: string,
  pages: number,
  first: { readonly folio: Folio | null; readonly huge: boolean },
  { start = unmapped, vma = "suitable", pageTable = true }: ProcessSpec,
): Mm {
  const byPmd = !pageTable && start.pte !== "none";
  if (byPmd && (!first.huge || vma === "misaligned")) {
    throw new HeddleError("page 0 is mapped by a PMD, but there is no huge folio to map", {
      hint: "declare pageCache(s, { huge: true }) and a mapping that is not misaligned",
    });
  }
  const bits = pteBits(start.pte);
  const mapped = bits.present ? { ...bits.flags, folio: first.folio } : {};
  const entries = (name: string, initial: object) =>
    Array.from({ length: pages }, (_, index) =>
      s.record(pteStruct, `${prefix}${name}[${index}]`, index === 0 ? initial : {}),
    );
  const cached = tlbBits(start);
  return {
    id,
    vma,
    pmd: s.record(pmdStruct, `${prefix}pmd`, { table: pageTable, ...(byPmd ? mapped : {}) }),
    pte: entries("pte", byPmd ? {} : mapped),
    tlb: entries("tlb", cached.present ? { ...cached.flags, folio: first.folio } : {}),
    vm_write: s.shared(`${prefix}vm_write`, true),
    tlb_flush_batched: s.shared(`${prefix}tlb_flush_batched`, false),
  };
}

/** The start state of a process that has nothing mapped. */
export const unmapped: StartState = { pte: "none", tlb: "none", dirty: false };

/** Every page table entry of every process, for properties. */
export function allEntries(m: PageCache): readonly Pte[] {
  return m.mm.flatMap(({ pmd, pte }) => [pmd, ...pte]);
}

/** Every TLB entry of every process, for properties. */
export function allTlbEntries(m: PageCache): readonly Pte[] {
  return m.mm.flatMap(({ tlb }) => tlb);
}
