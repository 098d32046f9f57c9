import ts from "typescript";
import { closestName } from "../closest-name.js";
import type { Place, Problem } from "../place.js";
import { placeOf } from "./parse-cell.js";

/** What a cell may import from. */
export const modules = ["heddle", "heddle/linux"] as const;
export type ModuleName = (typeof modules)[number];

/** The names that each module exports, types left out. */
export type ModuleExports = Readonly<Record<ModuleName, readonly string[]>>;

/** One name that a cell imports as a value. */
export interface ImportedName {
  readonly module: ModuleName;
  /** The exported name, or null for `* as local`. */
  readonly imported: string | null;
  readonly local: string;
  readonly place: Place;
}

/** A cell's imports. */
export interface Imports {
  readonly names: readonly ImportedName[];
  /** Where the import declarations stand in the cell's code: `[start, end)` offsets. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly problems: readonly Problem[];
}

/** Collects the import declarations of a cell; those of types only are dropped. */
export function findImports(tree: ts.SourceFile): Imports {
  const names: ImportedName[] = [];
  const ranges: [number, number][] = [];
  const problems: Problem[] = [];

  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    ranges.push([statement.getStart(tree), statement.end]);
    const specifier = statement.moduleSpecifier;
    const module = ts.isStringLiteral(specifier) ? specifier.text : "";
    if (!isModuleName(module)) {
      problems.push({ place: placeOf(specifier), ...refuseModule(module) });
      continue;
    }
    const clause = statement.importClause;
    if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
    if (clause.name !== undefined) {
      problems.push({
        place: placeOf(clause.name),
        message: `"${module}" has no default export`,
        hint: `Write \`import { ${clause.name.text} } from "${module}"\` or \`import * as ${clause.name.text} from "${module}"\`.`,
      });
    }
    const bindings = clause.namedBindings;
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) {
      const place = placeOf(bindings.name);
      names.push({ module, imported: null, local: bindings.name.text, place });
      continue;
    }
    for (const element of bindings.elements) {
      if (element.isTypeOnly) continue;
      names.push({
        module,
        imported: (element.propertyName ?? element.name).text,
        local: element.name.text,
        place: placeOf(element),
      });
    }
  }
  return { names, ranges, problems };
}

function isModuleName(text: string): text is ModuleName {
  return (modules as readonly string[]).includes(text);
}

function refuseModule(module: string): { message: string; hint: string } {
  const near = closestName(module, modules);
  return {
    message: `a cell cannot import "${module}"`,
    hint:
      near !== null
        ? `Did you mean "${near}"?`
        : 'Only "heddle" and "heddle/linux" can be imported; a cell reaches no files and no network.',
  };
}
