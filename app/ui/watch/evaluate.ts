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

function combine(operator: BinaryOperator, left: WatchValue, right: WatchValue): WatchValue {
  switch (operator) {
    case "==":
    case "===":
      return same(left, right);
    case "!=":
    case "!==":
      return !same(left, right);
    default: {
      if (operator === "+" && typeof left === "string" && typeof right === "string") {
        return left + right;
      }
      if (typeof left === "bigint" && typeof right === "bigint") {
        return compare(operator, left, right) ?? ofBigInts(operator, left, right);
      }
      const [a, b] = [number(left, operator), number(right, operator)];
      return compare(operator, a, b) ?? ofNumbers(operator, a, b);
    }
  }
}

function compare(
  operator: BinaryOperator,
  left: number | bigint,
  right: number | bigint,
): boolean | null {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return null;
  }
}

function ofNumbers(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    default:
      throw new WatchError(`${operator} does not apply to numbers`);
  }
}

function ofBigInts(operator: BinaryOperator, left: bigint, right: bigint): bigint {
  if (right === 0n && (operator === "/" || operator === "%")) {
    throw new WatchError("a bigint cannot be divided by 0n");
  }
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    default:
      throw new WatchError(`${operator} does not apply to bigints`);
  }
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
