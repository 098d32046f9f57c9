/** The commonest slip: calling a generator inside a thread without running it. */
import ts from "typescript";
import type { Problem } from "../place.js";
import { insertion, replacement } from "./fixes.js";
import { placeOf } from "./parse-cell.js";
import { enclosingFunction } from "./refused.js";
import { type Scopes, isGenerator } from "./scopes.js";

/**
 * Finds calls of the notebook's own generator functions, inside generator functions, whose steps
 * would never be taken: `step();`, `yield step()`, `if (step())`, `return step()`. Passing the
 * generator on (as an argument, in a list) and iterating over it are left alone.
 *
 * @param shared generator functions that the other cells declare at their top level
 */
export function findMissingYields(scopes: Scopes, shared: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  for (const { node, binding } of scopes.references) {
    const call = node.parent;
    if (!ts.isCallExpression(call) || call.expression !== node) continue;
    if (!(binding?.generator ?? shared.has(node.text))) continue;
    const around = enclosingFunction(call);
    if (around === null || !isGenerator(around) || isRun(call, around)) continue;
    const name = node.text;
    const started = ts.isYieldExpression(outermost(call).parent);
    problems.push({
      place: placeOf(call),
      message: started
        ? `\`yield ${name}(...)\` lacks the star, so the steps of ${name} are not taken`
        : `${name}(...) is called without \`yield*\`, so none of its steps is taken`,
      hint: `Write \`yield* ${name}(...)\`.`,
      fixes: [
        started
          ? replacement(`Write yield* ${name}(...)`, outermost(call).parent, call, "yield* ")
          : insertion(`Write yield* ${name}(...)`, call, "yield* "),
      ],
    });
  }
  return problems;
}

/** Whether the generator that a call makes is run, or handed to something that may run it. */
function isRun(call: ts.CallExpression, around: ts.SignatureDeclaration): boolean {
  const outer = outermost(call);
  const { parent } = outer;
  if (ts.isYieldExpression(parent)) return parent.asteriskToken !== undefined;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== outer;
  if (ts.isPropertyAccessExpression(parent)) return true;
  if (ts.isForOfStatement(parent)) return parent.expression === outer;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    return isUsed(parent.name, around);
  }
  return (
    ts.isSpreadElement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent)
  );
}

/** Whether a variable holding a generator is later run, iterated or handed on. */
function isUsed(variable: ts.Identifier, around: ts.SignatureDeclaration): boolean {
  let used = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === variable.text && node !== variable) {
      const { parent } = node;
      used ||=
        (ts.isYieldExpression(parent) && parent.asteriskToken !== undefined) ||
        (ts.isCallExpression(parent) && parent.arguments.includes(node)) ||
        (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
        (ts.isForOfStatement(parent) && parent.expression === node) ||
        ts.isSpreadElement(parent);
    }
    ts.forEachChild(node, visit);
  };
  visit(around);
  return used;
}

/** The call with the parentheses and type assertions around it. */
function outermost(call: ts.Expression): ts.Expression {
  let outer = call;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent)
  ) {
    outer = outer.parent;
  }
  return outer;
}
