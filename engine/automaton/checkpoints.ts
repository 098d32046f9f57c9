/**
 * Merges histories at checkpoints: those of one activation that come to the same `checkpoint` with
 * equal locals go on alike. "The same checkpoint" is told by the call stack from the operation out
 * to the activation's own function, every line and column of it: nothing less tells two places in
 * thread code apart, and a place of which a loop comes round again must be found to be the same.
 */
import { PairTable } from "./pair-table.js";
import type { Points } from "./points.js";
import type { Program } from "./program.js";
import { siteOf } from "./source.js";

/**
 * Whether a step comes before a checkpoint in its atomic block (or in its thread, where what follows
 * takes effect together with the step before it).
 */
export const enum Lead {
  /** It does not matter. */
  Any,
  None,
  Step,
}

export class Checkpoints {
  private readonly program: Program;
  private readonly points: Points;
  /** Places as texts, numbered; and the number by the whole stack, which is read only once. */
  private readonly sites: string[] = [];
  private readonly siteNumbers = new Map<string, number>();
  private readonly byStack = new Map<string, number>();
  /** (activation, site) and then (that, locals) to an entry of `nodes`. */
  private readonly places = new PairTable();
  private readonly keys = new PairTable();
  /** The node that each key leads to, -1 while it is being found out. */
  private readonly nodes: number[] = [];
  /** By point. */
  private readonly leads: Lead[] = [];

  constructor(program: Program, points: Points) {
    this.program = program;
    this.points = points;
  }

  /** The number of what a checkpoint's point has in common with those that it is merged with. */
  key(point: number, lead: Lead): number {
    this.leads[point] = lead;
    const { id } = this.points.frame[point];
    const place = entryOf(this.places, id, this.site(point));
    const key = entryOf(this.keys, 4 * place + lead, this.locals(point));
    if (key === this.nodes.length) this.nodes.push(-1);
    return key;
  }

  /** The node that histories with this key go on with, -1 if none is known. */
  nodeAfter(key: number): number {
    return this.nodes[key];
  }

  /** Notes the node that histories with this key go on with. */
  leadTo(key: number, node: number): void {
    this.nodes[key] = node;
  }

  /** The number of the value that a checkpoint declares. */
  locals(point: number): number {
    const { spec } = this.points.operation[point];
    return this.program.values.id(spec.type === "checkpoint" ? spec.locals : undefined);
  }

  /** What a checkpoint has been found to have before it, as far as it matters. */
  lead(point: number): Lead {
    return this.leads[point];
  }

  /** Where a checkpoint is, as text. */
  siteText(point: number): string {
    return this.sites[this.site(point)];
  }

  private site(point: number): number {
    const stack = this.points.operation[point].stack ?? "";
    const known = this.byStack.get(stack);
    if (known !== undefined) return known;
    const text = siteOf(stack);
    let site = this.siteNumbers.get(text);
    if (site === undefined) {
      site = this.sites.push(text) - 1;
      this.siteNumbers.set(text, site);
    }
    this.byStack.set(stack, site);
    return site;
  }
}

function entryOf(table: PairTable, a: number, b: number): number {
  const known = table.find(a, b);
  return known >= 0 ? known : table.add(a, b);
}
