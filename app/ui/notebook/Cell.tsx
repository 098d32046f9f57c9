import type { ReactNode } from "react";
import type { CellBlock } from "../../notebook/document/block.js";
import { BlockText } from "./BlockText.js";
import { summaryOf } from "../analysis/summary.js";
import styles from "./Block.module.css";
import { CellHead } from "./CellHead.js";
import { CellOutputView } from "./CellOutput.js";
import { FoldedLine } from "./FoldedLine.js";
import { RecordedOutput } from "./RecordedOutput.js";
import { usePage } from "../browser/page-context.js";
import { useFields } from "../browser/use-fields.js";
import type { MarkedMatch } from "./use-page-matches.js";

/** What a cell needs. */
export interface CellProps {
  readonly block: CellBlock;
  /** File line of its first line of code. */
  readonly firstLine: number;
  readonly label: string;
  /** How much is wrong in its code; empty for nothing. */
  readonly errors: string;
  readonly editing: boolean;
  readonly matches: readonly MarkedMatch[];
}

/** A cell: its heading, its code, and what running it gave. */
export function Cell({ block, firstLine, label, errors, editing, matches }: CellProps): ReactNode {
  const { controller } = usePage();
  const { name, code, id } = block;
  const { looking, store } = controller;
  const { summary, output, record, codeFolded, outputFolded, renaming, stepLine } = useFields(
    store,
    ({ folded, heading, outputs, recorded, summary }) => ({
      summary: summaryOf(summary, id),
      output: outputs.get(name),
      record: recorded.get(name),
      codeFolded: folded.code.has(id),
      outputFolded: folded.output.has(id),
      renaming: heading === id,
      stepLine: looking.stepLineOf(name),
    }),
  );
  const hasOutput = output !== undefined || (record !== undefined && summary !== undefined);
  return (
    <>
      <CellHead
        block={block}
        summary={summary}
        output={output}
        record={record}
        errors={errors}
        renaming={renaming}
      />
      {codeFolded && !editing ? (
        <FoldedLine
          label={`Show the code of ${name}`}
          text={firstLineOf(code)}
          count={code === "" ? 0 : code.split("\n").length}
          onUnfold={() => controller.editing.fold("code", [id], false)}
        />
      ) : (
        <div className={styles.code}>
          <BlockText
            id={id}
            kind="code"
            text={code}
            label={label}
            editing={editing}
            stepLine={stepLine}
            matches={matches}
          />
        </div>
      )}
      {outputFolded && hasOutput && (
        <FoldedLine
          label={`Show the output of ${name}`}
          text="Output"
          count={null}
          onUnfold={() => controller.editing.fold("output", [id], false)}
        />
      )}
      {!outputFolded && output !== undefined && summary !== undefined && (
        <CellOutputView
          controller={controller}
          cell={summary}
          output={output}
          firstLine={firstLine}
        />
      )}
      {!outputFolded && output === undefined && record !== undefined && summary !== undefined && (
        <RecordedOutput controller={controller} cell={summary} record={record} />
      )}
    </>
  );
}

/** The first line that says something. */
function firstLineOf(code: string): string {
  return code.split("\n").find((line) => !/^\s*(import\b.*|[)}\]; ]*)$/.test(line)) ?? code;
}
