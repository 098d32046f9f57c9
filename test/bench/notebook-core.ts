/** How fast a notebook is read, analysed and marked stale after an edit. */
import { type Analysis, analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { apply } from "../../app/notebook/document/apply.js";
import type { Document } from "../../app/notebook/document/block.js";
import { parseDocument } from "../../app/notebook/document/parse-document.js";
import { toNotebook } from "../../app/notebook/document/to-notebook.js";
import { descendants } from "../../app/notebook/graph/graph.js";
import { cellKeys } from "../../app/notebook/graph/keys.js";
import { type Measurement, measure } from "./measure.js";

/** A cell as notebooks have them: a scenario of two threads, made by a helper of a cell before. */
function cellText(index: number): string {
  const before = index === 0 ? "(n: number) => n" : `step${index - 1}`;
  return `## Claim ${index}

Some prose that says what the cell is about, in a line or two, as people write it.

\`\`\`ts #claim-${index}
${index === 0 ? 'import { type Steps, check, scenario } from "heddle";' : ""}
const step${index} = ${before};
const race${index} = scenario("claim ${index}", (s) => {
  const x = s.shared("x", step${index}(0));
  for (const name of ["A", "B"]) {
    s.thread(name, function* (): Steps {
      const seen = yield* x.read();
      yield* x.write(seen + 1); // not atomic
    });
  }
  s.atEnd("no increment is lost", () => x.now === 2);
});
await check(race${index}, { expect: { "no increment is lost": "violated" } });
\`\`\`

`;
}

const textOf = (cells: number): string =>
  Array.from({ length: cells }, (_, index) => cellText(index)).join("");

function analyse(document: Document, previous?: Analysis): Analysis {
  const analysis = analyseNotebook(toNotebook(document, "n.heddle.md"), previous);
  cellKeys(analysis, "bench");
  return analysis;
}

function readAll(text: string): Readonly<Record<string, number>> {
  const { cells } = analyse(parseDocument(text));
  return { cells: cells.length, problems: cells.flatMap(({ problems }) => problems).length };
}

/** An edit of the first cell, on which all others depend: apply, analyse, mark what is stale. */
function editFirst(text: string): () => Readonly<Record<string, number>> {
  let document = parseDocument(text);
  let analysis = analyse(document);
  let edits = 0;
  return () => {
    const block = document.blocks.find(({ type }) => type === "cell");
    if (block?.type !== "cell") throw new Error("no cell");
    edits += 1;
    const code = block.code.replace(/x\.write\(seen \+ \d+\)/, `x.write(seen + ${edits})`);
    ({ document } = apply(document, { type: "setText", id: block.id, text: code }));
    analysis = analyse(document, analysis);
    return { stale: 1 + descendants(analysis.graph, [0]).length };
  };
}

/** Measures the notebook core. */
export function notebookCore(): Measurement[] {
  const text = textOf(200);
  const large = textOf(2000);
  const huge = `${"A line of prose, one of very many.\n".repeat(600_000)}${textOf(1)}`;
  return [
    measure("200 cells: parse and analyse", () => readAll(text), "cells", 9),
    measure("200 cells: edit marks stale", editFirst(text), null, 21),
    measure("2,000 cells: parse and analyse", () => readAll(large), "cells", 5),
    measure("2,000 cells: edit marks stale", editFirst(large), null, 9),
    measure("20 MB: parse and analyse", () => readAll(huge), null, 3),
  ];
}
