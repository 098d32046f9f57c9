import { analyseNotebook, type Analysis } from "../../notebook/analysis/analyse.js";
import { compileCell } from "../../notebook/compile-cell.js";
import { cellKeys, sourceDigest } from "../../notebook/graph/keys.js";
import { freshness } from "../../notebook/results/staleness.js";
import type { AnalysisRequest, NotebookSummary } from "./summary.js";

/** Analyses notebooks; an earlier analysis makes the next one cheap. Needs the TypeScript compiler. */
export class Summariser {
  private previous: Analysis | undefined;

  summarise({ notebook, results, engineVersion }: AnalysisRequest): NotebookSummary {
    const analysis = analyseNotebook(notebook, this.previous);
    this.previous = analysis;
    const keys = cellKeys(analysis, engineVersion);
    const fresh = freshness({ analysis, keys, engineVersion }, results);
    const cells = analysis.cells.map((analysed, index) => {
      const { cell, explores, problems } = analysed;
      const key = keys[index];
      return {
        block: cell.block,
        name: cell.name,
        firstLine: cell.firstLine,
        key,
        source: sourceDigest(analysed),
        explores,
        problems,
        code: key === null || problems.length > 0 ? null : { ...compileCell(analysed), key },
        freshness: fresh[index],
      };
    });
    return { cells, graph: analysis.graph };
  }
}
