import { type CheckResult, type PropertyResult, check } from "heddle";
import {
  type InvariantId,
  type ReachabilityId,
  type StartState,
  early_check_only,
  invariantNames,
  merged,
  reachabilityNames,
  showStart,
  startStates,
} from "heddle/linux";
import { describe, expect, it } from "vitest";
import { type Row, claims, expected, memoryModels, negatives, row } from "./scenarios.js";

const table = [...claims, ...negatives, ...memoryModels];

async function run({ scenario, memory }: Row): Promise<CheckResult> {
  const result = await check(scenario, { engine: "states", ...(memory && { memory }) });
  expect(result.stopped).toBeNull();
  return result;
}

function verdicts(result: CheckResult): Record<string, string> {
  return Object.fromEntries(result.properties.map((p) => [p.property, p.verdict]));
}

describe("verdict table", () => {
  it.each(table.map((each) => [each.scenario.name, each] as const))("%s", async (_, each) => {
    const result = await run(each);
    expect(verdicts(result)).toEqual({
      ...expected(each),
      "no deadlock": "holds",
      "no live-lock": "holds",
      "no assertion fails": "holds",
      "no thread throws": "holds",
    });
    for (const { verdict, minimal } of result.properties) {
      if (verdict === "violated" || verdict === "reachable") expect(minimal).toBe(true);
    }
  });

  it("names every scenario of the first slice", () => {
    const ids = new Set(table.map((each) => each.scenario.name.split(" ")[0]));
    const slice = "S2 S3 S4 S5 S7 S9 S10 S10b S11 S12 S14 N1 N2 N3 N4 N6 N7 N15 N16 N17 N18 N18x";
    expect([...ids].sort()).toEqual(slice.split(" ").sort());
  });
});

describe("start states of page 0", () => {
  const holdsEarly = ({ pte, dirty }: StartState) => dirty || !pte.startsWith("rw");

  it.each(startStates.map((start) => [showStart(start), start] as const))(
    "%s",
    async (_, start) => {
      for (const page_mkwrite of [true, false]) {
        const cache = { start, page_mkwrite };
        const early = { variant: early_check_only, cache, store: true };
        const name = `early, page_mkwrite ${page_mkwrite}`;
        const found = await run(row(name, early, { holds: ["I1", "I2", "I3"] }));
        expect(verdicts(found)).toMatchObject({
          [invariantNames.I1]: "holds",
          [invariantNames.I2]: "holds",
          [invariantNames.I3]: holdsEarly(start) ? "holds" : "violated",
        });
        for (const reclaimer of [false, true]) {
          const late = { variant: merged, cache, store: true, reclaimer };
          const row_ = row("merged", late, { holds: ["I1", "I2", "I3", "I7"] });
          expect(verdicts(await run(row_))).toMatchObject(expected(row_));
        }
      }
    },
  );
});

/** The steps of the simplest interleaving, as `thread: step == result`. */
async function steps(
  id: string,
  property: InvariantId | ReachabilityId,
): Promise<{ found: PropertyResult; lines: string[] }> {
  const result = await run(table.find((each) => each.scenario.name.startsWith(`${id} `))!);
  const names = { ...invariantNames, ...reachabilityNames };
  const found = result.properties.find((p) => p.property === names[property])!;
  const { trace } = found;
  if (trace === null) throw new Error(`${id} ${property}: no interleaving`);
  const lines = trace.steps.map(({ thread, label, result: value }) =>
    value === null
      ? `${trace.threads[thread]}: ${label}`
      : `${trace.threads[thread]}: ${label} == ${value}`,
  );
  return { found, lines };
}

/** Expects the lines to occur in this order. */
function inOrder(lines: readonly string[], ...expectedLines: readonly string[]): void {
  let at = -1;
  for (const line of expectedLines) {
    const next = lines.indexOf(line, at + 1);
    expect(next, `${line}\nafter line ${at} of\n${lines.join("\n")}`).toBeGreaterThan(at);
    at = next;
  }
}

describe("the simplest interleaving shows the reason", () => {
  it("S10: a store that only the page table entry knows of", async () => {
    const { lines, found } = await steps("S10", "I3");
    expect(found.switches).toBe(0);
    inOrder(
      lines,
      "writer: store A[0] = 1",
      "khugepaged: folio_test_dirty(A) == 0",
      "khugepaged: folio_trylock(A) == 1",
      "khugepaged: folio_test_dirty(A) == 0",
      "khugepaged: ptep_get_and_clear(0)",
      "khugepaged: folio_mark_dirty(A)",
      "khugepaged: xas_store(N)",
      "khugepaged: folio_unlock(N)",
    );
  });

  it("S10b: the clean huge folio is reclaimed", async () => {
    const { lines } = await steps("S10b", "I2");
    inOrder(lines, "khugepaged: xas_store(N)", "reclaim: folio_test_dirty(N) == 0");
  });

  it("S7: a waiter that retries looked the folio up after the refcount test", async () => {
    const { lines } = await steps("S7", "R1");
    inOrder(
      lines,
      "khugepaged: folio_ref_count(A) == 3",
      "writer: folio_try_get(A) == 1",
      "khugepaged: xas_store(N)",
      "writer: A->mapping == NULL",
      "writer: xas_load(0) == N",
      "writer: copy 1 to N[0]",
    );
  });

  it("S7: one that looked it up before makes the collapse fail", async () => {
    const { lines } = await steps("S7", "R3");
    inOrder(
      lines,
      "writer: folio_try_get(A) == 1",
      "khugepaged: folio_ref_count(A) == 4",
      "writer: copy 1 to A[0]",
    );
  });

  it("N1: lookup after the refcount test, write after the replacement", async () => {
    const { lines } = await steps("N1", "I1");
    inOrder(
      lines,
      "khugepaged: folio_ref_count(A) == 3",
      "writer: xas_load(0) == A",
      "khugepaged: xas_store(N)",
      "khugepaged: folio_unlock(A)",
      "writer: folio_lock(A)",
      "writer: copy 1 to A[0]",
    );
  });

  it("N3: the recheck passes in the gap", async () => {
    const { lines } = await steps("N3", "I1");
    inOrder(
      lines,
      "khugepaged: folio_unlock(A)",
      "writer: folio_lock(A)",
      "writer: A->mapping == M",
      "khugepaged: A->mapping = NULL",
      "writer: copy 1 to A[0]",
    );
  });

  it("N4: the recheck passes before the replacement", async () => {
    const { lines } = await steps("N4", "I1");
    inOrder(
      lines,
      "khugepaged: folio_unlock(A)",
      "writer: A->mapping == M",
      "khugepaged: xas_store(N)",
      "writer: copy 1 to A[0]",
    );
  });

  it("N7: the write completes between test and trylock", async () => {
    const { lines } = await steps("N7", "I3");
    inOrder(
      lines,
      "khugepaged: folio_test_dirty(A) == 0",
      "writer: folio_unlock(A)",
      "khugepaged: folio_trylock(A) == 1",
    );
  });

  it("N15: the opener looks before the increment", async () => {
    const { lines } = await steps("N15", "I4");
    inOrder(
      lines,
      "writer: filemap_nr_thps() == 0",
      "khugepaged: filemap_nr_thps_inc()",
      "khugepaged: xas_store(N)",
    );
  });

  it("N16: test, open, increment, store", async () => {
    const { lines } = await steps("N16", "I4");
    inOrder(
      lines,
      "khugepaged: inode_is_open_for_write() == 0",
      "writer: get_write_access() == 0",
      "writer: filemap_nr_thps() == 0",
      "khugepaged: filemap_nr_thps_inc()",
      "khugepaged: xas_store(N)",
    );
  });

  it("N18: the increment is still in the store buffer when i_writecount is read", async () => {
    const { lines, found } = await steps("N18", "I4");
    inOrder(
      lines,
      "khugepaged: filemap_nr_thps_inc()",
      "khugepaged: inode_is_open_for_write() == 0",
      "writer: filemap_nr_thps() == 0",
      "khugepaged: xas_store(N)",
    );
    const kinds = found.trace!.steps.map((step) => step.kind);
    expect(kinds.indexOf("flush")).toBeGreaterThan(lines.indexOf("writer: filemap_nr_thps() == 0"));
  });
});

describe("size", () => {
  it("grows neither with retries nor with histories", async () => {
    for (const each of table.filter((one) => !one.scenario.name.includes("reclaim"))) {
      const { states } = await run(each);
      expect(states, each.scenario.name).toBeLessThan(8000);
    }
  });
});
