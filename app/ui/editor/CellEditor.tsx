/** One cell's code: text that looks like an editor, and becomes one when it is needed. */
import { useEffect, useRef, useState } from "react";
import type { CellModels } from "./cell-models.js";
import { lineHeight, padding } from "./editor-options.js";
import { MountedEditor, type MountedEditorProps } from "./MountedEditor.jsx";
import { Colorized } from "./Colorized.jsx";
import style from "./CellEditor.module.css";

/** Distance from the visible part of the page, in pixels, within which cells have editors. */
const near = 400;

export interface CellEditorProps extends Omit<MountedEditorProps, "focus"> {
  readonly models: CellModels;
  readonly code: string;
  /** Said by screen readers: `cell 3, lost-update`. */
  readonly label: string;
  /** True while the keyboard belongs to this cell's text. */
  readonly editing: boolean;
}

/**
 * Shows a cell's code. Far away from what is visible it is plain coloured text of the same size, so
 * that a notebook of a hundred cells opens at once and nothing jumps when editors come and go.
 */
export function CellEditor({ code, editing, ...editor }: CellEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  /** What Monaco measured; good for as many lines as there were then. */
  const [measured, setMeasured] = useState<{ height: number; lines: number } | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry.isIntersecting), {
      rootMargin: `${near}px 0px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const lines = code.split("\n").length;
  const estimate = lines * lineHeight + 2 * padding;
  const height = measured?.lines === lines ? measured.height : estimate;

  return (
    <div ref={frame} className={style.frame} style={{ height }} onPointerDown={() => setNear(true)}>
      {isNear || editing ? (
        <MountedEditor
          {...editor}
          focus={editing}
          onHeight={(pixels) => setMeasured({ height: pixels, lines })}
        />
      ) : (
        <Colorized code={code} label={editor.label} />
      )}
    </div>
  );
}
