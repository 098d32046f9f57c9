/** One block's text: text that looks like an editor, and becomes one when it is needed. */
import { useState } from "react";
import { Colorized } from "./Colorized.jsx";
import { lineHeight, mostLines, padding } from "./editor-options.js";
import { MountedEditor, type MountedEditorProps } from "./MountedEditor.jsx";
import style from "./BlockEditor.module.css";

export interface BlockEditorProps extends Omit<MountedEditorProps, "focus" | "onHeight"> {
  readonly text: string;
  /** True near to what is visible of the page. */
  readonly near: boolean;
  /** True while the keyboard belongs to this text. */
  readonly editing: boolean;
}

/**
 * Shows a block's text. Far away from what is visible it is plain coloured text of the same size, so
 * that a notebook of a hundred cells opens at once and nothing jumps when editors come and go.
 */
export function BlockEditor({ text, near, editing, ...editor }: BlockEditorProps) {
  /** What Monaco measured; good for as many lines as there were then. */
  const [measured, setMeasured] = useState<{ height: number; lines: number } | null>(null);

  const lines = text.split("\n").length;
  const measuredHeight = measured?.lines === lines ? measured.height : null;
  const height = Math.min(measuredHeight ?? heightOf(lines), heightOf(mostLines));

  return (
    <div className={style.frame} style={{ height }}>
      {near || editing ? (
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
