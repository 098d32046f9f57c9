import { type ReactNode, useId } from "react";
import styles from "./Settings.module.css";

/** One of a few, all of them shown. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChoose: (value: T) => void;
}): ReactNode {
  const { label, value, options, onChoose } = props;
  const name = useId();
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>{label}</legend>
      <span className={styles.choices}>
        {options.map(([option, text]) => (
          <label key={option} className={styles.choice}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            {text}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
