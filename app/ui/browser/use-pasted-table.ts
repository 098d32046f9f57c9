import { useEffect } from "react";
import { openTable } from "../findings/finding-commands.js";
import { hasTable } from "../findings/pasted-table.js";
import type { Workbench } from "../workbench/workbench.js";

/** A table that is pasted onto the notebook, and not into a text, is a question about it. */
export function usePastedTable(workbench: Workbench): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const { activeTab, state } = workbench;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const target = event.target as Element | null;
      if (event.defaultPrevented || activeTab === null || state.dialog !== null) return;
      if (target?.closest("input, textarea, .monaco-editor, .xterm") != null) return;
      if (!hasTable(text)) return;
      event.preventDefault();
      openTable(workbench, activeTab, text);
    };
    // Before whatever else is made of a paste, such as cells.
    window.addEventListener("paste", paste, { capture: true });
    return () => window.removeEventListener("paste", paste, { capture: true });
  }, [workbench]);
}
