import { memo, type ReactNode } from "react";
import { useStore } from "zustand";
import { summaryOf } from "../analysis/summary.js";
import { cellStatus } from "../notebook/cell-status.js";
import type { NotebookController } from "../notebook/controller.js";
import { diagnosticsText } from "../notebook/diagnostics-text.js";
import type { Tab } from "./tab.js";
import type { StatusTone } from "../result/verdicts.js";
import { VerdictGlyph } from "../parts/icons.js";
import { type OutlineEntry, outlineOf } from "./outline.js";
import styles from "./Workbench.module.css";

/** Headings and cells of a notebook, each with what the cell found. */
export function Outline({ tab: { controller } }: { readonly tab: Tab }): ReactNode {
  const document = useStore(controller.store, (state) => state.history.document);
  const selected = useStore(controller.store, (state) => state.selected);
  const summary = useStore(controller.store, (state) => state.summary);
  const outputs = useStore(controller.store, (state) => state.outputs);
  const recorded = useStore(controller.store, (state) => state.recorded);
  const diagnostics = useStore(controller.store, (state) => state.diagnostics);
  const entries = outlineOf(document);
  // Prose with several headings is one block: its first one stands for it.
  const current = entries.findIndex(({ block }) => block === selected);
  return (
    <ul className={styles.outline}>
      {entries.map(({ block, kind, text, level }, index) => {
        const cell = summaryOf(summary, block);
        const status =
          kind === "cell" ? cellStatus(cell, outputs.get(text), recorded.get(text)) : null;
        return (
          <OutlineLine
            key={index}
            controller={controller}
            block={block}
            kind={kind}
            text={text}
            level={level}
            isCurrent={index === current}
            status={status?.text ?? ""}
            tone={status?.tone ?? null}
            errors={kind === "cell" ? diagnosticsText(diagnostics.get(block)) : ""}
          />
        );
      })}
    </ul>
  );
}

/** One heading or cell; drawn again only when it says something else. */
const OutlineLine = memo(function OutlineLine(
  props: OutlineEntry & {
    readonly controller: NotebookController;
    readonly isCurrent: boolean;
    readonly status: string;
    readonly tone: StatusTone | null;
    readonly errors: string;
  },
): ReactNode {
  const { controller, block, kind, text, level, isCurrent, status, tone, errors } = props;
  return (
    <li>
      <button
        type="button"
        className={`${styles.entry} ${kind === "cell" ? styles.cellEntry : ""}`}
        style={{ paddingLeft: `${8 + 10 * (level - 1)}px` }}
        aria-current={isCurrent ? "true" : undefined}
        onClick={() => controller.select(block, "command")}
      >
        <span className={styles.entryText}>{text}</span>
        {errors !== "" && <span className={styles.errors}>{errors}</span>}
        {tone !== null && (
          <span title={status} role="img" aria-label={status}>
            <VerdictGlyph tone={tone} />
          </span>
        )}
      </button>
    </li>
  );
});
