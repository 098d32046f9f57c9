/** Which names of a cell lead to an exploration: those that mention `check`, `sweep` or `forAll`. */
import ts from "typescript";
import type { ImportedName } from "./imports.js";
import type { Scopes } from "./scopes.js";

/** What of the engine explores. */
const explorers: ReadonlySet<string> = new Set(["check", "sweep", "forAll"]);

/** What the top level of a cell mentions, for each name that it defines and for the cell itself. */
export interface Mentions {
  /** By defined name: all names that its statement mentions. */
  readonly byDefinition: ReadonlyMap<string, ReadonlySet<string>>;
  /** All names that the cell mentions, its own ones included. */
  readonly all: ReadonlySet<string>;
}

/**
 * Collects what a cell mentions; `heddle.check` of a namespace import counts as `heddle`. What is
 * awaited is a result: a name for it mentions nothing.
 */
export function findMentions(scopes: Scopes): Mentions {
  const byDefinition = new Map<string, Set<string>>();
  const byPlace = new Map<ts.Node, string[]>();
  for (const { name, node } of scopes.definitions.values()) {
    const place = declarationOf(node);
    byDefinition.set(name, new Set());
    if (isAwaited(place)) continue;
    byPlace.set(place, [...(byPlace.get(place) ?? []), name]);
  }
  const all = new Set<string>();
  for (const { node, binding } of scopes.references) {
    if (binding !== null && scopes.definitions.get(node.text) !== binding) continue;
    all.add(node.text);
    for (const name of byPlace.get(declarationOf(node)) ?? []) {
      byDefinition.get(name)?.add(node.text);
    }
  }
  return { byDefinition, all };
}

/** The imported names that explore, and the namespaces through which one can. */
function exploringImports(imports: readonly ImportedName[]): Set<string> {
  const names = new Set<string>();
  for (const { module, imported, local } of imports) {
    if (module === "heddle" && (imported === null || explorers.has(imported))) names.add(local);
  }
  return names;
}

/** The top-level statement that a node is in, or the variable declaration in that statement. */
function declarationOf(node: ts.Node): ts.Node {
  let declaration: ts.Node | null = null;
  let top = node;
  for (; !ts.isSourceFile(top.parent); top = top.parent) {
    if (ts.isVariableDeclaration(top)) declaration = top;
  }
  return ts.isVariableStatement(top) && declaration !== null ? declaration : top;
}

function isAwaited(declaration: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    ts.isAwaitExpression(declaration.initializer)
  );
}

/**
 * Whether running each cell explores. A function that mentions an explorer explores wherever it is
 * mentioned, in whichever cell.
 */
export function findExploring(
  cells: readonly { readonly mentions: Mentions }[],
  imports: readonly ImportedName[],
): boolean[] {
  const names = exploringImports(imports);
  const leads = (mentioned: ReadonlySet<string>): boolean => {
    for (const name of mentioned) if (names.has(name)) return true;
    return false;
  };
  for (let before = -1; before < names.size;) {
    before = names.size;
    for (const { mentions } of cells) {
      for (const [name, mentioned] of mentions.byDefinition) {
        if (!names.has(name) && leads(mentioned)) names.add(name);
      }
    }
  }
  return cells.map(({ mentions }) => leads(mentions.all));
}
