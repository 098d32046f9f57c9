import { analyseNotebook } from "../../notebook/analysis/analyse.js";
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { cellKeys, sourceDigest } from "../../notebook/graph/keys.js";
import { planRun, type RunPlan } from "../../notebook/plan-run.js";
import { freshness, type Present } from "../../notebook/results/staleness.js";
import type { AnalysisRequest, NotebookSummary, PlanRequest } from "./summary.js";

/**
 * Analyses a notebook and plans its runs; an earlier analysis makes the next one cheap. Needs the
 * TypeScript compiler.
 */
export class Summariser {
  private present: Present | null = null;

  /** @param exports what cells can import, for hints and fixes. Default: not known */
  summarise(
    { notebook, results, engineVersion }: AnalysisRequest,
    exports?: ModuleExports,
  ): NotebookSummary {
    const analysis = analyseNotebook(notebook, this.present?.analysis, exports);
    const keys = cellKeys(analysis, engineVersion);
    this.present = { analysis, keys, engineVersion };
    const fresh = freshness(this.present, results);
    const cells = analysis.cells.map((analysed, index) => {
      const { cell, explores, problems } = analysed;
      return {
        block: cell.block,
        name: cell.name,
        firstLine: cell.firstLine,
        key: keys[index],
        source: sourceDigest(analysed),
        explores,
        problems,
        freshness: fresh[index],
      };
    });
    return { cells };
  }

  /** Plans a run of the notebook that was summarised last. */
  plan({ wish, results }: PlanRequest): RunPlan {
    return this.present === null
      ? { cells: [], blocked: [] }
      : planRun(this.present, results, wish);
  }
}
