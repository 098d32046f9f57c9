import { type ReactNode, useRef } from "react";
import { NearContext, useNearness } from "../browser/nearness.js";
import page from "./NotebookPage.module.css";

/** A place on the page. What is far from the screen keeps its size and is not drawn. */
export function Slot({ children }: { readonly children: ReactNode }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const near = useNearness(element);
  return (
    <div ref={element} className={near === false ? `${page.slot} ${page.far}` : page.slot}>
      <NearContext value={near === true}>{children}</NearContext>
    </div>
  );
}
