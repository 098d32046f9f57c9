import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { CellBlock } from "../../notebook/document/block.js";
import type { Editor } from "../browser/load-editor.js";
import { duration } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { Icon, VerdictGlyph } from "../parts/icons.js";
import styles from "./Block.module.css";
import { CellOutputView, RecordedOutput } from "./CellOutput.js";
import { cellStatus } from "./cell-status.js";
import type { NotebookController } from "./controller.js";

/** What a cell needs. */
export interface CellProps {
  readonly controller: NotebookController;
  readonly block: CellBlock;
  /** File line of its first line of code. */
  readonly firstLine: number;
  readonly label: string;
  readonly editing: boolean;
  /** Null while Monaco is being loaded. */
  readonly editor: {
    readonly parts: Editor;
    readonly models: Editor["CellModels"]["prototype"];
  } | null;
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onLeave: (direction: "up" | "down") => void;
}

/** A cell: its heading, its code, and what running it gave. */
export function Cell(props: CellProps): ReactNode {
  const { controller, block, editor, firstLine } = props;
  const { name, code, id } = block;
  const summary = useStore(controller.store, (state) =>
    state.summary.cells.find((cell) => cell.block === id),
  );
  const output = useStore(controller.store, (state) => state.outputs.get(name));
  const record = useStore(controller.store, (state) => state.recorded.get(name));
  const stepLine = useStore(controller.store, () => {
    const place = controller.stepPlace;
    return place?.cell === name ? place.line : null;
  });
  const status = cellStatus(summary, output);
  const under = output?.phase === "running" || output?.phase === "queued";
  const freshness = summary?.freshness;
  return (
    <>
      <header className={styles.head}>
        <button
          type="button"
          className={controls.icon}
          aria-label={under ? `Interrupt ${name}` : `Run ${name}`}
          title={under ? "Interrupt" : "Run (Ctrl+Enter)"}
          onClick={() => void (under ? controller.interrupt() : controller.run([name]))}
        >
          <Icon name={under ? "pause" : "play"} />
        </button>
        <span className={styles.name}>{name}</span>
        <span
          className={`${styles.status} ${status.tone === null ? "" : (styles[status.tone] ?? "")}`}
        >
          {status.tone !== null && <VerdictGlyph tone={status.tone} />}
          {status.text}
        </span>
        <span className={styles.space} />
        {output?.ms != null && output.ms > 0 && (
          <span className={styles.status}>{duration(output.ms)}</span>
        )}
      </header>
      <div className={styles.code}>
        {editor === null ? (
          <pre className={styles.plain}>{code}</pre>
        ) : (
          <editor.parts.CellEditor
            models={editor.models}
            id={id}
            code={code}
            label={props.label}
            editing={props.editing}
            readOnly={false}
            stepLine={stepLine}
            onFocus={() => controller.select(id, "edit")}
            onKey={props.onKey}
            onLeave={props.onLeave}
          />
        )}
      </div>
      {output !== undefined && summary !== undefined && (
        <CellOutputView
          controller={controller}
          cell={summary}
          output={output}
          firstLine={firstLine}
        />
      )}
      {output === undefined && record !== undefined && freshness !== undefined && (
        <RecordedOutput
          record={record}
          because={freshness.kind === "stale" ? freshness.because : null}
        />
      )}
    </>
  );
}
