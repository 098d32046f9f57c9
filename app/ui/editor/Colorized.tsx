import { useEffect, useState } from "react";
import style from "./CellEditor.module.css";
import { monaco } from "./monaco.js";

/** Code as coloured text, exactly where an editor would draw it. */
export function Colorized({ code, label }: { readonly code: string; readonly label: string }) {
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
  return html === null ? (
    <pre className={style.text} aria-label={label}>
      {code}
    </pre>
  ) : (
    <pre className={style.text} aria-label={label} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
