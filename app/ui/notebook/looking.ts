/** What the user looks at in a notebook: an interleaving, a step of it, and what is shown with it. */
import type { StoreApi } from "zustand/vanilla";
import type { Trace } from "../../../engine/trace/trace.js";
import type { CellPlace } from "../../notebook/locate.js";
import type { Focus, NotebookState } from "./notebook-state.js";
import type { NotebookRunning } from "./running.js";

/** See the head of this file. */
export class NotebookLooking {
  constructor(
    private readonly store: StoreApi<NotebookState>,
    private readonly running: NotebookRunning,
  ) {}

  /** Looks at an interleaving; null to look at none. */
  look(focus: Focus | null): void {
    const before = this.state.focus;
    const same =
      before?.cell === focus?.cell &&
      before?.check === focus?.check &&
      before?.property === focus?.property;
    this.store.setState({ focus, ...(same ? {} : { filter: null }) });
  }

  /** Shows only the steps that touch one of these locations; all for null. */
  filter(filter: readonly string[] | null): void {
    this.store.setState({ filter });
  }

  /** Evaluates these expressions at every step. */
  watch(watches: readonly string[]): void {
    this.store.setState({ watches });
  }

  /** The interleaving in focus; null for none. */
  get trace(): Trace | null {
    const { focus, outputs } = this.state;
    if (focus === null) return null;
    const check = outputs.get(focus.cell)?.checks[focus.check];
    const properties = check?.result.properties ?? [];
    return properties.find(({ property }) => property === focus.property)?.trace ?? null;
  }

  /** Where in the cells the step in focus is; null where that is not known. */
  get stepPlace(): CellPlace | null {
    const { focus } = this.state;
    const position = this.trace?.steps.at(Math.max(focus?.step ?? 0, 0))?.position ?? null;
    return position === null || (focus?.step ?? -1) < 0 ? null : this.running.placeOf(position);
  }

  private get state(): NotebookState {
    return this.store.getState();
  }
}
