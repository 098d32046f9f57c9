/**
 * Cells share one scope, but to the language service each is a module: a generated tail behind the
 * cell's text imports what the other cells define and exports what this one defines. Positions in
 * the cell never shift, top-level await works, and names do not clash with the library's globals.
 */
import type ts from "typescript";

/** The compiler's API, wherever it comes from. */
export type Compiler = Pick<
  typeof ts,
  | "createSourceFile"
  | "ScriptTarget"
  | "isImportDeclaration"
  | "isVariableStatement"
  | "isFunctionDeclaration"
  | "isClassDeclaration"
  | "isInterfaceDeclaration"
  | "isTypeAliasDeclaration"
  | "isEnumDeclaration"
  | "isNamedImports"
  | "isIdentifier"
  | "isBindingElement"
>;

/** One cell as the language service sees it. */
export interface CellModule {
  /** Its file: `file:///notebook-1/lost-update.ts`. */
  readonly uri: string;
  /** Names that it declares or imports at its top level, in order; values and types alike. */
  readonly names: readonly string[];
}

/** Names at the top level of a cell's text. */
export function topLevelNames(compiler: Compiler, text: string): string[] {
  const names = new Set<string>();
  const bind = (name: ts.BindingName): void => {
    if (compiler.isIdentifier(name)) names.add(name.text);
    else {
      for (const element of name.elements)
        if (compiler.isBindingElement(element)) bind(element.name);
    }
  };
  const file = compiler.createSourceFile("cell.ts", text, compiler.ScriptTarget.Latest);
  for (const statement of file.statements) {
    if (compiler.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      if (clause?.name !== undefined) names.add(clause.name.text);
      const bindings = clause?.namedBindings;
      if (bindings === undefined) continue;
      if (compiler.isNamedImports(bindings)) {
        for (const { name } of bindings.elements) names.add(name.text);
      } else names.add(bindings.name.text);
    } else if (compiler.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) bind(name);
    } else if (
      compiler.isFunctionDeclaration(statement) ||
      compiler.isClassDeclaration(statement) ||
      compiler.isInterfaceDeclaration(statement) ||
      compiler.isTypeAliasDeclaration(statement) ||
      compiler.isEnumDeclaration(statement)
    ) {
      if (statement.name !== undefined && statement.name.text !== "")
        names.add(statement.name.text);
    }
  }
  return [...names];
}

/**
 * The text to append to a cell. It begins with a line break, so that a comment at the end of the
 * cell does not swallow it.
 *
 * @param cell the cell itself
 * @param others the other cells of the notebook, in order; of two that define a name the first counts
 */
export function tailOf(cell: CellModule, others: readonly CellModule[]): string {
  const known = new Set(cell.names);
  const lines = [`;export { ${cell.names.join(", ")} };`];
  for (const { uri, names } of others) {
    const wanted = names.filter((name) => !known.has(name));
    if (wanted.length === 0) continue;
    for (const name of wanted) known.add(name);
    lines.push(`import { ${wanted.join(", ")} } from ${JSON.stringify(moduleName(uri))};`);
  }
  return `\n${lines.join("\n")}\n`;
}

/** How one cell imports another: both are in the notebook's folder. */
function moduleName(uri: string): string {
  return `./${decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1)).replace(/\.ts$/, "")}`;
}

/** The notebook's folder that a cell's file is in; null for files that are no cells. */
export function notebookOf(uri: string): string | null {
  return /^file:\/\/\/notebook-[^/]+\//.exec(uri)?.[0] ?? null;
}
