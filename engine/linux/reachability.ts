/** What must be possible: the cases of the thread, each of which a model worth its name shows. */
import type { Builder } from "../index.js";
import { claimIds } from "./claim-ids.js";
import type { PageCache } from "./page-cache.js";

/** Names of the cases, as verdicts show them. */
export const reachabilityNames = {
  R1: "R1 writer locks an old folio, finds mapping NULL, retries, writes N",
  R2: "R2 writer finds N at once",
  R3: "R3 SCAN_PAGE_COUNT: the writer has a reference; it writes the old folio",
  R4: "R4 SCAN_COPY_MC: rolled back; the writer writes the old folio",
  R5: "R5 SCAN_PAGE_LOCK: the writer holds the folio lock",
  R6: "R6 SCAN_PAGE_DIRTY_OR_WRITEBACK",
  R7: "R7 collapse gives up: open for write",
  R8: "R8 collapsed, then truncated by the opener",
  R9: "R9 reader copies from a replaced folio after N was written",
} as const;

/** A case's number. */
export type ReachabilityId = keyof typeof reachabilityNames;

/**
 * Declares, for a scenario with one collapse_file() and one writer, that these cases occur.
 *
 * @throws HeddleError when no id is given, or one that does not exist
 */
export function reachability(s: Builder, m: PageCache, ...ids: readonly ReachabilityId[]): void {
  for (const id of claimIds("reachability", reachabilityNames, ids)) {
    s.reachable(reachabilityNames[id], cases[id](m));
  }
}

const cases: Record<ReachabilityId, (m: PageCache) => () => boolean> = {
  R1: (m) => {
    const retried = m.saw("retry");
    return () => retried() && m.wroteInto.now === m.N;
  },
  R2: (m) => {
    const retried = m.saw("retry");
    return () => !retried() && m.wroteInto.now === m.N;
  },
  R3: (m) => () => m.scanResult.now === "SCAN_PAGE_COUNT" && wroteOld(m),
  // Only a folio that was clean gets as far as the copy, so the write came after the rollback.
  R4: (m) => () => m.scanResult.now === "SCAN_COPY_MC" && wroteOld(m),
  R5: (m) => () => m.scanResult.now === "SCAN_PAGE_LOCK",
  R6: (m) => () => m.scanResult.now === "SCAN_PAGE_DIRTY_OR_WRITEBACK",
  R7: (m) => m.saw("open for write"),
  R8: (m) => () =>
    m.scanResult.now === "SCAN_SUCCEED" && m.openForWrite.now > 0 && m.i_pages[0].now === null,
  R9: (m) => m.saw("read from a replaced folio"),
};

function wroteOld(m: PageCache): boolean {
  return m.wroteInto.now === m.small[0][0];
}
