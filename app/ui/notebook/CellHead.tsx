import type { ReactNode } from "react";
import type { CellBlock } from "../../notebook/document/block.js";
import type { CellSummary } from "../analysis/summary.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import styles from "./Block.module.css";
import type { CellRecord } from "../../notebook/results/record.js";
import { HeadingForm } from "./HeadingForm.js";
import type { CellOutput } from "./outputs.js";
import { RunButton } from "./RunButton.js";
import { RunStatus } from "./RunStatus.js";
import { usePage } from "../browser/page-context.js";

/** A cell's line above its code: run, name and options, what it found, and its menu. */
export function CellHead({
  block,
  summary,
  output,
  record,
  errors,
  renaming,
}: {
  readonly block: CellBlock;
  readonly summary: CellSummary | undefined;
  readonly output: CellOutput | undefined;
  readonly record: CellRecord | undefined;
  /** How much is wrong in its code; empty for nothing. */
  readonly errors: string;
  /** Whether its name and options are being edited. */
  readonly renaming: boolean;
}): ReactNode {
  const { controller, onMenu } = usePage();
  const { editing } = controller;
  const { id, name, options } = block;
  return (
    <header className={styles.head}>
      <RunButton controller={controller} name={name} output={output} />
      {renaming ? (
        <HeadingForm block={block} />
      ) : (
        <button
          type="button"
          className={styles.name}
          title="Change name and options (F2)"
          onClick={() => {
            editing.select(id, "command");
            editing.editHeading(id);
          }}
        >
          <span className={controls.hidden}>Name of the cell: </span>
          {name}
          {[...options].map(([key, value]) => (
            <span key={key} className={styles.option}>
              {key}={value}
            </span>
          ))}
        </button>
      )}
      {errors !== "" && <span className={styles.errors}>{errors}</span>}
      <RunStatus summary={summary} output={output} record={record} />
      <button
        type="button"
        className={`${controls.icon} ${styles.more}`}
        aria-label={`Commands for ${name}`}
        aria-haspopup="menu"
        title="More"
        onClick={(event) => {
          if (!editing.selection.includes(block)) editing.select(id, "command");
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          onMenu({ x: left, y: bottom });
        }}
      >
        <Icon name="more" />
      </button>
    </header>
  );
}
