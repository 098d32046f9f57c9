import { memo, type ReactNode, useRef } from "react";
import { NearContext, useNearness } from "../browser/nearness.js";
import { BlockFrame, type BlockFrameProps } from "./BlockFrame.js";
import type { NotebookEditing } from "./editing.js";
import { InsertBar } from "./InsertBar.js";
import page from "./NotebookPage.module.css";

/** What a block's slot needs. */
export interface SlotProps extends BlockFrameProps {
  readonly editing: NotebookEditing;
  /** Whether what is dragged would be dropped before the block. */
  readonly dropping: boolean;
}

/**
 * A block with the place before it. What is far from the screen keeps its size and is not drawn.
 * With each key all slots of a notebook are looked at, and all but one found to be as they were.
 */
export const Slot = memo(function Slot({ editing, dropping, ...block }: SlotProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const near = useNearness(element);
  return (
    <div ref={element} className={near === false ? `${page.slot} ${page.far}` : page.slot}>
      <NearContext value={near === true}>
        <InsertBar editing={editing} at={block.index} dropping={dropping} />
        <BlockFrame {...block} />
      </NearContext>
    </div>
  );
});
