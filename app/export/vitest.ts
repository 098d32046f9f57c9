/** Findings as a test file that keeps them true. */
import ts from "typescript";
import type { AnalysedCell, Analysis } from "../notebook/analysis/analyse.js";
import { ancestors } from "../notebook/graph/graph.js";
import type { Finding, Findings } from "./finding.js";

/** For each function of the engine that checks: how its results are told to the tests. */
const recorders: Readonly<Record<string, string>> = {
  check: `  async check(scenario, options) {
    const result = await heddle.check(scenario, options);
    checks.push({ scenario, result });
    return result;
  },`,
  sweep: `  async sweep(name, spec) {
    const matrix = await heddle.sweep(name, spec);
    for (const result of matrix.results) checks.push({ scenario: null, result });
    return matrix;
  },`,
  dropEach: `  async dropEach(name, spec) {
    const matrix = await heddle.dropEach(name, spec);
    for (const result of matrix.results) checks.push({ scenario: null, result });
    return matrix;
  },`,
  forAll: `  async forAll(name, workloads, declare, options) {
    const found = await heddle.forAll(name, workloads, declare, options);
    if (found.result !== null) checks.push({ scenario: null, result: found.result });
    return found;
  },`,
};

/**
 * A file for vitest: the cells as they are, a test that each check still comes to the same verdicts
 * and counts, and one for each interleaving, that it still shows what it showed. It imports nothing
 * but `heddle`, `heddle/linux` and vitest.
 *
 * @param analysis of the whole notebook; the cells of the findings and what they need are inlined
 */
export function renderVitest(findings: Findings, { cells, graph }: Analysis): string {
  const { notebook, chosen, all } = findings;
  const targets = chosen.map((finding) =>
    cells.findIndex(({ cell }) => cell.name === finding.cell),
  );
  const needed = new Set([...ancestors(graph, targets), ...targets]);
  const inlined = graph.order.filter((index) => needed.has(index)).map((index) => cells[index]);
  const names = new Set(inlined.map(({ cell }) => cell.name));
  const { lines, locals } = importsOf(cells, inlined);
  const made = all.filter(({ cell }) => names.has(cell));
  const used = Object.keys(recorders).filter((name) => locals.some((each) => each.name === name));
  return `// The findings of ${notebook} as regression tests.
// Written by: heddle export ${notebook} --vitest
import { beforeAll, expect, test } from "vitest";
import * as heddle from "heddle";
${lines.join("\n")}

/** What the cells have checked, in order; a sweep keeps its scenarios to itself. */
const checks: { scenario: heddle.Scenario | null; result: heddle.CheckResult }[] = [];

const recording: Pick<typeof heddle, ${used.map((name) => `"${name}"`).join(" | ") || "never"}> = {
${used.map((name) => recorders[name]).join("\n")}
};

async function runCells(): Promise<void> {
${locals.map(({ local, value }) => `  const ${local} = ${value};`).join("\n")}

${inlined.map(codeOf).join("\n\n")}
}

/** The nth check (from 0) of a scenario under a memory model. */
function nth(n: number, scenario: string, memory: heddle.MemoryModel) {
  const found = checks.filter(
    ({ result }) => result.scenario === scenario && result.memory === memory,
  )[n];
  if (found === undefined) throw new Error(\`"\${scenario}" is not checked any more (\${memory})\`);
  return found;
}

function verdicts({ properties }: heddle.CheckResult) {
  return properties.map(({ property, verdict, failing }) => [property, verdict, failing]);
}

beforeAll(runCells, 600_000);
${chosen.map((finding) => testsOf(finding, made)).join("")}`;
}

function testsOf(finding: Finding, made: readonly Finding[]): string {
  const { scenario, memory, properties } = finding.result;
  const alike = made.filter(
    ({ result }) => result.scenario === scenario && result.memory === memory,
  );
  const of = `nth(${alike.findIndex(({ result }) => result === finding.result)}, ${text(scenario)}, "${memory}")`;
  const title = memory === "sc" ? scenario : `${scenario} (${memory})`;
  const rows = properties.map(({ property, verdict, failing }) => {
    const count = failing === null ? "null" : `${failing.toString()}n`;
    return `    [${text(property)}, "${verdict}", ${count}],`;
  });
  const replays = properties.flatMap(({ property, kind, replay }) =>
    replay === null || finding.isSwept
      ? []
      : [
          `
test(${text(`${title}: the interleaving of "${property}" still shows it`)}, () => {
  const replay = ${text(replay.replace(/\n/g, ""))};
  const { outcome } = heddle.replay(${of}.scenario!, replay);
  expect(outcome).toBe("${kind === "reachable" ? "witnessed" : "violated"}");
});
`,
        ],
  );
  return `
test(${text(title)}, () => {
  expect(verdicts(${of}.result)).toEqual([
${rows.join("\n")}
  ]);
});
${replays.join("")}`;
}

/** A string literal. */
function text(value: string): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (c) =>
    c === "\u2028" ? "\\u2028" : "\\u2029",
  );
}

/** The code of a cell, its imports blanked, under its name. */
function codeOf({ cell, facts }: AnalysedCell): string {
  let { code } = cell;
  for (const [start, end] of [...facts.imports.ranges].reverse()) {
    code = code.slice(0, start) + code.slice(end);
  }
  // The semicolon ends a last statement that has none.
  return `  // #${cell.name}\n${code.replace(/^\n+/, "").trimEnd()}\n  ;`;
}

/** A name inside the function of the cells that stands for an import. */
interface Local {
  readonly local: string;
  readonly value: string;
  /** The recorded function it is, or "" for a module. */
  readonly name: string;
}

/** Imports of the cells as import declarations, and those of recorded functions as constants. */
function importsOf(
  all: readonly AnalysedCell[],
  inlined: readonly AnalysedCell[],
): { lines: string[]; locals: Local[] } {
  const specifiers = new Map<string, Set<string>>();
  const lines: string[] = [];
  const locals = new Map<string, Local>();
  const uses = (local: string) =>
    inlined.some(({ facts }) => facts.uses.has(local) || facts.types.uses.has(local));
  for (const declaration of all.flatMap(({ facts }) => facts.tree.statements)) {
    if (!ts.isImportDeclaration(declaration)) continue;
    const module = (declaration.moduleSpecifier as ts.StringLiteral).text;
    const clause = declaration.importClause;
    const bindings = clause?.namedBindings;
    if (clause === undefined || bindings === undefined) continue;
    const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (ts.isNamespaceImport(bindings)) {
      const local = bindings.name.text;
      if (!uses(local)) continue;
      if (module === "heddle") {
        locals.set(local, { local, value: "{ ...heddle, ...recording }", name: "" });
      } else lines.push(`import * as ${local} from "${module}";`);
      continue;
    }
    for (const element of bindings.elements) {
      const local = element.name.text;
      const imported = (element.propertyName ?? element.name).text;
      if (!uses(local)) continue;
      if (module === "heddle" && Object.hasOwn(recorders, imported)) {
        locals.set(local, { local, value: `recording.${imported}`, name: imported });
        continue;
      }
      const type = typeOnly || element.isTypeOnly ? "type " : "";
      const renamed = imported === local ? local : `${imported} as ${local}`;
      const known = specifiers.get(module) ?? new Set();
      specifiers.set(module, known.add(`${type}${renamed}`));
    }
  }
  for (const [module, names] of specifiers) {
    lines.push(`import { ${[...names].sort().join(", ")} } from "${module}";`);
  }
  return { lines: [...new Set(lines)], locals: [...locals.values()] };
}
