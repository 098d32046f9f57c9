/** What a kernel is told when it starts, and what it says while a notebook runs. Plain data. */
import type { Overrides, Progress } from "../../engine/check/host.js";
import type { CheckResult } from "../../engine/check/result.js";
import type { Matrix } from "../../engine/sweep/matrix.js";
import type { ReplayResult } from "../../engine/trace/replay-result.js";
import type { TableResult } from "../../engine/trace/table-result.js";
import type { WorkloadsResult } from "../../engine/workloads/result.js";
import type { ImportedName } from "../notebook/analysis/imports.js";
import type { Place, Problem } from "../notebook/place.js";

/** A compiled notebook and how to run it. */
export interface Start {
  /** Name of the notebook's script, as positions in results name it. */
  readonly path: string;
  /** See `CompiledNotebook.script`. */
  readonly script: string;
  /** The cells in the script, by index. */
  readonly cells: readonly { readonly name: string; readonly place: Place }[];
  readonly imports: readonly ImportedName[];
  readonly overrides: Overrides;
  /** What to follow instead of exploring, or null: a replay string, or a text with a table. */
  readonly replay: string | null;
}

/** Something that happened in the kernel. `done`, `failed` and `cancelled` are the last ones. */
export type KernelEvent =
  | { readonly type: "cell"; readonly index: number }
  | { readonly type: "progress"; readonly progress: Progress }
  | {
      readonly type: "result";
      readonly cell: number;
      readonly result: CheckResult;
      /** Name of the sweep that the check is part of, or null. */
      readonly sweep: string | null;
    }
  | { readonly type: "matrix"; readonly cell: number; readonly matrix: Matrix }
  | { readonly type: "workloads"; readonly cell: number; readonly result: WorkloadsResult }
  | {
      readonly type: "replayed";
      readonly cell: number;
      readonly result: ReplayResult | TableResult;
    }
  | { readonly type: "console"; readonly text: string }
  | { readonly type: "failed"; readonly problems: readonly Problem[] }
  | { readonly type: "cancelled" }
  | { readonly type: "done" };
