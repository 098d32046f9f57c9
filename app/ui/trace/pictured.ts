/**
 * What of a trace's states can be drawn: arrays as rows of slots, linked lists as chains. Decided for
 * the whole trace, so that a picture neither comes nor goes while it is scrubbed through.
 */
import { recordNames } from "./slots.js";
import { START, type Timeline } from "./timeline.js";

/** An array to draw: `i_pages`, or `pte[].folio` for one field of an array of records. */
export interface PicturedArray {
  readonly name: string;
  /** The locations of its slots, from index 0. */
  readonly locations: readonly string[];
}

/** A linked list to draw. */
export interface PicturedList {
  /** The location that refers to its first record: `wq.first`. */
  readonly head: string;
  /** The field that refers to the next one: `next`. */
  readonly link: string;
}

/** See the head of this file. */
export interface Pictured {
  readonly arrays: readonly PicturedArray[];
  readonly lists: readonly PicturedList[];
  /** Names of the records that slots can refer to. */
  readonly records: ReadonlySet<string>;
}

/** `name[0]` or `name[0].field`; fields that are arrays themselves are left to the inspector. */
const SLOT = /^([^.[\]]+)\[(\d+)\](\.[^.[\]]+)?$/;

/** Finds what can be drawn of a trace; see `isDrawn` and `linksOf` for what that is. */
export function picturedOf(timeline: Timeline): Pictured {
  const records = recordNames(timeline.stateAt(START));
  const arrays = arraysOf(timeline.locations).filter((array) => isDrawn(array, timeline, records));
  return { arrays, lists: listsOf(timeline, records), records };
}

function arraysOf(locations: readonly string[]): PicturedArray[] {
  const arrays = new Map<string, string[]>();
  for (const location of locations) {
    const match = SLOT.exec(location);
    if (match === null) continue;
    const [, array, index, field] = match;
    const name = field === undefined ? array : `${array}[]${field}`;
    const slots = arrays.get(name) ?? [];
    // An array whose indices do not count up from 0 is no array of slots.
    if (Number(index) === slots.length) arrays.set(name, [...slots, location]);
  }
  return [...arrays].map(([name, found]) => ({ name, locations: found }));
}

/** Arrays that refer to records at some time, and plain ones of several slots that change. */
function isDrawn(
  { name, locations }: PicturedArray,
  timeline: Timeline,
  records: ReadonlySet<string>,
): boolean {
  const values = locations.map((location) => timeline.valuesOf(location));
  if (values.some((each) => each.some((value) => records.has(value)))) return true;
  return !name.includes("[]") && values.length > 1 && values.some(({ length }) => length > 1);
}

function listsOf(timeline: Timeline, records: ReadonlySet<string>): PicturedList[] {
  const links = linksOf(timeline, records);
  return timeline.locations.flatMap((head) => {
    if (SLOT.test(head)) return [];
    const values = timeline.valuesOf(head);
    return [...links]
      .filter((link) => !head.endsWith(`.${link}`))
      .filter((link) => values.some((value) => timeline.has(`${value}.${link}`)))
      .map((link) => ({ head, link }));
  });
}

/** Fields that refer, at some time, to a record that has the same field: `next` of a waiter. */
function linksOf(timeline: Timeline, records: ReadonlySet<string>): ReadonlySet<string> {
  const links = new Set<string>();
  for (const location of timeline.locations) {
    const dot = location.indexOf(".");
    const link = location.slice(dot + 1);
    if (dot < 0 || !records.has(location.slice(0, dot)) || links.has(link)) continue;
    const isLink = timeline.valuesOf(location).some((value) => timeline.has(`${value}.${link}`));
    if (isLink) links.add(link);
  }
  return links;
}

/** The records of a list after a step, in order. */
export interface Chain {
  readonly records: readonly string[];
  /** What the last one refers to: `null`, or the name of a record that stands before, in a circle. */
  readonly end: string;
}

/** Follows a list from its head. */
export function chainOf({ head, link }: PicturedList, timeline: Timeline, step: number): Chain {
  const records: string[] = [];
  let at = timeline.valueAt(head, step) ?? "";
  while (timeline.has(`${at}.${link}`) && !records.includes(at)) {
    records.push(at);
    at = timeline.valueAt(`${at}.${link}`, step) ?? "";
  }
  return { records, end: at };
}
