/** Evaluates a watch expression in one state. */
import { closestName } from "../../notebook/closest-name.js";
import {
  type BinaryOperator,
  type Expression,
  RecordReference,
  WatchError,
  type WatchValue,
} from "./expression.js";
import { showWatchValue, valueOf } from "./value.js";

/** The state an expression looks at. */
export interface WatchScope {
  /** Names of all locations. */
  readonly locations: readonly string[];
  /** Names of records, as locations refer to them. */
  readonly records: ReadonlySet<string>;
  /** The text of a location's value; null when there is no such location. */
  read(location: string): string | null;
}

/**
 * The value of an expression. A path follows references: where `i_pages[0]` is `A`,
 * `i_pages[0].dirty` is `A.dirty`. Operators are those of JavaScript, with `==` as strict as `===`.
 *
 * @throws WatchError when a name is unknown or an operator does not apply
 */
export function evaluateWatch(expression: Expression, scope: WatchScope): WatchValue {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "path":
      return evaluatePath(expression, scope);
    case "unary": {
      const operand = evaluateWatch(expression.operand, scope);
      if (expression.operator === "!") return !truth(operand);
      if (typeof operand === "bigint") return -operand;
      return -number(operand, "-");
    }
    case "binary": {
      const { operator } = expression;
      const left = evaluateWatch(expression.left, scope);
      if (operator === "&&" && !truth(left)) return left;
      if (operator === "||" && truth(left)) return left;
      const right = evaluateWatch(expression.right, scope);
      return operator === "&&" || operator === "||" ? right : combine(operator, left, right);
    }
  }
}

function evaluatePath(
  { root, parts }: Extract<Expression, { kind: "path" }>,
  scope: WatchScope,
): WatchValue {
  let name = root;
  for (const part of parts) {
    const text = scope.read(name);
    const value = text === null ? null : valueOf(text);
    if (value instanceof RecordReference) name = value.name;
    else if (text !== null) {
      throw new WatchError(`${name} is ${text} here, which has no parts`);
    }
    if (part.kind === "field") name = `${name}.${part.name}`;
    else name = `${name}[${showWatchValue(evaluateWatch(part.index, scope))}]`;
  }
  const text = scope.read(name);
  if (text !== null) return valueOf(text);
  if (scope.records.has(name)) return new RecordReference(name);
  const near = closestName(name, scope.locations);
  throw new WatchError(
    `no shared location is called ${name}${near === null ? "" : `; did you mean ${near}?`}`,
  );
}

/** Operators that compare and calculate. */
type Comparison = "<" | "<=" | ">" | ">=";
type Arithmetic = "+" | "-" | "*" | "/" | "%" | "&" | "|";
type Operators<T> = Readonly<Record<Arithmetic, (left: T, right: T) => T>>;

const COMPARISONS: Readonly<
  Record<Comparison, (left: number | bigint, right: number | bigint) => boolean>
> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

const NUMBERS: Operators<number> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "&": (left, right) => left & right,
  "|": (left, right) => left | right,
};

const BIGINTS: Operators<bigint> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / nonZero(right),
  "%": (left, right) => left % nonZero(right),
  "&": (left, right) => left & right,
  "|": (left, right) => left | right,
};

function combine(
  operator: Exclude<BinaryOperator, "&&" | "||">,
  left: WatchValue,
  right: WatchValue,
): WatchValue {
  if (operator === "==" || operator === "===") return same(left, right);
  if (operator === "!=" || operator === "!==") return !same(left, right);
  if (operator === "+" && typeof left === "string" && typeof right === "string") {
    return left + right;
  }
  const bigints = typeof left === "bigint" && typeof right === "bigint";
  const a = bigints ? left : number(left, operator);
  const b = bigints ? right : number(right, operator);
  if (isComparison(operator)) return COMPARISONS[operator](a, b);
  if (typeof a === "bigint" && typeof b === "bigint") return BIGINTS[operator](a, b);
  return NUMBERS[operator](Number(a), Number(b));
}

function isComparison(operator: BinaryOperator): operator is Comparison {
  return operator in COMPARISONS;
}

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new WatchError("a bigint cannot be divided by 0n");
  return value;
}

function same(left: WatchValue, right: WatchValue): boolean {
  if (left instanceof RecordReference && right instanceof RecordReference) {
    return left.name === right.name;
  }
  return left === right;
}

/** Records are true, as references are; everything else as in JavaScript. */
function truth(value: WatchValue): boolean {
  return Boolean(value);
}

/** Booleans count as 0 and 1, as flags do. */
function number(value: WatchValue, operator: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  throw new WatchError(`${operator} does not apply to ${showWatchValue(value)}`);
}
