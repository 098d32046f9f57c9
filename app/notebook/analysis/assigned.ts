import ts from "typescript";

/** Whether an expression is the target of an assignment, by itself or inside of a pattern. */
export function isAssigned(node: ts.Expression): boolean {
  let target: ts.Node = node;
  for (;;) {
    const { parent } = target;
    if (ts.isBinaryExpression(parent)) {
      return parent.left === target && isAssignment(parent.operatorToken.kind);
    }
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      const { operator } = parent;
      return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    }
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) {
      return parent.initializer === target;
    }
    if (ts.isPropertyAssignment(parent)) {
      if (parent.initializer !== target) return false;
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      if (parent.name !== target) return false;
    } else if (!isWrapper(parent) && !isPattern(parent)) return false;
    target = parent;
  }
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** A literal that is a pattern when it stands on the left of an assignment. */
function isPattern(node: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node)
  );
}

function isWrapper(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}
