/** What the user looks at in a notebook: an interleaving, a step of it, and what is shown with it. */
import type { StoreApi } from "zustand/vanilla";
import type { PropertyResult } from "../../../engine/check/result.js";
import type { Trace } from "../../../engine/trace/trace.js";
import type { CellPlace } from "../../notebook/locate.js";
import { type Focus, isSameInterleaving, type NotebookState } from "./notebook-state.js";
import type { NotebookRunning } from "./running.js";
import { whatIfName } from "./what-ifs.js";

/** See the head of this file. */
export class NotebookLooking {
  /** The place that was asked for last: every cell asks for it with every change. */
  private located: {
    readonly focus: Focus | null;
    readonly trace: Trace | null;
    readonly place: CellPlace | null;
  } | null = null;

  constructor(
    private readonly store: StoreApi<NotebookState>,
    private readonly running: NotebookRunning,
  ) {}

  /** Looks at an interleaving; null to look at none. */
  look(focus: Focus | null): void {
    const { focus: before } = this.state;
    const same = focus !== null && before !== null && isSameInterleaving(focus, before);
    this.store.setState({ focus, ...(same ? {} : { filter: null, marked: [] }) });
  }

  /** Points at steps of the interleaving in focus. */
  mark(marked: readonly number[]): void {
    this.store.setState({ marked });
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
    return this.interleaving?.trace ?? null;
  }

  /** Replay string of the interleaving in focus; null for none. */
  get replay(): string | null {
    return this.interleaving?.replay ?? null;
  }

  private get interleaving(): Pick<PropertyResult, "trace" | "replay"> | null {
    const { focus, outputs, whatIfs } = this.state;
    if (focus === null) return null;
    const whatIf = whatIfs.get(whatIfName(focus));
    if (focus.whatIf === "made") return whatIf?.followed ?? null;
    const result =
      focus.whatIf === "explored"
        ? whatIf?.explored
        : outputs.get(focus.cell)?.checks[focus.check]?.result;
    return result?.properties.find(({ property }) => property === focus.property) ?? null;
  }

  /** Where in the cells the step in focus is; null where that is not known. */
  get stepPlace(): CellPlace | null {
    const { focus } = this.state;
    const { trace } = this;
    if (this.located?.focus !== focus || this.located.trace !== trace) {
      const step = focus === null || focus.step < 0 ? undefined : trace?.steps.at(focus.step);
      const position = step?.position ?? null;
      const place = position === null ? null : this.running.placeOf(position);
      this.located = { focus, trace, place };
    }
    return this.located.place;
  }

  /** The line of a cell that the step in focus is at, from 1; null where it is elsewhere. */
  stepLineOf(cell: string): number | null {
    const place = this.stepPlace;
    return place?.cell === cell ? place.line : null;
  }

  private get state(): NotebookState {
    return this.store.getState();
  }
}
