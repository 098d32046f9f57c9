import type { ReactNode } from "react";
import { useStore } from "zustand";
import { cellStatus } from "../notebook/cell-status.js";
import { diagnosticsText } from "../notebook/diagnostics-text.js";
import type { Tab } from "./tab.js";
import { VerdictGlyph } from "../parts/icons.js";
import { outlineOf } from "./outline.js";
import styles from "./Workbench.module.css";

/** Headings and cells of a notebook, each with what the cell found. */
export function Outline({ tab: { controller } }: { readonly tab: Tab }): ReactNode {
  const document = useStore(controller.store, (state) => state.history.document);
  const selected = useStore(controller.store, (state) => state.selected);
  const summary = useStore(controller.store, (state) => state.summary);
  const outputs = useStore(controller.store, (state) => state.outputs);
  const diagnostics = useStore(controller.store, (state) => state.diagnostics);
  const entries = outlineOf(document);
  // Prose with several headings is one block: its first one stands for it.
  const current = entries.findIndex(({ block }) => block === selected);
  return (
    <ul className={styles.outline}>
      {entries.map(({ block, kind, text, level }, index) => {
        const cell = summary.cells.find((each) => each.block === block);
        const errors = kind === "cell" ? diagnosticsText(diagnostics.get(block)) : "";
        const status = kind === "cell" ? cellStatus(cell, outputs.get(text)) : null;
        return (
          <li key={index}>
            <button
              type="button"
              className={`${styles.entry} ${kind === "cell" ? styles.cellEntry : ""}`}
              style={{ paddingLeft: `${8 + 10 * (level - 1)}px` }}
              aria-current={index === current ? "true" : undefined}
              onClick={() => controller.select(block, "command")}
            >
              <span className={styles.entryText}>{text}</span>
              {errors !== "" && <span className={styles.errors}>{errors}</span>}
              {status?.tone != null && (
                <span title={status.text} role="img" aria-label={status.text}>
                  <VerdictGlyph tone={status.tone} />
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
