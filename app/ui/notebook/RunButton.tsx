import type { ReactNode } from "react";
import { useDelayed } from "../browser/use-delayed.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import type { NotebookController } from "./controller.js";
import type { CellOutput } from "./outputs.js";

/** Runs a cell, or stops what runs while the cell does or waits to. */
export function RunButton({
  controller,
  name,
  output,
}: {
  readonly controller: NotebookController;
  readonly name: string;
  readonly output: CellOutput | undefined;
}): ReactNode {
  const under = useDelayed(output?.phase === "running" || output?.phase === "queued");
  return (
    <button
      type="button"
      className={controls.icon}
      aria-label={under ? `Interrupt ${name}` : `Run ${name}`}
      title={under ? "Interrupt (I I)" : "Run (Ctrl+Enter)"}
      onClick={() => void (under ? controller.interrupt() : controller.run([name]))}
    >
      <Icon name={under ? "stop" : "play"} />
    </button>
  );
}
