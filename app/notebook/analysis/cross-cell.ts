/** What is wrong between cells: names that two define, that another one owns, that nobody has. */
import ts from "typescript";
import { closestName } from "../closest-name.js";
import { uniqueName } from "../document/unique-name.js";
import type { Graph } from "../graph/graph.js";
import type { Notebook } from "../notebook.js";
import type { Fix, Place, Problem } from "../place.js";
import type { CellFacts } from "./cell-facts.js";
import { importing, renaming } from "./fixes.js";
import { type ImportedName, type ModuleExports, modules } from "./imports.js";
import { absentNames, globals } from "./known-names.js";
import { findMissingYields } from "./missing-yield.js";
import { placeOf } from "./parse-cell.js";
import { findUnawaitedChecks } from "./unawaited-check.js";

/** How a cell hangs together with the others; see `AnalysedCell`. */
interface Links {
  readonly reads: ReadonlyMap<string, number>;
  readonly imports: readonly ImportedName[];
}

/** Problems by cell, in order; places count from each cell's first line. */
export function findCrossCellProblems(
  notebook: Notebook,
  facts: readonly CellFacts[],
  links: readonly Links[],
  graph: Graph,
  exports: ModuleExports,
): Problem[][] {
  const generators = new Set<string>();
  const names = new Set<string>();
  for (const { scopes, imports } of facts) {
    for (const { name, generator } of scopes.definitions.values()) {
      names.add(name);
      if (generator) generators.add(name);
    }
    for (const { local } of imports.names) names.add(local);
  }
  const clashes = findClashes(notebook, facts, names);
  const cycles = findCycles(notebook, facts, links, graph);
  // What a broken cell was meant to define is not known.
  const allRead = facts.every(({ problems }) => problems.length === 0);

  return facts.map((own, index) => {
    // After a syntax error the rest of the tree is guesswork.
    if (!own.intact) return [];
    return [
      ...clashes[index],
      ...cycles[index],
      ...findMissingYields(own.scopes, generators),
      ...findUnawaitedChecks(own.scopes, links[index].imports),
      ...findForeignAssignments(notebook, own, links[index]),
      ...(allRead ? findUnknown(own, links[index], names, exports) : []),
    ];
  });
}

interface Owner {
  readonly cell: number;
  readonly place: () => Place;
  /** For imports, what is imported from where: two equal imports do not clash. */
  readonly source: string | null;
}

/** Names that two cells define, or that one imports and one defines. */
function findClashes(
  { cells }: Notebook,
  facts: readonly CellFacts[],
  names: ReadonlySet<string>,
): Problem[][] {
  const owners = new Map<string, Owner>();
  return facts.map(({ scopes, imports }, cell) => {
    const problems: Problem[] = [];
    const claim = (name: string, place: () => Place, source: string | null): void => {
      const owner = owners.get(name);
      if (owner === undefined) {
        owners.set(name, { cell, place, source });
        return;
      }
      if (source !== null && source === owner.source) return;
      const verb = owner.source === null ? "defined" : "imported";
      const where = owner.cell === cell ? "in this cell" : `in cell ${cells[owner.cell].name}`;
      const line = cells[owner.cell].firstLine - 1 + owner.place().line;
      problems.push({
        place: place(),
        message: `${name} is already ${verb} ${where} (line ${line} of the file)`,
        hint: `All cells share one scope: rename one of the two, for example to ${freeName(name, names)}, or put it inside a function.`,
      });
    };
    for (const { local, module, imported, place } of imports.names) {
      claim(local, () => place, `${imported ?? "*"} from ${module}`);
    }
    for (const { name, node } of scopes.definitions.values())
      claim(name, () => placeOf(node), null);
    return problems;
  });
}

/** `race2`, `race3`, ...: the first that is free. */
function freeName(name: string, names: ReadonlySet<string>): string {
  const taken = new Set([...names].map((one) => one.replace(/(\d+)$/, "-$1")));
  return uniqueName(`${name.replace(/\d+$/, "")}-2`, taken).replace(/-(\d+)$/, "$1");
}

/** One problem for each circle, at the first of its cells in the file. */
function findCycles(
  { cells }: Notebook,
  facts: readonly CellFacts[],
  links: readonly Links[],
  { cycles }: Graph,
): Problem[][] {
  const problems = facts.map((): Problem[] => []);
  for (const cycle of cycles) {
    const begin = cycle.indexOf(Math.min(...cycle));
    const path = [...cycle.slice(begin), ...cycle.slice(0, begin)];
    const steps = path.map((cell, at) => {
      const next = path[(at + 1) % path.length];
      const name = [...links[cell].reads].find(([, definer]) => definer === next)?.[0] ?? "";
      return { cell, next, name };
    });
    const [first] = steps;
    const use = facts[first.cell].free.find(({ node }) => node.text === first.name);
    const way = steps.map(
      ({ cell, next, name }) => `${cells[cell].name} uses ${name} of ${cells[next].name}`,
    );
    problems[first.cell].push({
      place: use === undefined ? null : placeOf(use.node),
      message: `cells that need each other cannot be run: ${way.join(", ")}`,
      hint: "Move what they share into a cell of its own, or put these cells together.",
    });
  }
  return problems;
}

/** Assignments to names that another cell defines: only that cell may change them. */
function findForeignAssignments(
  { cells }: Notebook,
  { free }: CellFacts,
  { reads, imports }: Links,
): Problem[] {
  return free.flatMap(({ node, assigned }) => {
    if (!assigned) return [];
    const owner = reads.get(node.text);
    const imported = imports.some(({ local }) => local === node.text);
    if (owner === undefined && !imported) return [];
    const where = owner === undefined ? "imported" : `defined in cell ${cells[owner].name}`;
    return [
      {
        place: placeOf(node),
        message: `${node.text} is assigned here but ${where}`,
        hint: "A cell changes only its own names: declare a new one, or do it where the name is defined.",
      },
    ];
  });
}

/** Names that neither a cell nor the language has. Each is told once. */
function findUnknown(
  { free }: CellFacts,
  { reads, imports }: Links,
  names: ReadonlySet<string>,
  exports: ModuleExports,
): Problem[] {
  const told = new Set(imports.map(({ local }) => local));
  return free.flatMap(({ node, assigned }) => {
    const name = node.text;
    if (told.has(name) || reads.has(name) || globals.has(name)) return [];
    // `typeof name` asks whether there is one.
    if (ts.isTypeOfExpression(node.parent)) return [];
    told.add(name);
    const hint = assigned ? declaration(name, names) : howToGet(name, names, exports);
    const fixes = findFixes(node, names, exports);
    return [{ place: placeOf(node), message: `${name} is not defined`, hint, fixes }];
  });
}

/** What may have been meant: a name that can be imported, or one that is nearly the same. */
function findFixes(node: ts.Identifier, names: ReadonlySet<string>, exports: ModuleExports): Fix[] {
  const name = node.text;
  if (Object.hasOwn(absentNames, name)) return [];
  const module = modules.find((one) => exports[one].includes(name));
  if (module !== undefined) return [importing(name, module)];
  const near = closestName(name, [...names, ...globals]);
  return near === null ? [] : [renaming(node, near)];
}

function declaration(name: string, names: ReadonlySet<string>): string {
  const near = closestName(name, names);
  return near === null ? `Declare it: let ${name} = ...` : `Did you mean ${near}?`;
}

/** What to do about a name that is missing; empty when that is anybody's guess. */
function howToGet(name: string, names: ReadonlySet<string>, exports: ModuleExports): string {
  if (Object.hasOwn(absentNames, name)) return absentNames[name];
  const write = (what: string, module: string): string =>
    `Write \`import { ${what} } from "${module}"\`.`;
  const module = modules.find((one) => exports[one].includes(name));
  if (module !== undefined) return write(name, module);
  const near = closestName(name, [...names, ...globals]);
  if (near !== null) return `Did you mean ${near}?`;
  for (const one of modules) {
    const exported = closestName(name, exports[one]);
    if (exported !== null) return `Did you mean ${exported}? ${write(exported, one)}`;
  }
  return "";
}
