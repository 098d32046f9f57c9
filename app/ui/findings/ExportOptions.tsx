import { type ReactNode, useState } from "react";
import { HEADER_STYLES, type HeaderStyle } from "../../../engine/report/layout.js";
import { type ExportChoice, optionsOf } from "./export-words.js";
import styles from "./Findings.module.css";

/** The options of the form that is chosen, in the order of the command line's help. */
export function ExportOptions(props: {
  readonly choice: ExportChoice;
  readonly change: (some: Partial<ExportChoice>) => void;
}): ReactNode {
  const { choice, change } = props;
  const { table, lines, reply } = optionsOf(choice.form);
  return (
    <>
      {table && (
        <fieldset className={styles.options}>
          <legend>Tables</legend>
          <label>
            Headers
            <select
              value={choice.header}
              onChange={(event) => change({ header: event.target.value as HeaderStyle })}
            >
              {HEADER_STYLES.map((style) => (
                <option key={style}>{style}</option>
              ))}
            </select>
          </label>
          <NumberOption
            label="Indent"
            value={choice.indent}
            from={0}
            to={16}
            onChange={(indent) => change({ indent })}
          />
          <NumberOption
            label="Width"
            value={choice.width}
            from={40}
            to={200}
            onChange={(width) => change({ width })}
          />
          <Switch
            label="Line under headers"
            value={choice.underline}
            onChange={(underline) => change({ underline })}
          />
          <Switch
            label="Row of thread names"
            value={choice.roleRow}
            onChange={(roleRow) => change({ roleRow })}
          />
          <Switch
            label="Numbered steps, no columns"
            value={choice.steps}
            onChange={(steps) => change({ steps })}
          />
        </fieldset>
      )}
      {lines && (
        <fieldset className={styles.options}>
          <legend>Lines</legend>
          <NumberOption
            label="Quoting levels"
            value={choice.quote}
            from={0}
            to={9}
            onChange={(quote) => change({ quote })}
          />
          <Switch
            label="Source comment ( * )"
            value={choice.comment}
            onChange={(comment) => change({ comment })}
          />
        </fieldset>
      )}
      {reply && (
        <fieldset className={styles.options}>
          <legend>Reply</legend>
          <TextOption
            label="From"
            value={choice.from}
            placeholder="Name &lt;name@example.org&gt;"
            onChange={(from) => change({ from })}
          />
          <TextOption
            label="Date"
            value={choice.date}
            placeholder="the original's, or now"
            onChange={(date) => change({ date })}
          />
          <TextOption
            label="Message-ID"
            value={choice.messageId}
            placeholder="made from the content"
            onChange={(messageId) => change({ messageId })}
          />
        </fieldset>
      )}
    </>
  );
}

function NumberOption(props: {
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const { label, value, from, to, onChange } = props;
  const [text, setText] = useState(String(value));
  return (
    <label>
      {label}
      <input
        type="number"
        min={from}
        max={to}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const number = event.target.valueAsNumber;
          if (Number.isInteger(number) && number >= from && number <= to) onChange(number);
        }}
        onBlur={() => setText(String(value))}
      />
    </label>
  );
}

function Switch(props: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}): ReactNode {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        checked={props.value}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}

function TextOption(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className={styles.wide}>
      {props.label}
      <input
        type="text"
        value={props.value}
        placeholder={props.placeholder}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
