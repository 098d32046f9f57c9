import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Top folder of the repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One import, re-export or dynamic import. */
export interface Import {
  /** Importing file, relative to the top folder, with forward slashes. */
  readonly from: string;
  /** Imported file relative to the top folder, or the package's name. */
  readonly to: string;
  /** Whether only types are imported, which leaves nothing at run time. */
  readonly typeOnly: boolean;
}

/** All TypeScript sources under a folder, relative to the top folder. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((name) => name.endsWith(".ts") || name.endsWith(".tsx"))
    .sort();
}

/** What a file imports. */
export function importsOf(file: string): Import[] {
  return importsIn(file, readFileSync(join(root, file), "utf8"));
}

/** The source that a relative import in a file names. */
function sourceOf(file: string, name: string): string {
  const to = posix.join(posix.dirname(file), name.replace(/\.js$/, ".ts"));
  return existsSync(join(root, `${to}x`)) ? `${to}x` : to;
}

/** What a text imports when it stands in a file of that name. */
export function importsIn(file: string, text: string): Import[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const name = specifier.text;
    found.push({ from: file, to: name.startsWith(".") ? sourceOf(file, name) : name, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === "require"))
    ) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}
