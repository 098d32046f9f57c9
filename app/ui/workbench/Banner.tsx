import type { ReactNode } from "react";
import controls from "../parts/controls.module.css";
import type { NoticeAction } from "./state.js";
import styles from "./Workbench.module.css";

/** One thing that the user should know, and what can be done about it. */
export interface BannerProps {
  readonly text: string;
  /** Whether something has failed. */
  readonly failed?: boolean;
  readonly actions?: readonly NoticeAction[];
}

/** A line above the notebook that stays until it is dealt with. */
export function Banner({ text, failed = false, actions = [] }: BannerProps): ReactNode {
  return (
    <p
      role={failed ? "alert" : "status"}
      className={`${styles.banner} ${failed ? styles.failed : ""}`}
    >
      {text}
      {actions.map(({ label, act }) => (
        <button key={label} type="button" className={controls.button} onClick={act}>
          {label}
        </button>
      ))}
    </p>
  );
}
