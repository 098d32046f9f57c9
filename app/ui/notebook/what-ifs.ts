/**
 * Interleavings that the user makes by hand or asks for, beside those that checks have found: a fork
 * of one, a simulation from the initial state, one that ends in an outcome. One for each check.
 */
import type { StoreApi } from "zustand/vanilla";
import type { CheckResult } from "../../../engine/check/result.js";
import type { OutcomeWitness } from "../../../engine/check/outcome-witness.js";
import type { Followed } from "../../../engine/trace/follow.js";
import type { CheckRef, Schedule } from "../../kernel/queries/questions.js";
import type { NotebookState } from "./notebook-state.js";
import type { NotebookRunning } from "./running.js";

/** See the head of this file. */
export interface WhatIf {
  /** What it is: `by hand`, `from step 8 on, writer goes on`, `ends in r0=1`. */
  readonly title: string;
  readonly check: CheckRef;
  /** The outcome that it was asked for by; null for one that was made by hand. */
  readonly outcome: OutcomeShown | null;
  /** The property whose interleaving it leaves; null for one that begins by itself. */
  readonly of: string | null;
  readonly schedule: Schedule;
  /** Where the schedule leads; the place before while that is being asked, null at first. */
  readonly followed: Followed | null;
  /** Why the last question had no answer; null when it had. */
  readonly problem: string | null;
  readonly exploring: boolean;
  /** What exploring everything that can follow has found; null before that. */
  readonly explored: CheckResult | null;
  /** Key of the cell's output that it belongs to. */
  readonly key: string | null;
}

/** An outcome whose interleaving is shown. */
export interface OutcomeShown {
  /** As in `Outcome.text`. */
  readonly text: string;
  /** Its simplest interleaving; null while that is looked for, or where there is none. */
  readonly witness: Pick<OutcomeWitness, "switches" | "minimal"> | null;
}

/** What an interleaving begins with. */
export type Begun = Pick<WhatIf, "title" | "check" | "of" | "schedule">;

/** A what-if whose schedule has been followed. */
export interface FollowedWhatIf {
  readonly whatIf: WhatIf;
  /** Whether it begins with this schedule; it goes on otherwise. */
  readonly begins: boolean;
}

/** The name of a check's what-if. */
export function whatIfName({ cell, check }: CheckRef): string {
  return `${cell} ${check}`;
}

/** See the head of this file. */
export class WhatIfs {
  private readonly listeners = new Set<(followed: FollowedWhatIf) => void>();

  constructor(
    private readonly store: StoreApi<NotebookState>,
    private readonly running: NotebookRunning,
  ) {}

  /** Tells where what-ifs have led. */
  listen(listener: (followed: FollowedWhatIf) => void): void {
    this.listeners.add(listener);
  }

  /** Begins an interleaving with a schedule; it takes the place of the check's earlier one. */
  begin(begun: Begun): Promise<void> {
    this.put(this.new({ ...begun, outcome: null }));
    return this.follow(begun.check, begun.schedule);
  }

  /** Begins the simplest interleaving that ends in an outcome. */
  async beginWithOutcome(check: CheckRef, outcome: string): Promise<void> {
    const title = `ends in ${outcome === "" ? "(none)" : outcome}`;
    const shown = { text: outcome, witness: null };
    const asked = this.new({ title, check, of: null, schedule: { replay: null }, outcome: shown });
    this.put({ ...asked, exploring: true });
    // Another one may have taken its place, or it was closed, before the answer comes.
    const isWanted = (): boolean => this.of(check)?.schedule === asked.schedule;
    await this.answer(check, isWanted, async () => {
      const witness = await this.running.ask({ type: "outcome", check, outcome });
      if (!isWanted()) return;
      if (witness === null) throw new Error("No interleaving that was explored ends so.");
      const { replay, switches, minimal } = witness;
      const schedule = { replay };
      const found = { text: outcome, witness: { switches, minimal } };
      this.put({ ...asked, schedule, outcome: found });
      await this.follow(check, schedule);
    });
    if (isWanted()) this.change(check, { exploring: false });
  }

  /** Lets a thread, or a store buffer, make its next step. */
  step(check: CheckRef, move: number): Promise<void> {
    const whatIf = this.of(check);
    if (whatIf === null) return Promise.resolve();
    const { then = [] } = whatIf.schedule;
    return this.follow(check, { ...whatIf.schedule, then: [...then, move] });
  }

  /** Takes the last step back. */
  back(check: CheckRef): Promise<void> {
    const whatIf = this.of(check);
    const made = whatIf?.followed?.trace.steps.length ?? 0;
    if (whatIf === null || made === 0) return Promise.resolve();
    const { replay, then = [] } = whatIf.schedule;
    if (then.length > 0) return this.follow(check, { ...whatIf.schedule, then: then.slice(0, -1) });
    return this.follow(check, { replay, steps: made - 1 });
  }

  /** Explores everything that can follow. */
  async explore(check: CheckRef): Promise<void> {
    const whatIf = this.of(check);
    if (whatIf === null) return;
    const { schedule } = whatIf;
    this.change(check, { exploring: true, explored: null, problem: null });
    const isWanted = (): boolean => this.of(check)?.schedule === schedule;
    await this.answer(check, isWanted, async () => {
      const explored = await this.running.ask({ type: "explore", check, schedule });
      if (isWanted()) this.change(check, { explored });
    });
    if (isWanted()) this.change(check, { exploring: false });
  }

  /** Goes back to what the check has found. */
  close(check: CheckRef): void {
    const { whatIfs, focus } = this.store.getState();
    const left = new Map(whatIfs);
    left.delete(whatIfName(check));
    const gone = focus?.whatIf !== undefined && whatIfName(focus) === whatIfName(check);
    this.store.setState({ whatIfs: left, ...(gone ? { focus: null } : {}) });
  }

  /** The what-if of a check; null for none. */
  of(check: CheckRef): WhatIf | null {
    return this.store.getState().whatIfs.get(whatIfName(check)) ?? null;
  }

  private new(begun: Begun & Pick<WhatIf, "outcome">): WhatIf {
    const key = this.store.getState().outputs.get(begun.check.cell)?.key ?? null;
    return { ...begun, followed: null, problem: null, exploring: false, explored: null, key };
  }

  private follow(check: CheckRef, schedule: Schedule): Promise<void> {
    this.change(check, { schedule, exploring: false, explored: null, problem: null });
    const isWanted = (): boolean => this.of(check)?.schedule === schedule;
    return this.answer(check, isWanted, async () => {
      const followed = await this.running.ask({ type: "follow", check, schedule });
      const whatIf = this.of(check);
      if (whatIf === null || !isWanted()) return;
      const now = { ...whatIf, followed };
      this.put(now);
      const begins = whatIf.followed === null;
      for (const listener of this.listeners) listener({ whatIf: now, begins });
      const { cell, check: ordinal } = check;
      const property = whatIf.of ?? "";
      const step = followed.trace.steps.length - 1;
      this.store.setState({
        focus: { cell, check: ordinal, property, step, whatIf: "made" },
        filter: null,
      });
    });
  }

  private async answer(
    check: CheckRef,
    isWanted: () => boolean,
    ask: () => Promise<void>,
  ): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (!isWanted()) return;
      const message = error instanceof Error ? error.message : String(error);
      this.change(check, { problem: message });
    }
  }

  private change(check: CheckRef, change: Partial<WhatIf>): void {
    const whatIf = this.of(check);
    if (whatIf !== null) this.put({ ...whatIf, ...change });
  }

  private put(whatIf: WhatIf): void {
    const { whatIfs } = this.store.getState();
    this.store.setState({ whatIfs: new Map(whatIfs).set(whatIfName(whatIf.check), whatIf) });
  }
}
