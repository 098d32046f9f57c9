/**
 * Attempts to reach the program around the kernel. They show that the usual ways are closed, not
 * that none is open: Node's `vm` is no security boundary.
 */
import { expect, test } from "vitest";
import { runText } from "./run-text.js";

/** Runs a cell that logs one value; `reached` would mean that it got out. */
async function log(code: string): Promise<string> {
  const { lines, ending } = await runText(code);
  if (ending.type === "failed") return `failed: ${ending.problems[0].message}`;
  return lines.join("\n");
}

test("only the language's built-ins and console are in scope", async () => {
  const names = await log("console.log(Object.getOwnPropertyNames(globalThis).sort().join(' '));");
  const expected = Object.getOwnPropertyNames(globalThis);
  const foreign = names.split(" ").filter((name) => !expected.includes(name));
  expect(foreign).toEqual([]);
  for (const name of [
    "process",
    "require",
    "module",
    "Buffer",
    "fetch",
    "setTimeout",
    "setImmediate",
    "queueMicrotask",
    "performance",
    "structuredClone",
    "URL",
    "WebSocket",
    "MessageChannel",
    "WebAssembly",
    "Worker",
    "TextDecoder",
  ]) {
    expect(names.split(" ")).not.toContain(name);
  }
});

test.each(["process", "require", "fetch", "setTimeout"])(
  "%s is a name of nothing",
  async (name) => {
    await expect(runText(`${name};`)).rejects.toThrow(`${name} is not defined`);
    expect(await log(`console.log(typeof ${name});`)).toBe("undefined");
  },
);

test.each([
  "eval('1')",
  "(0, eval)('1')",
  "new Function('return 1')()",
  "(function* () {}).constructor('yield 1')()",
  "(async () => {}).constructor('return import(\"node:fs\")')()",
  "[].constructor.constructor('return 1')()",
  "console.log.constructor('return 1')()",
])("no code is made from strings: %s", async (code) => {
  expect(await log(`${code};`)).toMatch(/^failed: EvalError/);
});

/**
 * Everything a cell can see, followed through properties, prototypes and accessors, must come from
 * the cell's own context: its functions inherit from the context's own `Function.prototype`.
 */
test("everything reachable belongs to the context", async () => {
  const report = await log(`
    import * as engine from "heddle";
    const seen = new Set<unknown>();
    const foreign: string[] = [];
    const open: [string, unknown][] = [["this", globalThis], ["engine", engine]];
    // Without a prototype a value can only be recognised by what refers to it.
    const isOwn = (value: object): boolean => {
      let root = value;
      for (let up = Object.getPrototypeOf(value); up !== null; up = Object.getPrototypeOf(up)) root = up;
      return root === Object.prototype || (root === value && typeof value === "object");
    };
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [path, value] = next;
      if ((typeof value !== "object" && typeof value !== "function") || value === null) continue;
      if (seen.has(value)) continue;
      seen.add(value);
      const isFunction = typeof value === "function" && value !== Function.prototype;
      if (!isOwn(value) || (isFunction && !(value instanceof Function))) foreign.push(path);
      const prototype = Object.getPrototypeOf(value);
      open.push([path + ".__proto__", prototype]);
      for (const key of Reflect.ownKeys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, key)!;
        open.push([path + "." + String(key), property.value]);
        open.push([path + ".get " + String(key), property.get]);
        open.push([path + ".set " + String(key), property.set]);
      }
    }
    console.log(seen.size > 500, foreign.join(" "));
  `);
  expect(report).toBe("true ");
});

test("errors thrown at the end of the stack are the context's own", async () => {
  const report = await log(`
    const kinds = new Set<string>();
    let depth = 0;
    function down(): void {
      depth += 1;
      try {
        if (depth % 50 === 0) console.log("deep");
        down();
      } catch (error) {
        kinds.add(error instanceof RangeError ? "own" : "foreign");
        throw error;
      }
    }
    try { down(); } catch {}
    console.log("kinds", [...kinds].join(" "), depth > 100);
  `);
  expect(report.split("\n").at(-1)).toBe("kinds own true");
});
