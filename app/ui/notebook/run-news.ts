import type { RunEnd, SessionEvent } from "../../kernel/protocol.js";
import type { Wish } from "../../notebook/graph/selection.js";

/** What happens in the runs of a notebook, in order. */
export type RunNews =
  /** A run was asked for; it may wait for others. */
  | { readonly type: "begun"; readonly run: number; readonly wish: Wish }
  | SessionEvent
  | { readonly type: "ended"; readonly run: number; readonly end: RunEnd };
