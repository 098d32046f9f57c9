import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { CellBlock } from "../../notebook/document/block.js";
import { readOptions, writeOptions } from "../../notebook/document/cell-options.js";
import { countLinks, nameProblem, renameEdits } from "../../notebook/document/rename-cell.js";
import styles from "./Block.module.css";
import { usePage } from "../browser/page-context.js";

/** Edits a cell's name and options where they stand; says what else changes with the name. */
export function HeadingForm({ block }: { readonly block: CellBlock }): ReactNode {
  const { controller } = usePage();
  const { editing, store } = controller;
  const [name, setName] = useState(block.name);
  const [options, setOptions] = useState(writeOptions(block.options));
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const { document } = store.getState().history;
  const read = readOptions(options);
  const problem = nameProblem(document, block.id, name) ?? read.problem;
  const links = name === block.name ? 0 : countLinks(document, block.name);
  const recorded = name !== block.name && store.getState().recorded.has(block.name);
  const follows = [
    ...(links === 0 ? [] : [links === 1 ? "1 link" : `${links} links`]),
    ...(recorded ? ["the recorded result"] : []),
  ].join(" and ");

  const end = (): void => editing.editHeading(null);
  const accept = (): void => {
    if (problem !== null) return;
    const same = writeOptions(read.options) === writeOptions(block.options);
    const edits = [
      ...renameEdits(document, block.id, name),
      ...(same ? [] : [{ type: "setOptions", id: block.id, options: read.options } as const]),
    ];
    end();
    if (edits.length > 0) editing.editTogether(edits);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") end();
    else if (event.key === "Enter") accept();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const described = problem !== null || follows !== "" ? id : undefined;
  return (
    <form
      ref={form}
      className={styles.heading}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (form.current?.contains(event.relatedTarget) === true) return;
        // Clicking elsewhere keeps what can be kept.
        if (problem === null) accept();
        else end();
      }}
    >
      <input
        className={styles.headingInput}
        aria-label="Name of the cell"
        aria-invalid={problem !== null}
        aria-describedby={described}
        autoFocus
        spellCheck={false}
        size={Math.max(12, name.length + 1)}
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value.trim())}
      />
      <input
        className={styles.headingInput}
        aria-label="Options of the cell"
        aria-describedby={described}
        placeholder="key=value"
        spellCheck={false}
        size={Math.max(14, options.length + 1)}
        value={options}
        onChange={(event) => setOptions(event.target.value)}
      />
      <span id={id} role="status" className={problem === null ? styles.status : styles.violated}>
        {problem ?? (follows === "" ? "" : `${follows} will follow`)}
      </span>
    </form>
  );
}
