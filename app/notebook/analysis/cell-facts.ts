import type ts from "typescript";
import type { Problem } from "../place.js";
import { type Mentions, findMentions } from "./explores.js";
import { type Imports, findImports } from "./imports.js";
import { parseCode } from "./parse-cell.js";
import { findRefused } from "./refused.js";
import { type Reference, type Scopes, resolveScopes } from "./scopes.js";
import { tokenDigest } from "./token-digest.js";
import { linkNodes } from "./tree-nodes.js";
import { type TypeNames, findTypeNames } from "./type-names.js";

/**
 * What a cell's code says about itself, wherever the cell stands and whatever the other cells say.
 * Places count from the code's first line.
 */
export interface CellFacts {
  /** With parent links. */
  readonly tree: ts.SourceFile;
  readonly scopes: Scopes;
  /** References to what the cell does not declare: imports, other cells' names, globals. */
  readonly free: readonly Reference[];
  /** Their names. */
  readonly uses: ReadonlySet<string>;
  readonly types: TypeNames;
  readonly imports: Imports;
  readonly mentions: Mentions;
  /** See `tokenDigest`. */
  readonly digest: string;
  /** Whether the code could be read to its end; if not, the rest of the facts are guesswork. */
  readonly intact: boolean;
  /** What is wrong with the code by itself. */
  readonly problems: readonly Problem[];
}

/** Analyses the code of one cell; never throws. */
export function analyseCode(code: string): CellFacts {
  const { tree, syntaxError } = parseCode(code);
  const nodes = linkNodes(tree);
  const scopes = resolveScopes(nodes);
  const imports = findImports(tree);
  const free = scopes.references.filter(({ binding }) => binding === null);
  return {
    tree,
    scopes,
    free,
    uses: new Set(free.map(({ node }) => node.text)),
    types: findTypeNames(nodes),
    imports,
    mentions: findMentions(scopes),
    digest: tokenDigest(nodes),
    intact: syntaxError === null,
    problems:
      syntaxError !== null
        ? [syntaxError]
        : [...findLineSeparators(code), ...imports.problems, ...findRefused(nodes)],
  };
}

/** JavaScript ends a line at U+2028 and U+2029, Markdown and editors do not: positions would shift. */
function findLineSeparators(code: string): Problem[] {
  if (!/[\u2028\u2029]/.test(code)) return [];
  return code.split("\n").flatMap((line, index) => {
    const at = line.search(/[\u2028\u2029]/);
    if (at < 0) return [];
    return [
      {
        place: { line: index + 1, column: at + 1 },
        message: "an invisible line separator (U+2028 or U+2029) stands in the code",
        hint: "Delete it, or write it as \\u2028 inside a string.",
      },
    ];
  });
}
