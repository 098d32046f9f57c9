import { useMemo } from "react";
import { useStore } from "zustand";
import type { BlockId } from "../../notebook/document/block.js";
import type { NotebookController } from "./controller.js";

/** A match in a block's text; see `use-marks.ts` of the editor. */
export interface MarkedMatch {
  readonly start: number;
  readonly end: number;
  readonly current: boolean;
}

/** What the search has found in each block, while its bar is open. */
export function usePageMatches({
  find,
  store,
}: NotebookController): ReadonlyMap<BlockId, readonly MarkedMatch[]> {
  const { open, query, current } = useStore(find.store);
  const document = useStore(store, (state) => state.history.document);
  return useMemo(() => {
    const byBlock = new Map<BlockId, MarkedMatch[]>();
    // The query and the document are what is found depends on.
    if (!open || query.text === "" || document.blocks.length === 0) return byBlock;
    find.found.matches.forEach(({ block, start, end }, index) => {
      const own = byBlock.get(block) ?? [];
      own.push({ start, end, current: index === current });
      byBlock.set(block, own);
    });
    return byBlock;
  }, [find, open, query, current, document]);
}
