import { useEffect, useState } from "react";
import style from "./BlockEditor.module.css";
import { monaco } from "./monaco.js";

/** Code as coloured text, exactly where an editor would draw it. */
export function Colorized({
  code,
  label,
  numbered,
}: {
  readonly code: string;
  readonly label: string;
  /** Whether the editor has line numbers. */
  readonly numbered: boolean;
}) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void monaco.editor.colorize(code, "typescript", { tabSize: 2 }).then((coloured) => {
      // Monaco escapes the text; all that it adds is spans with its own class names.
      if (current) setHtml(coloured);
    });
    return () => {
      current = false;
    };
  }, [code]);
  const classes = `${style.text} ${numbered ? style.numbered : ""}`;
  return html === null ? (
    <pre className={classes} aria-label={label}>
      {code}
    </pre>
  ) : (
    <pre className={classes} aria-label={label} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
