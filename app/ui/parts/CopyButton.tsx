import { type ReactNode, useEffect, useState } from "react";
import controls from "./controls.module.css";
import { Icon } from "./icons.js";

/** How long the button says that it has copied, in milliseconds. */
const CONFIRMED = 1500;

/** Copies a text and says so, or says that the browser refused. */
export function CopyButton(props: {
  /** What the button is called: `Copy replay string`. */
  readonly label: string;
  /** Shown beside the icon; by default only the icon is. */
  readonly caption?: string;
  readonly text: string;
  readonly disabled?: boolean;
  /** Told when the text has been copied. */
  readonly onCopied?: () => void;
}): ReactNode {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), CONFIRMED);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    navigator.clipboard.writeText(props.text).then(
      () => {
        setOutcome("copied");
        props.onCopied?.();
      },
      () => setOutcome("refused"),
    );
  };
  return (
    <button
      type="button"
      className={props.caption === undefined ? controls.icon : controls.button}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={copy}
    >
      <Icon name={outcome === "copied" ? "done" : outcome === "refused" ? "close" : "copy"} />
      {props.caption}
      <span role="status" className={controls.hidden}>
        {outcome === "copied" ? "Copied" : outcome === "refused" ? "Copying was refused" : ""}
      </span>
    </button>
  );
}
