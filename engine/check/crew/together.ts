/**
 * A search of the states engine that helpers take part in. What they find together is what one
 * worker finds. Where that is not certain (a thread declares something that the leader had not met
 * alone, a helper fails, memory runs short), the search is given up, to be done by one worker.
 */
import { Member, makeMemory } from "../../explore/parallel/member.js";
import { Merged } from "../../explore/parallel/merge.js";
import type { GraphMerge } from "../../explore/parallel/merge-graph.js";
import { type Part, countUnfolded } from "../../explore/parallel/part.js";
import { type RecordIndex, indexRecords, makeIndex } from "../../explore/parallel/records.js";
import { rehearsalOf } from "../../explore/states/rehearsal.js";
import { fingerprintBytes } from "../../explore/states/fingerprint-set.js";
import { pathBytes } from "../../explore/states/simplest-path.js";
import { type Work, graphBytes } from "../../explore/states/state-graph.js";
import type { StateSearch } from "../../explore/states/state-search.js";
import type { StateRun } from "../state-run.js";
import type { DriveEnd, Driver, Sliceable } from "../drive.js";
import { host } from "../host.js";
import type { Recruits } from "./leader.js";
import type { HelperMessage, LeaderMessage, Link } from "./link.js";

/** Milliseconds that the leader waits when it has nothing to explore before it looks around. */
const patience = 2;
/** Transitions after which the leader looks around. */
const stretch = 1 << 14;
/** Milliseconds that helpers get to hand over what they found when the user cancels. */
const grace = 30;

/** What several workers have found. */
export interface Together {
  readonly search: Merged;
  readonly end: DriveEnd;
  /** Share of the search that was done, an estimate; null when there is none. */
  readonly covered: number | null;
  /** Automaton nodes that the workers have unfolded, and generator steps that they ran again. */
  readonly unfolding: { readonly nodes: number; readonly replayed: number };
}

/**
 * Goes on with a search together with helpers. Null when it is to be done by one worker, from its
 * beginning: `run` is of no use any more.
 */
export async function searchTogether(
  run: StateRun,
  { links, check }: Recruits,
  driver: Driver,
): Promise<Together | null> {
  const { search } = run;
  const team = new Team(search, links, check);
  const progress = () => ({
    ...run.glance,
    explored: team.member.control.ids,
    transitions: team.member.control.reported,
    fraction: run.fraction,
  });
  const end = await driver.drive(team, progress);
  const covered = end === "done" ? null : run.coveredAt(end);
  if (team.failed) return null;
  // Whoever cancels wants to wait no longer: no graph then.
  const index = team.finish(end !== "cancelled");
  const { member } = team;
  const own = member.part();
  let cancelled = index === null;
  if (index !== null) {
    const work = indexRecords(own.pieces, own.firstPiece, index);
    cancelled = (await driver.complete(work)) === null;
  }
  await team.wait(cancelled);
  if (team.failed || (!cancelled && !team.hasAllParts)) return null;
  const parts = [own, ...team.parts];
  const merged = new Merged(search.machine, search.limits, parts, member.control.ids);
  if (end === "done" && merged.visited.size > search.limits.states) return null;
  if (index !== null && !cancelled) {
    cancelled = !(await team.mergeGraph(merged, index, driver));
  }
  const replayed = parts.reduce((sum, part) => sum + part.replayed, 0);
  return {
    search: merged,
    // Without a graph it is not known whether the search has found everything out.
    end: cancelled ? "cancelled" : end,
    covered,
    unfolding: { nodes: countUnfolded(parts), replayed },
  };
}

/** Records that are merged before others get their turn. */
const batch = 1 << 14;

function* inPieces(merging: GraphMerge): Work<void> {
  while (!merging.run(batch)) yield;
}

/** The leader's part in a common search. */
class Team implements Sliceable {
  readonly member: Member;
  readonly parts: Part[] = [];
  private readonly links: readonly Link[];
  private broken = false;
  private counted = false;

  constructor(search: StateSearch, links: readonly Link[], check: string) {
    this.links = links;
    const rehearsal = rehearsalOf(search);
    const memory = makeMemory(links.length + 1, search.visited.size);
    this.member = new Member(search, memory, 0, patience);
    links.forEach((link, i) => {
      const invitation = { worker: i + 1, memory, rehearsal };
      link.send({ type: "join", check, invitation } satisfies LeaderMessage);
    });
  }

  private tell(message: LeaderMessage): void {
    for (const link of this.links) link.send(message);
  }

  /** True when the search has to be done by one worker. */
  get failed(): boolean {
    this.listen();
    return this.broken;
  }

  /** Waits for the helpers' parts: until they are all there, or only for a moment. */
  async wait(briefly: boolean): Promise<void> {
    const surroundings = host();
    const latest = briefly ? surroundings.now() + grace : Infinity;
    while (!this.hasAllParts && !this.failed && surroundings.now() < latest) {
      await surroundings.pause();
    }
  }

  /** Merges the graphs while a helper counts the paths; false when the user cancels. */
  async mergeGraph(merged: Merged, index: RecordIndex, driver: Driver): Promise<boolean> {
    const merging = merged.merge(index, this.member.spare);
    const link = this.links[0];
    link.send({ type: "count", firstPass: merging.firstPass } satisfies LeaderMessage);
    if ((await driver.complete(inPieces(merging))) === null) {
      merging.giveUp();
      return false;
    }
    while (!merging.cyclic && !this.counted && !link.lost) {
      await host().pause();
      this.listen();
    }
    merged.cyclic = merging.cyclic;
    merged.graph = merging.graph(this.counted);
    return true;
  }

  get hasAllParts(): boolean {
    this.listen();
    return this.parts.length === this.links.length;
  }

  private listen(): void {
    for (const link of this.links) {
      for (let heard = link.take(); heard !== undefined; heard = link.take()) {
        const message = heard as HelperMessage;
        if (message.type === "part") this.parts.push(message.part);
        if (message.type === "counted") this.counted = true;
        if (message.type === "unfit") this.giveUp();
      }
      if (link.lost && this.parts.length < this.links.length) this.giveUp();
    }
  }

  private giveUp(): void {
    if (this.broken) return;
    this.broken = true;
    this.member.control.stop();
    this.tell({ type: "drop" });
  }

  run(work: number): boolean {
    const { member } = this;
    if (this.failed) return true;
    try {
      const state = member.run(Math.min(work, stretch));
      if (state === "done") return true;
      if (state === "parked" && !this.enlarge()) member.control.rest(patience);
      if (state === "unfit" || this.tooLarge) this.giveUp();
    } catch {
      // An error of the scenario: the one that one worker comes to first is the one to tell.
      this.giveUp();
    }
    return this.broken;
  }

  private enlarge(): boolean {
    const { member } = this;
    if (!member.control.allParked) return false;
    const table = member.enlarge();
    this.tell({ type: "table", table });
    member.adopt(table);
    return true;
  }

  /**
   * True when one worker might come to a limit, or this search itself to that of memory: what a
   * search has found when it stops at a limit is the same only if one worker has done it.
   */
  private get tooLarge(): boolean {
    const { control, search } = this.member;
    const { limits, machine } = search;
    const { ids } = control;
    const edges = graphBytes(control.reported + 2 * ids);
    const alone = fingerprintBytes(ids) + edges + 4 * ids + pathBytes(ids, machine.lanes);
    const here = search.visited.bytes + 2 * edges + 8 * ids;
    return ids > limits.states || Math.max(alone, here) > limits.bytes;
  }

  /** Ends the search for the helpers, who then send their parts. */
  finish(indexed: boolean): RecordIndex | null {
    const { control } = this.member;
    control.stop();
    const index = indexed ? makeIndex(control.mostIds) : null;
    this.tell({ type: "finish", index });
    return index;
  }
}
