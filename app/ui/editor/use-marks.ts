import { useEffect } from "react";
import style from "./BlockEditor.module.css";
import { monaco } from "./monaco.js";

/** A place in a text that a search has found; in UTF-16 units. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** Whether it is the one that the search is at. */
  readonly current: boolean;
}

/** Marks the line of the step that is looked at, and what a search has found. */
export function useMarks(
  editor: monaco.editor.ICodeEditor | null,
  stepLine: number | null,
  matches: readonly Match[],
): void {
  useEffect(() => {
    if (editor === null || stepLine === null) return;
    const marked = editor.createDecorationsCollection([
      {
        range: new monaco.Range(stepLine, 1, stepLine, 1),
        options: { isWholeLine: true, className: style.step },
      },
    ]);
    editor.revealLineInCenterIfOutsideViewport(stepLine);
    return () => marked.clear();
  }, [editor, stepLine]);

  useEffect(() => {
    const model = editor?.getModel();
    if (editor === null || model == null || matches.length === 0) return;
    const rangeOf = ({ start, end }: Match): monaco.Range =>
      monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    const marked = editor.createDecorationsCollection(
      matches.map((match) => ({
        range: rangeOf(match),
        options: { className: match.current ? style.currentMatch : style.match },
      })),
    );
    const current = matches.find((match) => match.current);
    if (current !== undefined) {
      const frame = requestAnimationFrame(() =>
        editor.revealRangeInCenterIfOutsideViewport(rangeOf(current)),
      );
      return () => {
        cancelAnimationFrame(frame);
        marked.clear();
      };
    }
    return () => marked.clear();
  }, [editor, matches]);
}
