import type { Analysis } from "../analysis/analyse.js";
import { sourceDigest } from "../graph/keys.js";
import { encodeResults } from "./encode.js";
import type { CellRecord, Findings, Results } from "./record.js";
import type { Present } from "./staleness.js";

/**
 * The records after a run: those of cells that ran are renewed, those of cells that did not run stay,
 * those of cells that are gone go; in file order. A record that would say the same stays as it is,
 * with its time, so that recording again changes nothing.
 *
 * @param found by cell: what those that ran to their end found
 * @param now ISO 8601, UTC
 */
export function renewResults(
  { analysis, keys, engineVersion }: Present,
  before: Results,
  found: ReadonlyMap<string, Findings>,
  now: string,
): Results {
  const records = new Map<string, CellRecord>();
  analysis.cells.forEach((analysed, index) => {
    const { name } = analysed.cell;
    const old = before.get(name);
    const findings = found.get(name);
    const key = keys[index];
    if (findings === undefined || key === null) {
      if (old !== undefined) records.set(name, old);
      return;
    }
    const ran = { key, source: sourceDigest(analysed), engine: engineVersion };
    records.set(name, renewRecord(ran, old, findings, now));
  });
  return records;
}

/**
 * The record of one cell that ran to its end.
 *
 * @param ran what it was a run of
 * @param before its earlier record, which stays as it is, with its time, if it would say the same
 * @param now ISO 8601, UTC
 */
export function renewRecord(
  { key, source, engine }: Pick<CellRecord, "key" | "source" | "engine">,
  before: CellRecord | undefined,
  findings: Findings,
  now: string,
): CellRecord {
  const fresh = { key, source, engine, recorded: now, staleSince: null, ...findings };
  if (before === undefined) return fresh;
  const same = textOf(before) === textOf({ ...fresh, recorded: before.recorded });
  return same ? before : fresh;
}

/** Names of recorded cells that the notebook does not have any more. */
export function removedCells({ cells }: Analysis, results: Results): string[] {
  const names = new Set(cells.map(({ cell }) => cell.name));
  return [...results.keys()].filter((name) => !names.has(name));
}

function textOf(record: CellRecord): string {
  return encodeResults(new Map([["", record]]));
}
