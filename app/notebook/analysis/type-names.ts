/** The types that a cell declares for the other cells, and those it uses of them. */
import ts from "typescript";
import type { TreeNodes } from "./tree-nodes.js";

/** Type names of one cell. */
export interface TypeNames {
  /** Declared at the top level: type aliases and interfaces. Classes are values. */
  readonly definitions: ReadonlySet<string>;
  /** Used and not declared in the cell, by type position or by `typeof name`. */
  readonly uses: ReadonlySet<string>;
}

/** Collects the type names of a cell. */
export function findTypeNames({ tree, erased }: TreeNodes): TypeNames {
  const uses = new Set<string>();
  const use = (name: ts.Node): void => {
    const first = leftmost(name);
    if (first !== null && !isDeclaredAround(first)) uses.add(first.text);
  };
  for (const node of erased) {
    if (ts.isTypeReferenceNode(node)) use(node.typeName);
    else if (ts.isTypeQueryNode(node)) use(node.exprName);
    else if (ts.isExpressionWithTypeArguments(node) && isTypeHeritage(node.parent)) {
      use(node.expression);
    }
  }
  return { definitions: typesIn(tree.statements), uses };
}

function typesIn(statements: readonly ts.Node[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      names.add(statement.name.text);
    }
  }
  return names;
}

/** The first name of `a.b.c`. */
function leftmost(name: ts.Node): ts.Identifier | null {
  let first = name;
  while (ts.isQualifiedName(first) || ts.isPropertyAccessExpression(first)) {
    first = ts.isQualifiedName(first) ? first.left : first.expression;
  }
  return ts.isIdentifier(first) ? first : null;
}

/** `implements` of classes and `extends` of interfaces name types; `extends` of classes a value. */
function isTypeHeritage(node: ts.Node): boolean {
  return (
    ts.isHeritageClause(node) &&
    (node.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(node.parent))
  );
}

/** Whether the cell itself declares a type of that name where it can be seen from here. */
function isDeclaredAround(name: ts.Identifier): boolean {
  for (let up: ts.Node = name.parent; ; up = up.parent) {
    if (ts.isSourceFile(up)) return declares(up.statements, name.text);
    if (ts.isBlock(up) && declares(up.statements, name.text)) return true;
    if (ts.isMappedTypeNode(up) && up.typeParameter.name.text === name.text) return true;
    if (ts.isConditionalTypeNode(up) && infers(up.extendsType, name.text)) return true;
    const { typeParameters } = up as { typeParameters?: ts.NodeArray<ts.Node> };
    if (
      typeParameters?.some(
        (one) => ts.isTypeParameterDeclaration(one) && one.name.text === name.text,
      )
    ) {
      return true;
    }
  }
}

function declares(statements: readonly ts.Statement[], name: string): boolean {
  return (
    typesIn(statements).has(name) ||
    statements.some((one) => ts.isClassDeclaration(one) && one.name?.text === name)
  );
}

function infers(node: ts.Node, name: string): boolean {
  if (ts.isInferTypeNode(node) && node.typeParameter.name.text === name) return true;
  return ts.forEachChild(node, (child) => infers(child, name)) ?? false;
}
