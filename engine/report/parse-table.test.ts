import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellParts } from "./cell.js";
import { HEADER_STYLES, type TableOptions } from "./layout.js";
import { parseTable } from "./parse-table.js";
import { renderTable } from "./render-table.js";
import { tableOf } from "./table.js";
import type { TableModel } from "./table.js";
import { randomTrace } from "./testing/random-trace.js";

const options: fc.Arbitrary<TableOptions> = fc.record({
  header: fc.constantFrom(...HEADER_STYLES),
  underline: fc.boolean(),
  roleRow: fc.boolean(),
  width: fc.integer({ min: 60, max: 100 }),
  indent: fc.integer({ min: 0, max: 16 }),
  form: fc.constantFrom("auto", "steps"),
});

/** What a table must give back: each row's thread, depth as drawn, and text. */
function rowsOf(model: TableModel): object[] {
  return model.rows.map((row) => ({
    thread: row.thread,
    depth: Math.min(row.depth, 14),
    text: cellParts(row).join("  "),
  }));
}

function parsed(text: string, model: TableModel): object[] | undefined {
  const threads = model.columns.map(({ name }) => name);
  const rows = parseTable(text, { threads })?.rows;
  return rows?.map(({ thread, depth, text: cell }) => ({ thread, depth, text: cell }));
}

test("a drawn table parses back to its rows, in every style", () => {
  fc.assert(
    fc.property(randomTrace(), options, (trace, style) => {
      const model = tableOf(trace);
      // A header of one column is known as one only by its underline.
      const drawn = renderTable(model, {
        ...style,
        underline: style.underline || model.columns.length < 2,
      });
      expect(parsed(drawn, model)).toEqual(rowsOf(model));
      const threads = model.columns.map(({ name }) => name);
      expect(parseTable(drawn, { threads })?.threads).toEqual(threads);
    }),
    { numRuns: 600 },
  );
});

test("a quoted, indented table inside prose parses back to its rows", () => {
  fc.assert(
    fc.property(
      randomTrace(),
      fc.constantFrom("> ", "> > ", ">> ", "  ", " * "),
      fc.boolean(),
      (trace, prefix, steps) => {
        const model = tableOf(trace);
        const drawn = renderTable(model, { form: steps ? "steps" : "auto" });
        const text = `Hi all,\n\nthis fails:\n\n${drawn}\n"x is 0": x = 1\n`;
        const quoted = text.replace(/^/gm, prefix).replace(/ +$/gm, "");
        const mail = `On Monday, somebody wrote:\n${quoted}\nI do not think so.\n`;
        expect(parsed(mail, model)).toEqual(rowsOf(model));
      },
    ),
    { numRuns: 300 },
  );
});

test("a drawn table is ASCII without tabs or trailing blanks, as wide as asked at most", () => {
  fc.assert(
    fc.property(randomTrace(), options, (trace, style) => {
      const drawn = renderTable(tableOf(trace), style);
      expect(drawn).toMatch(/^(?:[\x20-\x7e]*\n)*$/);
      for (const line of drawn.split("\n")) {
        expect(line).not.toMatch(/ $/);
        expect(line.length).toBeLessThanOrEqual(style.width ?? 72);
      }
    }),
    { numRuns: 300 },
  );
});

describe("tables drawn by hand", () => {
  test("columns that are off by two, idle dots, remarks and a cell on the same line", () => {
    const mail = [
      "> I think this can happen:",
      ">",
      ">   CPU0                      CPU1",
      ">   ----                      ----",
      ">   collapse_file()           ...",
      ">     folio_test_dirty() == 0",
      ">                            do_page_mkwrite() // waits",
      ">     xas_store()  <- too late",
      ">",
      "> no?",
    ].join("\n");
    expect(parseTable(mail)).toEqual({
      threads: ["CPU0", "CPU1"],
      rows: [
        row(0, 0, "collapse_file()", 5),
        row(0, 1, "folio_test_dirty() == 0", 6),
        row(1, 0, "do_page_mkwrite() // waits", 7, "do_page_mkwrite()"),
        row(0, 1, "xas_store()  <- too late", 8, "xas_store()"),
      ],
    });
  });

  test("tab-aligned columns with roles after a colon", () => {
    const text = "\tCPU0: waker\t\tCPU1: waiter\n\tsmp_mb()\n\t\t\t\tprepare_to_wait()\n";
    expect(parseTable(text)).toEqual({
      threads: ["waker", "waiter"],
      rows: [row(0, 0, "smp_mb()", 2), row(1, 0, "prepare_to_wait()", 3)],
    });
  });

  test("a blank line ends a cell, not the table, where the next row is not in the first column", () => {
    const text =
      "CPU0      CPU1\n----      ----\na()\n          b()\n\n              c()\n\nprose\n";
    expect(parseTable(text)?.rows).toEqual([
      row(0, 0, "a()", 3),
      row(1, 0, "b()", 4),
      row(1, 2, "c()", 6),
    ]);
  });

  test("nesting of four blanks, when asked for", () => {
    const text = "CPU A        CPU B\na()\n    b()\n             c()\n";
    expect(parseTable(text, { nesting: 4 })?.rows).toEqual([
      row(0, 0, "a()", 2),
      row(0, 1, "b()", 3),
      row(1, 0, "c()", 4),
    ]);
  });

  test("prose is no table", () => {
    expect(parseTable("CPU0 is idle.\n\nA heading\n---------\n[PATCH v2] mm: fix\n")).toBeNull();
  });

  function row(thread: number, depth: number, text: string, line: number, event = text): object {
    return { thread, depth, text, event, kind: "row", line };
  }
});
