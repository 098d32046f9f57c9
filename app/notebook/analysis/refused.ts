/** Syntax that a cell may not use, because it has no meaning there or cannot be erased in place. */
import ts from "typescript";
import type { Problem } from "../place.js";
import { placeOf } from "./parse-cell.js";
import { isGenerator } from "./scopes.js";
import type { TreeNodes } from "./tree-nodes.js";

type Refusal = { readonly message: string; readonly hint: string };

const scope = "All cells of a notebook share one scope.";
const exportsNothing: Refusal = {
  message: "a cell exports nothing",
  hint: `Drop the \`export\`. ${scope}`,
};

/** Everything refused in a cell, in order. */
export function findRefused({ values, ends }: TreeNodes): Problem[] {
  const problems: Problem[] = [];
  for (let at = 0; at < values.length;) {
    const node = values[at];
    const refusal = refuse(node);
    if (refusal !== null) problems.push({ place: placeOf(node), ...refusal });
    // What stands inside of something refused is told when that is put right.
    at = refusal === null ? at + 1 : ends[at];
  }
  return problems;
}

function refuse(node: ts.Node): Refusal | null {
  switch (node.kind) {
    // The commonest kinds first: this is asked of every node.
    case ts.SyntaxKind.Identifier:
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.ExpressionStatement:
      return null;
    case ts.SyntaxKind.EnumDeclaration:
      return {
        message: "an enum cannot be used in a cell, because it cannot be erased in place",
        hint: 'Use a constant object or a union of strings: type Mode = "read" | "write".',
      };
    case ts.SyntaxKind.ModuleDeclaration:
      return { message: "a namespace cannot be used in a cell", hint: `Use an object. ${scope}` };
    case ts.SyntaxKind.TypeAssertionExpression:
      return {
        message: "a type assertion in angle brackets cannot be used in a cell",
        hint: "Write `value as Type`.",
      };
    case ts.SyntaxKind.ImportEqualsDeclaration:
      return {
        message: "`import name = ...` cannot be used in a cell",
        hint: 'Write `import { name } from "heddle"`.',
      };
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.ExportAssignment:
      return exportsNothing;
    default:
      break;
  }
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) {
    return {
      message: "a parameter property cannot be used in a cell",
      hint: "Declare the field in the class and assign it in the constructor.",
    };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return {
      message: "import() cannot be used in a cell",
      hint: 'Import at the top of a cell, from "heddle" or "heddle/linux".',
    };
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    return { message: "import.meta cannot be used in a cell", hint: "A cell reaches no files." };
  }
  if (ts.isReturnStatement(node) && enclosingFunction(node) === null) {
    return {
      message: "`return` outside of a function",
      hint: "A cell runs to its end; use if/else to skip a part of it.",
    };
  }
  if (ts.isAwaitExpression(node)) return refuseAwait(node);
  return isExported(node) ? exportsNothing : null;
}

function refuseAwait(node: ts.AwaitExpression): Refusal | null {
  const around = enclosingFunction(node);
  if (around === null || isAsync(around)) return null;
  if (isGenerator(around)) {
    return {
      message:
        "`await` inside a thread: threads take steps with `yield*`, they wait for no promise",
      hint: "Use an operation: yield* x.read(), yield* until(...); keep promises outside of threads.",
    };
  }
  return {
    message: "`await` in a function that is not async",
    hint: "Write `async` before the function, or move the await to the top of the cell.",
  };
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

function isAsync(node: ts.SignatureDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

/** The innermost function around a node, or null at the top level of the cell. */
export function enclosingFunction(node: ts.Node): ts.SignatureDeclaration | null {
  for (
    let up: ts.Node | undefined = node.parent;
    up !== undefined;
    up = up.parent as ts.Node | undefined
  ) {
    if (ts.isFunctionLike(up)) return up;
  }
  return null;
}
