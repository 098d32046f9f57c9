/**
 * Which declaration each name in a cell refers to. An approximation of ECMAScript's scoping that is
 * exact for code without `with` and sloppy-mode functions in blocks; types do not count.
 */
import ts from "typescript";
import { isAssigned } from "./assigned.js";
import { type TreeNodes, isErased } from "./tree-nodes.js";

/** A name declared by value code. */
export interface Binding {
  readonly name: string;
  readonly node: ts.Identifier;
  /** Declared as `function* name` or `const name = function* ...`; async generators are not. */
  readonly generator: boolean;
}

/** One use of a name as a value. */
export interface Reference {
  readonly node: ts.Identifier;
  /** The declaration in the same cell, or null: an import, another cell's name or a global. */
  readonly binding: Binding | null;
  /** Whether it is given a value here: `x = 1`, `x++`, `[x] = ...`, `for (x of ...)`. */
  readonly assigned: boolean;
}

/** What a cell declares at its top level, and every use of a name in it. */
export interface Scopes {
  readonly definitions: ReadonlyMap<string, Binding>;
  readonly references: readonly Reference[];
}

interface Scope {
  readonly names: Map<string, Binding>;
  readonly outer: Scope | null;
  /** Index of the first node that is no longer inside of it. */
  readonly end: number;
}

/** Resolves all names of a cell. */
export function resolveScopes({ tree, values, ends }: TreeNodes): Scopes {
  const references: Reference[] = [];
  // Looking for `var` in nested blocks is half of the work, and hardly anybody writes it.
  const hasVar = /\bvar\b/.test(tree.text);
  const top = scopeOf(tree, null, hasVar, Infinity);

  let scope = top;
  values.forEach((node, at) => {
    while (at >= scope.end && scope.outer !== null) scope = scope.outer;
    if (ts.isIdentifier(node)) {
      if (!isReference(node)) return;
      const binding = resolve(scope, node.text);
      references.push({ node, binding, assigned: isAssigned(node) });
    } else if (opensScope(node)) scope = scopeOf(node, scope, hasVar, ends[at]);
  });
  return { definitions: top.names, references };
}

function resolve(from: Scope, name: string): Binding | null {
  for (let scope: Scope | null = from; scope !== null; scope = scope.outer) {
    const binding = scope.names.get(name);
    if (binding !== undefined) return binding;
  }
  return null;
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isClassExpression(node)
  );
}

/** The scope that a node opens, with everything declared directly in it. */
function scopeOf(node: ts.Node, outer: Scope | null, hasVar: boolean, end: number): Scope {
  const names = new Map<string, Binding>();
  const declare = (name: ts.BindingName, initializer?: ts.Expression): void => {
    if (ts.isIdentifier(name)) {
      const generator = initializer !== undefined && isGenerator(skipWrappers(initializer));
      names.set(name.text, { name: name.text, node: name, generator });
      return;
    }
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) declare(element.name);
    }
  };

  const declareStatement = (statement: ts.Node): void => {
    if (isErased(statement)) return;
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      const { name } = statement;
      if (name === undefined) return;
      names.set(name.text, { name: name.text, node: name, generator: isGenerator(statement) });
    } else if (ts.isVariableStatement(statement)) {
      declareList(statement.declarationList);
    }
  };
  const declareList = (list: ts.VariableDeclarationList): void => {
    for (const one of list.declarations) declare(one.name, one.initializer);
  };

  /** `var` in nested blocks belongs to the function around them. */
  const declareVars = (inside: ts.Node): void => {
    if (ts.isFunctionLike(inside) || isErased(inside)) return;
    if (ts.isVariableDeclarationList(inside) && (inside.flags & ts.NodeFlags.BlockScoped) === 0) {
      declareList(inside);
    }
    ts.forEachChild(inside, declareVars);
  };

  if (ts.isSourceFile(node)) {
    if (hasVar) ts.forEachChild(node, declareVars);
    node.statements.forEach(declareStatement);
  } else if (ts.isFunctionLike(node)) {
    if (ts.isFunctionExpression(node) && node.name !== undefined) {
      names.set(node.name.text, {
        name: node.name.text,
        node: node.name,
        generator: isGenerator(node),
      });
    }
    for (const parameter of node.parameters) declare(parameter.name);
    const body = "body" in node ? node.body : undefined;
    if (hasVar && body !== undefined) ts.forEachChild(body, declareVars);
  } else if (ts.isBlock(node)) {
    node.statements.forEach(declareStatement);
  } else if (ts.isCaseBlock(node)) {
    for (const clause of node.clauses) clause.statements.forEach(declareStatement);
  } else if (ts.isCatchClause(node)) {
    if (node.variableDeclaration !== undefined) declare(node.variableDeclaration.name);
  } else if (ts.isClassExpression(node)) {
    if (node.name !== undefined) declare(node.name);
  } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    const { initializer } = node;
    if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
      declareList(initializer);
    }
  }
  return { names, outer, end };
}

/** Whether a function is a (synchronous) generator. */
export function isGenerator(node: ts.Node): boolean {
  return (
    (ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isMethodDeclaration(node)) &&
    node.asteriskToken !== undefined &&
    !(node.modifiers?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

/** The expression inside parentheses and type assertions. */
function skipWrappers(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** Whether an identifier is the use of a variable rather than a property, a label or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
    return parent.initializer === node;
  }
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === node;
  }
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  return !(
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isEnumMember(parent) ||
    ts.isModuleDeclaration(parent)
  );
}
