/** The expressions that a watch may be: names of shared locations, literals and operators. */

/** A value of the state, as far as its text tells. */
export type WatchValue = undefined | null | boolean | number | bigint | string | RecordReference;

/** A record that a location refers to, by name. Two references are equal when their names are. */
export class RecordReference {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Operators with two operands, weakest first; those of one line bind equally and to the left. */
export const BINARY = [
  ["||"],
  ["&&"],
  ["|"],
  ["&"],
  ["==", "!=", "===", "!=="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
] as const;

/** An operator with two operands. */
export type BinaryOperator = (typeof BINARY)[number][number];

/** Part of a path behind its first name. */
export type PathPart =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "index"; readonly index: Expression };

/** A parsed expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: WatchValue }
  | { readonly kind: "path"; readonly root: string; readonly parts: readonly PathPart[] }
  | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** Why an expression is none, or has no value here; the message is for the user. */
export class WatchError extends Error {
  /** Column of the mistake, from 1; null when it is not one of spelling. */
  readonly column: number | null;
  constructor(message: string, column: number | null = null) {
    super(message);
    this.column = column;
  }
}
