/**
 * An interleaving as a picture: one lane per thread, time downward, arrows for happens-before, thin
 * bars for locks. One step per row, so an arrow's horizontal parts never cross another step's text;
 * its vertical part runs between the lanes.
 */
import type { DecidingPair } from "../../engine/check/result.js";
import { indentOf } from "../../engine/report/cell.js";
import { type TableModel, type TableRow, tableOf } from "../../engine/report/table.js";
import { wrap } from "../../engine/report/wrap.js";
import type { Trace } from "../../engine/trace/trace.js";
import { escapeXml } from "./escape.js";
import type { Claim } from "./finding.js";
import { type Holding, type OrderEdge, holdings, orderEdges } from "./order.js";
import { pictureStyle } from "./picture-style.js";
import { claimSentence, decidingSentences } from "./sentences.js";

/** What a picture shows. */
export interface Picture {
  readonly trace: Trace;
  /** Names the picture. */
  readonly title: string;
  /** Draw the title above the lanes. Default true. */
  readonly heading?: boolean;
  /** Paragraphs drawn below the lanes: what failed, how often. */
  readonly notes: readonly string[];
  /** The pair of steps to mark; null for none. */
  readonly deciding: DecidingPair | null;
  /** Put before ids, which must be unique in a page with several pictures. Default `heddle`. */
  readonly id?: string;
}

const rowHeight = 22;
/** Width of one character of the text font at its size, in pixels: 0.604 em. */
const character = 7.55;
const margin = 20;
const trackGap = 7;
/** Columns of a line of notes. */
const noteWidth = 84;
const barWidth = 3;
/** From one lock's bar to the next, with its name between. */
const barStep = 14;

/** Where everything of a picture is. */
interface Plan {
  readonly model: TableModel;
  readonly top: number;
  /** Of each lane's line. */
  readonly lanes: readonly number[];
  readonly width: number;
  /** Row of each step. */
  readonly rowOf: readonly number[];
  readonly edges: readonly (OrderEdge & { readonly x: number })[];
  readonly bars: readonly (Holding & { readonly column: number })[];
}

/** The picture of a claim's interleaving by itself, with what failed below it. */
export function pictureOf(claim: Claim): Picture {
  const { property, finding } = claim;
  return {
    trace: property.trace!,
    title: finding.result.scenario,
    notes: [claimSentence(claim), ...decidingSentences(claim).slice(0, 1)],
    deciding: property.deciding?.[0] ?? null,
  };
}

/** The picture as an SVG document (or element) that ends with a newline. */
export function renderSvg(picture: Picture): string {
  const plan = planOf(picture);
  const notes = picture.notes.flatMap((note) => wrap(note, "", "", noteWidth));
  const { model, top, width } = plan;
  const bottom = top + model.rows.length * rowHeight;
  const height = bottom + margin + notes.length * 18;
  const id = picture.id ?? "heddle";
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="heddle-picture" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeXml(picture.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(description(picture, model))}</desc>`,
    `<style>${pictureStyle}</style>`,
    `<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 1 7 4 0 7z"/></marker></defs>`,
    `<rect class="paper" width="${n(width)}" height="${n(height)}"/>`,
    ...(picture.heading === false
      ? []
      : [
          `<text class="title" x="${margin}" y="${margin + 10}">${escapeXml(picture.title)}</text>`,
        ]),
    ...model.columns.map(({ name }, lane) => laneOf(name, lane, plan, bottom)),
    ...plan.bars.map((bar) => barOf(bar, plan, bottom)),
    ...plan.edges.map((edge) => arrowOf(edge, plan, id)),
    ...model.rows.map((row, index) => rowOf(row, index, plan, picture.deciding)),
    ...notes.map(
      (note, i) =>
        `<text class="note" x="${margin}" y="${n(bottom + margin + 4 + i * 18)}">${escapeXml(note)}</text>`,
    ),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function planOf({ trace, title, heading = true }: Picture): Plan {
  const model = tableOf(trace);
  const rowOfStep = trace.steps.map((_, step) => model.rows.findIndex((row) => row.step === step));
  const bars = columnsOf(holdings(trace), trace.steps.length);
  const edges = orderEdges(trace);
  const digits = String(trace.steps.length).length;
  const lanes: number[] = [];
  const placed: (OrderEdge & { readonly x: number })[] = [];
  let x = margin + digits * character + 12;
  model.columns.forEach(({ name }, lane) => {
    // Arrows between a lane and one to its left run in the gutter before it.
    const mine = edges.filter(({ from, to }) => {
      return Math.max(trace.steps[from].thread, trace.steps[to].thread) === lane;
    });
    const tracks = tracksOf(mine);
    for (const [i, edge] of mine.entries())
      placed.push({ ...edge, x: x + tracks.of[i] * trackGap });
    x += tracks.count * trackGap + (tracks.count > 0 ? 14 : 0);
    x +=
      (1 + Math.max(-1, ...bars.filter((bar) => bar.thread === lane).map((b) => b.column))) *
      barStep;
    lanes.push(x);
    const rows = model.rows.filter((row) => row.thread === lane);
    x = Math.max(x + name.length * character, ...rows.map((row) => textEnd(row, lanes[lane])));
    x += 22;
  });
  return {
    model,
    top: margin + (heading ? 52 : 20),
    lanes,
    width: Math.ceil(Math.max(x, 640, heading ? 2 * margin + title.length * character : 0)),
    rowOf: rowOfStep,
    edges: placed,
    bars,
  };
}

/** Puts intervals side by side so that none covers another: greedy, in the order of their starts. */
function tracksOf(edges: readonly OrderEdge[]): { of: number[]; count: number } {
  const ends: number[] = [];
  const of = edges.map(() => 0);
  const order = edges.map((_, i) => i).sort((a, b) => edges[a].from - edges[b].from);
  for (const i of order) {
    let track = ends.findIndex((end) => end < edges[i].from);
    if (track < 0) track = ends.length;
    ends[track] = edges[i].to;
    of[i] = track;
  }
  return { of, count: ends.length };
}

/** Bars of one thread that overlap stand side by side. */
function columnsOf(held: readonly Holding[], steps: number): (Holding & { column: number })[] {
  const placed: (Holding & { column: number })[] = [];
  for (const holding of held) {
    const taken = placed
      .filter(({ thread, to }) => thread === holding.thread && (to ?? steps) >= holding.from)
      .map(({ column }) => column);
    let column = 0;
    while (taken.includes(column)) column++;
    placed.push({ ...holding, column });
  }
  return placed;
}

function y(row: number, { top }: Pick<Plan, "top">): number {
  return top + row * rowHeight + rowHeight / 2;
}

function textStart(row: TableRow, lane: number): number {
  return lane + 12 + indentOf(row.depth) * character;
}

function textEnd(row: TableRow, lane: number): number {
  return textStart(row, lane) + plainText(row).length * character;
}

function plainText({ text, facts, remark, waitsFor }: TableRow): string {
  const parts = [text, ...facts.map((fact) => `[${fact}]`)];
  if (waitsFor !== null) parts.push(`waits for ${waitsFor}`);
  if (remark !== null) parts.push(`\u2190 ${remark}`);
  return parts.filter((part) => part !== "").join(" ");
}

function laneOf(name: string, lane: number, { lanes, top }: Plan, bottom: number): string {
  const x = n(lanes[lane]);
  return [
    `<g class="lane lane-${lane % 7}">`,
    `<text class="thread" x="${x}" y="${n(top - 10)}">${escapeXml(name)}</text>`,
    `<line x1="${x}" y1="${n(top)}" x2="${x}" y2="${n(bottom)}"/>`,
    "</g>",
  ].join("");
}

function barOf(bar: Holding & { column: number }, plan: Plan, bottom: number): string {
  const from = y(plan.rowOf[bar.from], plan) - 5;
  const to = bar.to === null ? bottom : y(plan.rowOf[bar.to], plan) + 5;
  const x = plan.lanes[bar.thread] - 7 - bar.column * barStep - barWidth / 2;
  const until = bar.to === null ? "to the end" : `to step ${bar.to + 1}`;
  const title = `${plan.model.columns[bar.thread].name} holds ${bar.lock} from step ${bar.from + 1} ${until}`;
  const name = `<text class="lock" transform="translate(${n(x - 8.5)} ${n(from + 1)}) rotate(90)">${escapeXml(bar.lock)}</text>`;
  return `${name}<rect class="held" x="${n(x)}" y="${n(from)}" width="${barWidth}" height="${n(to - from)}" rx="2"><title>${escapeXml(title)}</title></rect>`;
}

function arrowOf(edge: OrderEdge & { x: number }, plan: Plan, id: string): string {
  const { model, lanes, rowOf: rows } = plan;
  const from = model.rows[rows[edge.from]];
  const to = model.rows[rows[edge.to]];
  const right = to.thread > from.thread;
  const bars = barColumns(plan, (right ? to : from).thread);
  const edgeOfLane = (lane: number) => lanes[lane] - (bars > 0 ? 4 + barStep * bars : 5);
  const startX = right ? textEnd(from, lanes[from.thread]) + 4 : edgeOfLane(from.thread);
  const endX = right ? edgeOfLane(to.thread) : textEnd(to, lanes[to.thread]) + 4;
  const path = `M${n(startX)} ${n(y(rows[edge.from], plan))}H${n(edge.x)}V${n(y(rows[edge.to], plan))}H${n(endX)}`;
  const title = `step ${edge.from + 1} before step ${edge.to + 1}: ${edge.locations.join(", ")}`;
  return `<path class="order" d="${path}" marker-end="url(#${id}-arrow)"><title>${escapeXml(title)}</title></path>`;
}

function rowOf(row: TableRow, index: number, plan: Plan, deciding: DecidingPair | null): string {
  const at = n(y(index, plan) + 4);
  const lane = plan.lanes[row.thread];
  const decides = [deciding?.first, deciding?.second].includes(stepOrWait(row, plan));
  const spans = [
    `<tspan class="${row.kind === "step" || row.kind === "flush" ? "event" : "call"}">${escapeXml(row.text)}</tspan>`,
    ...row.facts.map((fact) => `<tspan class="fact" dx="8">[${escapeXml(fact)}]</tspan>`),
    ...(row.waitsFor === null
      ? []
      : [`<tspan class="fact" dx="8">waits for ${escapeXml(row.waitsFor)}</tspan>`]),
    ...(row.remark === null
      ? []
      : [`<tspan class="fact" dx="8">\u2190 ${escapeXml(row.remark)}</tspan>`]),
  ];
  const parts = [`<g class="row lane-${row.thread % 7}${decides ? " decides" : ""}">`];
  if (row.step !== null) {
    parts.push(
      `<text class="number" x="${n(plan.lanes[0] - firstGutter(plan))}" y="${at}">${row.step + 1}</text>`,
      `<circle cx="${n(lane)}" cy="${n(y(index, plan))}" r="${decides ? 5 : 3}"/>`,
    );
  }
  parts.push(
    `<text class="text" x="${n(textStart(row, lane))}" y="${at}">${spans.join("")}</text></g>`,
  );
  return parts.join("");
}

/** The step of a row, or of one that waits the number by which a deciding pair names it. */
function stepOrWait(row: TableRow, { model, rowOf: rows }: Plan): number {
  if (row.step !== null) return row.step;
  const waits = model.rows.filter(({ kind }) => kind === "wait");
  return row.kind === "wait" ? rows.length + waits.indexOf(row) : -1;
}

/** How many bars stand side by side at a lane. */
function barColumns({ bars }: Pick<Plan, "bars">, lane: number): number {
  return 1 + Math.max(-1, ...bars.filter((b) => b.thread === lane).map((b) => b.column));
}

/** Blank space between the step numbers and the first lane. */
function firstGutter(plan: Plan): number {
  return 12 + barStep * barColumns(plan, 0);
}

function description({ trace, notes }: Picture, model: TableModel): string {
  const steps = model.rows
    .filter(({ step }) => step !== null)
    .map((row) => `${(row.step ?? 0) + 1}. ${model.columns[row.thread].name}: ${plainText(row)}.`);
  return [`${trace.threads.length} threads.`, ...steps, ...notes].join(" ");
}

/** Coordinates with at most one decimal. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
