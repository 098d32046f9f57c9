/**
 * The steps of the kernel model as its source has them, and its source with a note at each: what
 * coverage is measured by.
 */
import ts from "typescript";

/** A place in the model's source where a step is made. */
export interface Site {
  /** Path below `engine/linux`. */
  readonly file: string;
  /** The innermost function with a name that it is in. */
  readonly function: string;
  readonly line: number;
  /** The operation as it is written, in one line, shortened. */
  readonly text: string;
  /**
   * `yielded`: the operand of a `yield*`, reached when it returns to its function. `made`: what a
   * function returns that makes an operation for others to yield, reached when that took place.
   */
  readonly kind: "yielded" | "made";
  /** Which one of the sites with the same text in this function, from 1. */
  readonly nth: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const longestText = 60;

/** Lists the sites of one file, in the order of its text, each with the range of its expression. */
function find(file: string, source: string): (Site & Range)[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: (Site & Range)[] = [];
  const seen = new Map<string, number>();

  const add = (node: ts.Node, operand: ts.Node, kind: Site["kind"]): void => {
    const text = shortened(operand.getText(tree));
    const within = functionName(node);
    const key = `${within}\n${text}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ file, function: within, line, text, kind, nth, start, end: node.end });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isYieldExpression(node) && node.asteriskToken !== undefined) {
      add(node, node.expression!, "yielded");
    } else {
      const made = operationMade(node);
      if (made !== null) add(made, made, "made");
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The expression by which a function declared to return an operation returns it, or null. */
function operationMade(node: ts.Node): ts.Expression | null {
  if (ts.isArrowFunction(node)) {
    return makesOperation(node) && !ts.isBlock(node.body) ? node.body : null;
  }
  if (!ts.isReturnStatement(node) || node.expression === undefined) return null;
  const maker = ts.findAncestor(node, ts.isFunctionLike);
  return maker !== undefined && makesOperation(maker) ? node.expression : null;
}

function makesOperation({ type }: ts.SignatureDeclaration): boolean {
  return (
    type !== undefined && ts.isTypeReferenceNode(type) && type.typeName.getText() === "Operation"
  );
}

function functionName(node: ts.Node): string {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) {
      if (at.name !== undefined) return at.name.getText();
    } else if (ts.isVariableDeclaration(at) && isTopLevel(at)) return at.name.getText();
  }
  return "";
}

function isTopLevel(node: ts.VariableDeclaration): boolean {
  return ts.isSourceFile(node.parent.parent.parent);
}

/** In one line, without what is only shown and without the body of an inner function. */
function shortened(text: string): string {
  const line = text
    .replaceAll(/\s+/g, " ")
    .replaceAll(" .", ".")
    .replace(/\.as\(.*$/, "")
    .replace(/ function\*.*$/, " ...)");
  return line.length <= longestText ? line : `${line.slice(0, longestText - 3).trimEnd()}...`;
}

/** The sites of one file of the model, in the order of its text. */
export function sitesOf(file: string, source: string): Site[] {
  return find(file, source).map(({ start: _start, end: _end, ...site }) => site);
}

/**
 * The source with a call around each site: `$yielded(n, yield* x)` or `$made(n, operation)`. Lines
 * stay where they are.
 *
 * @param first number of the file's first site; the others follow
 * @param names what to import the two functions from
 */
export function withNotes(file: string, source: string, first: number, from: string): string {
  const inserts = find(file, source).flatMap(({ start, end, kind }, i) => [
    { at: start, text: `$${kind}(${first + i}, ` },
    { at: end, text: ")" },
  ]);
  inserts.sort((a, b) => b.at - a.at);
  let text = source;
  for (const { at, text: insert } of inserts) text = text.slice(0, at) + insert + text.slice(at);
  return `import { $made, $yielded } from ${JSON.stringify(from)}; ${text}`;
}
