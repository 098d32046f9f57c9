/** The nodes of a syntax tree as lists, so that the tree is walked once and not for every question. */
import ts from "typescript";

/** A tree's nodes, with parent links and without the tree itself; each before its children. */
export interface TreeNodes {
  readonly tree: ts.SourceFile;
  readonly all: readonly ts.Node[];
  /** Those that stay when types are erased. */
  readonly values: readonly ts.Node[];
  /** By index in `values`: the index after the last node inside of it. */
  readonly ends: readonly number[];
  /** Those that go with the types. */
  readonly erased: readonly ts.Node[];
}

/**
 * Lists the nodes of a tree and gives each its parent link. The parser would do that, too, but in a
 * walk of its own.
 */
export function linkNodes(tree: ts.SourceFile): TreeNodes {
  const all: ts.Node[] = [];
  const values: ts.Node[] = [];
  const ends: number[] = [];
  const erased: ts.Node[] = [];
  let parent: ts.Node = tree;
  const visitChildren = (node: ts.Node, visit: (child: ts.Node) => void): void => {
    const outer = parent;
    parent = node;
    ts.forEachChild(node, visit);
    parent = outer;
  };
  const add = (node: ts.Node): void => {
    (node as { parent: ts.Node }).parent = parent;
    all.push(node);
  };
  const visitErased = (node: ts.Node): void => {
    add(node);
    erased.push(node);
    visitChildren(node, visitErased);
  };
  const visit = (node: ts.Node): void => {
    if (isErased(node)) {
      visitErased(node);
      return;
    }
    add(node);
    const at = values.push(node) - 1;
    ends.push(values.length);
    // A name has nothing inside, and there are more names than all else.
    if (node.kind === ts.SyntaxKind.Identifier) return;
    visitChildren(node, visit);
    ends[at] = values.length;
  };
  ts.forEachChild(tree, visit);
  return { tree, all, values, ends, erased };
}

/** Whether a node disappears when types are erased. */
export function isErased(node: ts.Node): boolean {
  switch (node.kind) {
    // The commonest kinds first: this is asked of every node.
    case ts.SyntaxKind.Identifier:
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.ExpressionStatement:
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return false;
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.TypeParameter:
      return true;
    case ts.SyntaxKind.HeritageClause:
      return (node as ts.HeritageClause).token === ts.SyntaxKind.ImplementsKeyword;
    case ts.SyntaxKind.FunctionDeclaration:
      if ((node as ts.FunctionDeclaration).body === undefined) return true;
      break;
    default:
      if (ts.isTypeNode(node)) return true;
  }
  const { modifiers } = node as { modifiers?: ts.NodeArray<ts.ModifierLike> };
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
