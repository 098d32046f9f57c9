import type { CellCode } from "../../app/kernel/protocol.js";

/**
 * A cell whose JavaScript nobody has looked at: what hostile code would be if it got past the
 * notebook core. The body assigns the cell's value to `$`, line 1 of the body is line 2 of the file.
 */
export function rawCell(name: string, body: string): CellCode {
  const names = ["check", "scenario", "fc", "forAll", "Shared"];
  const taken = `let $;const{${names.join()}}=$scope;`;
  const script = `"use strict";(async($scope)=>{${taken}\n${body}\nreturn{value:$,defines:{}}})`;
  const imports = names.map((imported) => ({
    module: "heddle" as const,
    imported,
    local: imported,
    place: { line: 1, column: 1 },
  }));
  return { name, key: `${name} ${body}`, reads: [], defines: [], imports, script, firstLine: 2 };
}
