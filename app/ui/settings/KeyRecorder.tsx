import { type ReactNode, useState } from "react";
import { showKeys, spellKey } from "../commands/keys.js";
import styles from "./Settings.module.css";

/** Keys that only come with others. */
const modifiers = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock"]);

/**
 * Takes the next key presses: one, or a sequence of two. Enter after them accepts, Escape gives up.
 */
export function KeyRecorder({
  mac,
  label,
  onRecorded,
}: {
  readonly mac: boolean;
  readonly label: string;
  /** Null when nothing is to be changed. */
  readonly onRecorded: (keys: string | null) => void;
}): ReactNode {
  const [pressed, setPressed] = useState<readonly string[]>([]);
  return (
    <>
      <input
        className={styles.recorder}
        aria-label={label}
        readOnly
        autoFocus
        placeholder="press keys, then Enter"
        value={pressed.map((keys) => showKeys(keys, mac)).join(" ")}
        onBlur={() => onRecorded(null)}
        onKeyDown={(event) => {
          if (event.key === "Tab" || modifiers.has(event.key)) return;
          event.preventDefault();
          event.stopPropagation();
          const keys = spellKey(
            {
              key: event.key,
              code: event.code,
              ctrlKey: event.ctrlKey,
              metaKey: event.metaKey,
              altKey: event.altKey,
              shiftKey: event.shiftKey,
            },
            mac,
          );
          if (keys === "Escape") onRecorded(null);
          else if (keys === "Enter" && pressed.length > 0) onRecorded(pressed.join(" "));
          else setPressed(pressed.length === 2 ? [keys] : [...pressed, keys]);
        }}
      />
      {pressed.length > 0 && (
        <span className={styles.recorded}>Enter to accept, Esc to give up</span>
      )}
    </>
  );
}
