import { describe, expect, test } from "vitest";
import { renderTable } from "./render-table.js";
import { tableOf } from "./table.js";
import { step, trace, waits } from "./testing/build.js";
import { earlyCheckOnly } from "./testing/examples.js";

/** Rows as short texts: kind, thread, depth, text. */
function rows(of: Parameters<typeof tableOf>[0]): string[] {
  return tableOf(of).rows.map(
    ({ kind, thread, depth, text }) => `${kind} ${thread}${depth} ${text}`,
  );
}

describe("calls", () => {
  test("a call has a row when it is entered, also the second call of one function", () => {
    const twice = trace(["t"], [step(0, "a", { in: ["1:f()"] }), step(0, "b", { in: ["2:f()"] })]);
    expect(rows(twice)).toEqual(["call 00 f()", "step 01 a", "call 00 f()", "step 01 b"]);
  });

  test("an open call is not repeated after a switch, a return only lowers the depth", () => {
    const inner = { in: ["1:f()", "2:g()"] };
    const switched = trace(
      ["t", "u"],
      [step(0, "a", inner), step(1, "x"), step(0, "b", inner), step(0, "c", { in: ["1:f()"] })],
    );
    expect(rows(switched)).toEqual([
      "call 00 f()",
      "call 01 g()",
      "step 02 a",
      "step 10 x",
      "step 02 b",
      "step 01 c",
    ]);
  });

  test("a flush does not close its thread's calls", () => {
    const buffered = trace(
      ["t"],
      [
        step(0, "x = 1", { in: ["1:f()"], pending: ["x=1"] }),
        step(0, "x = 1 visible", { kind: "flush" }),
        step(0, "y", { in: ["1:f()"] }),
      ],
    );
    expect(rows(buffered)).toEqual([
      "call 00 f()",
      "step 01 x = 1",
      "flush 01 <x = 1 visible>",
      "step 01 y",
    ]);
  });

  test("a blocked thread may enter calls before it blocks", () => {
    const blocked = trace(["t"], [], { waiting: [waits(0, "lock(a)", "a", { in: ["1:f()"] })] });
    expect(rows(blocked)).toEqual(["call 00 f()", "wait 01 lock(a)"]);
  });
});

describe("steps", () => {
  test("result, facts, buffer and remarks", () => {
    const full = step(0, "x", { facts: ["f"], pending: ["x=1", "y=2"], remarks: ["r", "s"] });
    const model = tableOf(
      trace(["t"], [{ ...full, result: "1" }, step(0, "y", { pending: ["x=1", "y=2"] })]),
    );
    expect(
      model.rows.map(({ text, facts, remark, step: index }) => ({ text, facts, remark, index })),
    ).toEqual([
      { text: "x == 1", facts: ["f", "pending: x=1, y=2"], remark: "r; s", index: 0 },
      { text: "y", facts: [], remark: null, index: 1 },
    ]);
  });

  test("the repeated part begins before the calls that it enters", () => {
    const spin = trace(["t"], [step(0, "a"), step(0, "b", { in: ["1:f()"] })], { loop: 1 });
    expect(rows(spin)).toEqual([
      "step 00 a",
      "loop 00 <repeats from here>",
      "call 00 f()",
      "step 01 b",
      "loop 01 <and so on for ever>",
    ]);
  });

  test("what is not ASCII is spelled out and cannot steer a terminal", () => {
    const odd = trace(["caf\u00e9"], [step(0, "x \u2192 y\t\u0000\u{1f600}\u001b[31m")]);
    expect(renderTable(tableOf(odd))).toBe(
      "CPU0 (cafe)\n-----------\nx -> y U+0000U+1F600U+001B[31m\n",
    );
  });

  test("a step without a label shows its kind", () => {
    expect(rows(trace(["t"], [step(0, "", { kind: "fence" })]))).toEqual(["step 00 fence"]);
  });
});

describe("layout", () => {
  test("the left column is the longest left cell and two blanks, at least 24", () => {
    const start = (label: string): number | undefined =>
      renderTable(tableOf(trace(["a", "b"], [step(0, label), step(1, "right")])))
        .split("\n")
        .find((line) => line.endsWith("right"))
        ?.indexOf("right");
    expect(start("x")).toBe(24);
    expect(start("x".repeat(22))).toBe(24);
    expect(start("x".repeat(23))).toBe(25);
    expect(start("x".repeat(40))).toBe(42);
  });

  test("columns share the width so that as few cells as possible break", () => {
    // 46 + 2 + 24 = 72: nothing breaks; one more on either side and one cell has to.
    const drawn = (left: number, right: number): number =>
      renderTable(
        tableOf(
          trace(
            ["a", "b"],
            [step(0, `${"x".repeat(left - 2)} y`), step(1, `${"x".repeat(right - 2)} y`)],
          ),
        ),
      ).split("\n").length;
    expect(drawn(46, 24)).toBe(5);
    expect(drawn(47, 24)).toBe(6);
    expect(drawn(46, 25)).toBe(6);
  });

  test("a word that fits no column makes numbered steps, and is cut where even these are too narrow", () => {
    const drawn = renderTable(tableOf(trace(["a", "b"], [step(0, "x".repeat(80)), step(1, "y")])));
    expect(drawn).toBe(
      `CPU0 = a\nCPU1 = b\n\n1 [CPU0] ${"x".repeat(62)}\\\n             ${"x".repeat(18)}\n2 [CPU1] y\n`,
    );
  });

  test("cells so deep that their continuations would be slivers make numbered steps", () => {
    const calls = Array.from({ length: 12 }, (_, i) => `${i}:f()`);
    const deep = (text: string): string =>
      renderTable(
        tableOf(trace(["a", "b"], [step(0, text, { in: calls }), step(1, `${"y".repeat(30)}()`)])),
      );
    // Beside the 32 columns of the other thread, 24 of calls and 14 of text fit, but not 18.
    expect(deep("xxxxx yyyyyyyy")).toContain(`\n${" ".repeat(24)}xxxxx yyyyyyyy\n`);
    expect(deep("xxxxx yyyyyyyy zzz")).toContain(
      `\n1 [CPU0] ${" ".repeat(24)}xxxxx yyyyyyyy zzz\n`,
    );
  });

  test("more threads than columns fit are numbered", () => {
    const names = Array.from({ length: 12 }, (_, i) => `t${i}`);
    const drawn = renderTable(
      tableOf(
        trace(
          names,
          names.map((_, i) => step(i, "x = 1")),
        ),
      ),
    );
    expect(drawn).toContain("\n 1 [CPU0]  x = 1\n");
    expect(drawn).toContain("\n12 [CPU11] x = 1\n");
  });

  test("letters go on after Z", () => {
    const names = Array.from({ length: 28 }, (_, i) => `t${i}`);
    const drawn = renderTable(tableOf(trace(names, [step(27, "x")])), { header: "CPU A" });
    expect(drawn).toContain("CPU Z = t25\nCPU AA = t26\nCPU AB = t27\n");
  });

  test("a wrong indent is refused", () => {
    expect(() => renderTable(tableOf(earlyCheckOnly), { indent: -1 })).toThrow(
      "table indent is -1; give an integer from 0 to 16",
    );
    expect(() => renderTable(tableOf(earlyCheckOnly), { indent: 17 })).toThrow(RangeError);
  });
});
