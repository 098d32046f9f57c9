import { HeddleError } from "../../scenario/errors.js";
import type { CheckResult } from "../result.js";
import type { StateSearch } from "../../explore/states/state-search.js";
import type { HelperMessage, LeaderMessage, Link, Outcome } from "./link.js";

/** How a crew is led; everything has a default. */
export interface CrewOptions {
  /** States from which on help with a search is called. Default 200,000: sooner is too late. */
  readonly manyStates?: number | undefined;
  /** How checks of cells that this crew does not lead have ended. Default none. */
  readonly earlier?: readonly LeaderMessage[];
}

/**
 * Other kernels that evaluate the same cells, so that they hold the same scenarios, and that help
 * with large searches. They are started when they are first needed. Every check has a name, the
 * same in all kernels; a helper does not explore, it is told how each check has ended.
 */
export class CrewLeader {
  readonly role = "leader";
  /** States from which on help with a search is called. */
  readonly manyStates: number;
  private readonly nameCheck: () => string;
  private readonly start: () => readonly Link[];
  /** How the checks so far have ended, for helpers that have yet to come to them. */
  readonly settled: LeaderMessage[] = [];
  private readonly earlier: readonly LeaderMessage[];
  private links: readonly Link[] | null = null;
  private disbanded = false;

  /**
   * @param nameCheck names the check that begins: its cell and its number in the cell
   * @param start starts the helpers and connects to them; called at most once
   */
  constructor(
    nameCheck: () => string,
    start: () => readonly Link[],
    { manyStates = 200_000, earlier = [] }: CrewOptions = {},
  ) {
    this.earlier = earlier;
    this.manyStates = manyStates;
    this.nameCheck = nameCheck;
    this.start = start;
  }

  /** Runs a check, and keeps how it has ended for the helpers. */
  async lead(run: (recruits: Recruits) => Promise<CheckResult>): Promise<CheckResult> {
    const check = this.nameCheck();
    try {
      const result = await run(new Recruits(this, check));
      this.settle(check, { result });
      return result;
    } catch (error) {
      const hint = error instanceof HeddleError ? error.hint : "";
      const message = error instanceof Error ? error.message : String(error);
      this.settle(check, { error: { message, hint } });
      throw error;
    }
  }

  private settle(check: string, outcome: Outcome): void {
    if (this.disbanded) return;
    const message: LeaderMessage = { type: "settled", check, outcome };
    this.settled.push(message);
    for (const link of this.links ?? []) link.send(message);
  }

  /** Calls the helpers to a check. Those that come say "ready". Empty when there are none. */
  call(check: string): readonly Link[] {
    if (this.disbanded) return [];
    if (this.links === null) {
      this.links = this.start();
      const past = [...this.earlier, ...this.settled];
      for (const link of this.links) for (const message of past) link.send(message);
    }
    this.links = this.links.filter(({ lost }) => !lost);
    for (const link of this.links) link.send({ type: "call", check } satisfies LeaderMessage);
    return this.links;
  }

  /** Does without helpers from now on: what the cells do can no longer be done twice. */
  disband(): void {
    this.disbanded = true;
  }
}

/** Helpers on their way to a check. */
export class Recruits {
  readonly check: string;
  private readonly crew: CrewLeader;
  private called: readonly Link[] | null = null;
  private readonly arrived = new Set<Link>();

  constructor(crew: CrewLeader, check: string) {
    this.crew = crew;
    this.check = check;
  }

  /** Calls the helpers when a search has become large; true once they are ready to join it. */
  readyFor(search: StateSearch): boolean {
    if (search.visited.size < this.crew.manyStates) return false;
    this.called ??= this.crew.call(this.check);
    for (const link of this.called) {
      for (let heard = link.take(); heard !== undefined; heard = link.take()) {
        const message = heard as HelperMessage;
        if (message.type === "ready" && message.check === this.check) this.arrived.add(link);
      }
    }
    return this.links.length > 0 && this.links.every((link) => this.arrived.has(link));
  }

  /** The helpers that were called and are still there. */
  get links(): readonly Link[] {
    return this.called?.filter(({ lost }) => !lost) ?? [];
  }
}
