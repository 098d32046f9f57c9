/** One block's text: text that looks like an editor, and becomes one when it is needed. */
import { useEffect, useRef, useState } from "react";
import { Colorized } from "./Colorized.jsx";
import { lineHeight, mostLines, padding } from "./editor-options.js";
import { MountedEditor, type MountedEditorProps } from "./MountedEditor.jsx";
import style from "./BlockEditor.module.css";

/** Distance from the visible part of the page, in pixels, within which blocks have editors. */
const near = 400;

export interface BlockEditorProps extends Omit<MountedEditorProps, "focus" | "onHeight"> {
  readonly text: string;
  /** True while the keyboard belongs to this text. */
  readonly editing: boolean;
}

/**
 * Shows a block's text. Far away from what is visible it is plain coloured text of the same size, so
 * that a notebook of a hundred cells opens at once and nothing jumps when editors come and go.
 */
export function BlockEditor({ text, editing, ...editor }: BlockEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  /** What Monaco measured; good for as many lines as there were then. */
  const [measured, setMeasured] = useState<{ height: number; lines: number } | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      // Of several changes the last one counts.
      (entries) => setNear(entries.at(-1)?.isIntersecting === true),
      { rootMargin: `${near}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const lines = text.split("\n").length;
  const measuredHeight = measured?.lines === lines ? measured.height : null;
  const height = Math.min(measuredHeight ?? heightOf(lines), heightOf(mostLines));

  return (
    <div ref={frame} className={style.frame} style={{ height }} onPointerDown={() => setNear(true)}>
      {isNear || editing ? (
        <MountedEditor
          {...editor}
          focus={editing}
          onHeight={(pixels) => setMeasured({ height: pixels, lines })}
        />
      ) : (
        <Colorized code={firstLines(text)} label={editor.label} numbered={editor.numbered} />
      )}
    </div>
  );
}

/** The pixels that so many lines take. */
function heightOf(lines: number): number {
  return lines * lineHeight + 2 * padding;
}

/** As much of a text as is ever seen of it without an editor. */
function firstLines(text: string): string {
  const lines = text.split("\n");
  return lines.length <= mostLines ? text : lines.slice(0, mostLines).join("\n");
}
