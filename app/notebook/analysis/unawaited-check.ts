/** A check that is started and then forgotten. */
import ts from "typescript";
import type { Problem } from "../place.js";
import type { ImportedName } from "./imports.js";
import { insertion } from "./fixes.js";
import { placeOf } from "./parse-cell.js";
import type { Scopes } from "./scopes.js";

/**
 * Finds statements `check(...);` without an `await`. A promise that is kept may be awaited later;
 * the kernel watches those.
 *
 * @param imports the value imports of all cells, because cells share their names
 */
export function findUnawaitedChecks(scopes: Scopes, imports: readonly ImportedName[]): Problem[] {
  const names = new Set<string>();
  for (const { module, imported, local } of imports) {
    if (module === "heddle" && imported === "check") names.add(local);
  }
  return scopes.references.flatMap(({ node, binding }) => {
    const call = node.parent;
    if (binding !== null || !names.has(node.text)) return [];
    if (!ts.isCallExpression(call) || call.expression !== node) return [];
    if (!ts.isExpressionStatement(call.parent)) return [];
    return [
      {
        place: placeOf(call),
        message: `${node.text}(...) is started but not awaited, so its cell would end before it`,
        hint: `Write \`await ${node.text}(...)\`.`,
        fixes: [insertion(`Write await ${node.text}(...)`, call, "await ")],
      },
    ];
  });
}
