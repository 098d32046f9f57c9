import { createContext, type ReactNode, useContext } from "react";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";

/** What can be done with what a cell found. */
export interface FindingHandlers {
  readonly copyAsMail: (cell: string, scenario: string) => void;
  readonly openExport: (cell: string, scenario: string) => void;
}

/** Provides the handlers to the results in it; null where there is nothing to hand findings to. */
export const FindingContext = createContext<FindingHandlers | null>(null);

/** The ways in which a finding leaves the page, as buttons of its card. */
export function FindingActions(props: {
  readonly cell: string;
  /** The scenario's name where the cell checks several; empty for all that the cell found. */
  readonly scenario: string;
}): ReactNode {
  const handlers = useContext(FindingContext);
  const { cell, scenario } = props;
  if (handlers === null) return null;
  return (
    <>
      <button
        type="button"
        className={controls.quiet}
        onClick={() => handlers.copyAsMail(cell, scenario)}
      >
        <Icon name="copy" />
        Copy as mail
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label={`Export what #${cell} found`}
        onClick={() => handlers.openExport(cell, scenario)}
      >
        Export ...
      </button>
    </>
  );
}
