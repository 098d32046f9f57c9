import { describe, expect, test } from "vitest";
import { analyseCells } from "../testing/analyse-cells.js";
import { cellKeys } from "./keys.js";

const cells = {
  header: 'import { check } from "heddle";',
  base: "const base = 1;",
  kind: "type Kind = Other;",
  other: "type Other = number;",
  "mid memory=sc": "const mid: Kind = base + 1;",
  leaf: "void check; mid;",
  alone: "2;",
};
const keysOf = (changed: Readonly<Record<string, string>>, engine = "1") => {
  const analysis = analyseCells(changed);
  const keys = cellKeys(analysis, engine);
  return Object.fromEntries(analysis.cells.map(({ cell }, at) => [cell.name, keys[at]]));
};
const before = keysOf(cells);
/** Names of the cells whose keys a change changes. */
const changedBy = (change: Readonly<Record<string, string>>, engine?: string) => {
  const after = keysOf({ ...cells, ...change }, engine);
  return Object.keys(before).filter((name) => after[name] !== before[name]);
};

test("keys are 32 hexadecimal digits, and stay from one version of Heddle to the next", () => {
  expect(before.base).toBe("475ffcdb7018b47cecb08fcaf34925df");
  expect(Object.values(before).every((key) => /^[0-9a-f]{32}$/.test(key ?? ""))).toBe(true);
});

describe("a key changes", () => {
  test("with the cell's code and with that of everything it needs", () => {
    expect(changedBy({ base: "const base = 2;" })).toEqual(["base", "mid", "leaf"]);
    expect(changedBy({ leaf: "void check; mid + 1;" })).toEqual(["leaf"]);
  });

  test("with the types it uses, directly or through other types", () => {
    expect(changedBy({ other: "type Other = string;" })).toEqual(["kind", "other", "mid", "leaf"]);
  });

  test("with the engine", () => {
    expect(changedBy({}, "2")).toEqual(Object.keys(before));
  });

  test("with what an import of another cell brings in", () => {
    expect(changedBy({ header: 'import { sweep as check } from "heddle";' })).toEqual([
      "header",
      "leaf",
    ]);
  });
});

test("a key does not change with comments, white space, other cells, their names or their order", () => {
  expect(changedBy({ base: "// one\n\nconst base  =  1 ;\n" })).toEqual([]);
  expect(changedBy({ more: "3;" })).toEqual([]);
  const reversed = keysOf(Object.fromEntries(Object.entries(cells).reverse()));
  expect(reversed).toEqual(before);
});

test("a key changes with the options, but not with the one that says when to run", () => {
  const withOption = (option: string) => {
    const { "mid memory=sc": mid, ...rest } = cells;
    const after = keysOf({ ...rest, [`mid ${option}`]: mid });
    return Object.keys(before).filter((name) => after[name] !== before[name]);
  };
  expect(withOption("memory=tso")).toEqual(["mid", "leaf"]);
  expect(withOption("memory=sc auto=true")).toEqual([]);
});

test("cells that need each other, and what needs them, have no keys", () => {
  const keys = keysOf({ a: "const a = () => b;", b: "const b = () => a;", c: "a;", d: "1;" });
  expect(keys).toMatchObject({ a: null, b: null, c: null });
  expect(keys.d).not.toBeNull();
});

test("types may need each other", () => {
  const keys = keysOf({ a: "type A = B[];", b: "type B = A[];" });
  expect(keys.a).not.toBe(keys.b);
  expect(Object.values(keys)).not.toContain(null);
});
