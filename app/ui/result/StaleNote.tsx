import type { ReactNode } from "react";
import { VerdictGlyph } from "../parts/icons.js";
import styles from "./VerdictCard.module.css";

/** Says on a card that its result is of an earlier text, and of which. */
export function StaleNote({ since }: { readonly since: string }): ReactNode {
  return (
    <p className={styles.stale}>
      <VerdictGlyph tone="stale" />
      <span>
        <strong>STALE</strong> {since}
      </span>
    </p>
  );
}
