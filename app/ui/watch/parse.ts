/** Reads a watch expression. The language is small on purpose: it can look and do nothing else. */
import {
  BINARY,
  type BinaryOperator,
  type Expression,
  type PathPart,
  WatchError,
} from "./expression.js";

interface Token {
  readonly kind: "name" | "number" | "string" | "sign" | "end";
  readonly text: string;
  /** Column of its first character, from 1. */
  readonly column: number;
}

const PATTERNS = [
  ["name", /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ["number", /(?:\d+n|\d+\.?\d*(?:e[+-]?\d+)?)/y],
  ["string", /"(?:[^"\\]|\\.)*"/y],
  ["sign", /===|!==|==|!=|<=|>=|&&|\|\||[-+*/%!<>&|()[\].]/y],
] as const;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const next = (): Token | undefined => {
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match !== null) return { kind, text: match[0], column: at + 1 };
    }
    return undefined;
  };
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const token = next();
    if (token === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      throw new WatchError(`${character} is not part of a watch expression`, at + 1);
    }
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: "end", text: "the end", column: text.length + 1 }];
}

const KEYWORDS = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NULL", null],
  ["undefined", undefined],
]);

/**
 * Parses an expression such as `A.dirty || pte[0].dirty`.
 *
 * @throws WatchError with a column
 */
export function parseWatch(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.binary(0);
  parser.expect("end");
  return expression;
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  binary(level: number): Expression {
    const operators: readonly string[] | undefined = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    while (this.peek().kind === "sign" && operators.includes(this.peek().text)) {
      const operator = this.take().text as BinaryOperator;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  /** Takes the sign (or the end), or complains about what is there instead. */
  expect(what: string): void {
    if (this.peek().kind === "end" ? what === "end" : this.peek().text === what) this.take();
    else this.fail(what === "end" ? "an operator" : what);
  }

  private unary(): Expression {
    const { kind, text } = this.peek();
    if (kind === "sign" && (text === "!" || text === "-")) {
      this.take();
      return { kind: "unary", operator: text, operand: this.unary() };
    }
    return this.primary();
  }

  private primary(): Expression {
    const { kind, text, column } = this.peek();
    switch (kind) {
      case "name":
        this.take();
        if (KEYWORDS.has(text)) return { kind: "literal", value: KEYWORDS.get(text) };
        return { kind: "path", root: text, parts: this.parts() };
      case "number":
        this.take();
        return {
          kind: "literal",
          value: text.endsWith("n") ? BigInt(text.slice(0, -1)) : Number(text),
        };
      case "string":
        this.take();
        return { kind: "literal", value: stringOf(text, column) };
      case "sign": {
        if (text !== "(") return this.fail("a name or a value");
        this.take();
        const inner = this.binary(0);
        this.expect(")");
        return inner;
      }
      case "end":
        return this.fail("a name or a value");
    }
  }

  private parts(): PathPart[] {
    const parts: PathPart[] = [];
    for (;;) {
      if (this.peek().kind !== "sign") return parts;
      if (this.peek().text === ".") {
        this.take();
        if (this.peek().kind !== "name") this.fail("a name");
        parts.push({ kind: "field", name: this.take().text });
      } else if (this.peek().text === "[") {
        this.take();
        parts.push({ kind: "index", index: this.binary(0) });
        this.expect("]");
      } else return parts;
    }
  }

  private peek(): Token {
    return this.tokens[this.at];
  }

  private take(): Token {
    const token = this.peek();
    this.at = Math.min(this.at + 1, this.tokens.length - 1);
    return token;
  }

  private fail(wanted: string): never {
    const { text, column } = this.peek();
    throw new WatchError(`expected ${wanted} and found ${text}`, column);
  }
}

function stringOf(text: string, column: number): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new WatchError("this text has an escape that it cannot have", column);
  }
}
