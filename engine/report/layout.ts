/**
 * Chooses how a table is drawn in the columns it may take: one column per thread, as wide as needed
 * so that as few cells as possible break, or, where columns would be too narrow to read, one
 * numbered line per step.
 */
import { breakCell, cellParts, indentOf, CONTINUATION } from "./cell.js";
import type { TableModel, TableRow } from "./table.js";
import { WIDTH } from "./wrap.js";

/**
 * How the columns are named: `CPU0 (writer)`, `CPU 0 (writer)`, `CPU A (writer)`, `T1 (writer)` or
 * `writer`.
 */
export type HeaderStyle = "CPU0" | "CPU 0" | "CPU A" | "T1" | "names";

/** All header styles, the default first. */
export const HEADER_STYLES: readonly HeaderStyle[] = ["CPU0", "CPU 0", "CPU A", "T1", "names"];

/** How a table is drawn. */
export interface TableOptions {
  /** Default `CPU0`. */
  readonly header?: HeaderStyle;
  /** A line of `-` under each header. Default true. */
  readonly underline?: boolean;
  /** Thread names in a second row under short headers instead of in brackets. Default false. */
  readonly roleRow?: boolean;
  /** Columns that no line exceeds, indentation included, 40 to 200. Default 72. */
  readonly width?: number;
  /** Blanks before each line, 0 to 16. Default 0. */
  readonly indent?: number;
  /** `steps` forces one numbered line per step. Default `auto`: columns where they are readable. */
  readonly form?: "auto" | "steps";
}

/** Columns side by side, with headers. */
export interface ColumnLayout {
  readonly form: "columns";
  readonly headers: readonly string[];
  /** Second header row, or null. */
  readonly roles: readonly string[] | null;
  /** Offset of each column from the indentation. */
  readonly starts: readonly number[];
  /** Columns that the text of each column may take. */
  readonly widths: readonly number[];
  /** Legend lines for headers that are too long to stand over their columns: [short, name]. */
  readonly legend: readonly (readonly [string, string])[];
}

/** One line per step, with the thread in brackets. */
export interface StepLayout {
  readonly form: "steps";
  /** Short thread names: `CPU0`. */
  readonly labels: readonly string[];
  /** Legend lines [short, name]. */
  readonly legend: readonly (readonly [string, string])[];
}

/** A layout chosen for one table. */
export type Layout = ColumnLayout | StepLayout;

/** Blanks between two columns, at least. */
const GAP = 2;

/** Text widths that columns other than the last are given if that breaks nothing more. */
const COMFORT = [22, 14, 8];

/** Continuations narrower than this are not worth reading. */
const NARROWEST = 12;

/** The short name of a thread in a style; `names` has none, so `CPU0` is used. */
export function shortName(thread: number, style: HeaderStyle): string {
  if (style === "T1") return `T${thread + 1}`;
  if (style === "CPU 0") return `CPU ${thread}`;
  if (style === "CPU A") return `CPU ${letters(thread)}`;
  return `CPU${thread}`;
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function header(name: string, thread: number, style: HeaderStyle): string {
  const short = shortName(thread, style);
  if (name === "" || name === short) return short;
  return style === "names" ? name : `${short} (${name})`;
}

interface Cell {
  readonly parts: readonly string[];
  readonly indent: number;
  /** Columns on one line, indentation included. */
  readonly width: number;
}

/** One column; the cost of each width is computed once. */
interface Column {
  readonly cells: readonly Cell[];
  readonly widest: number;
  readonly costs: Map<number, number>;
}

function columnOf(rows: readonly TableRow[]): Column {
  const cells = rows.map((row) => {
    const parts = cellParts(row);
    const indent = indentOf(row.depth);
    return { parts, indent, width: indent + parts.join("  ").length };
  });
  return { cells, widest: Math.max(0, ...cells.map(({ width }) => width)), costs: new Map() };
}

/** Lines that the cells need beyond one each, or Infinity when a word would have to be cut. */
function extraLines(cells: readonly Cell[], width: number): number {
  let extra = 0;
  for (const cell of cells) {
    if (cell.width <= width) continue;
    const room = width - cell.indent;
    if (room - CONTINUATION < NARROWEST) return Infinity;
    const broken = breakCell(cell.parts, room);
    if (broken.cuts > 0) return Infinity;
    extra += broken.lines.length - 1;
  }
  return extra;
}

function costOf(column: Column, width: number): number {
  const cost = column.costs.get(width) ?? extraLines(column.cells, width);
  column.costs.set(width, cost);
  return cost;
}

interface Widths {
  readonly widths: readonly number[];
  readonly extra: number;
}

/**
 * The widths, at most `total` with the gaps, that break least: exact, by dynamic programming over
 * the columns. Of equally good ones the narrowest from the left. Null when nothing fits.
 */
function bestWidths(
  columns: readonly Column[],
  headers: readonly string[],
  total: number,
  comfort: number,
): Widths | null {
  const room = total - GAP * (columns.length - 1);
  // best[r] is the best choice for the columns from the current one to the last in r columns.
  let best: (Widths | null)[] = Array.from({ length: room + 1 }, () => ({ widths: [], extra: 0 }));
  for (let column = columns.length - 1; column >= 0; column--) {
    const least = Math.max(headers[column]?.length ?? 0, column < columns.length - 1 ? comfort : 1);
    const most = Math.min(room, Math.max(least, columns[column].widest));
    const costs: [width: number, extra: number][] = [];
    for (let width = least; width <= most; width++) {
      const extra = costOf(columns[column], width);
      if (extra < Infinity) costs.push([width, extra]);
    }
    const after = best;
    best = after.map((_, available) => {
      let choice: Widths | null = null;
      for (const [width, extra] of costs) {
        const others = after[available - width];
        if (width > available || !others) continue;
        const sum = extra + others.extra;
        if (choice === null || sum < choice.extra) {
          choice = { widths: [width, ...others.widths], extra: sum };
        }
      }
      return choice;
    });
  }
  return best[room] ?? null;
}

/** The least breaking widths, with comfortable columns where these cost no further line. */
function chooseWidths(
  columns: readonly Column[],
  headers: readonly string[],
  total: number,
): Widths | null {
  const tries = COMFORT.map((comfort) => bestWidths(columns, headers, total, comfort));
  const least = Math.min(...tries.map((each) => each?.extra ?? Infinity));
  return tries.find((each) => each?.extra === least) ?? null;
}

/**
 * Chooses the layout. Columns are taken when they fit without cutting a word and need at most one
 * continuation per row (two threads) or per eight rows (more threads), else numbered steps.
 *
 * @throws RangeError when `indent` or `width` is not an integer in its range.
 */
export function layoutOf(model: TableModel, options: TableOptions = {}): Layout {
  const { header: style = "CPU0", indent = 0, width = WIDTH, form = "auto" } = options;
  requireWithin("indent", indent, 0, 16);
  requireWithin("width", width, 40, 200);
  const shorts = model.columns.map((_, thread) => shortName(thread, style));
  const legend = model.columns.flatMap(({ name }, thread) => {
    const short = shorts[thread] ?? "";
    return name === "" || name === short ? [] : [[short, name] as const];
  });
  const steps: StepLayout = { form: "steps", labels: shorts, legend };
  if (form === "steps" || model.columns.length === 0) return steps;

  const total = width - indent;
  const columns = model.columns.map((_, thread) =>
    columnOf(model.rows.filter((row) => row.thread === thread)),
  );
  const acceptable =
    model.columns.length <= 2 ? Math.max(4, model.rows.length) : Math.max(2, model.rows.length / 8);
  const names = model.columns.map(({ name }) => name);
  const long = names.map((name, thread) => header(name, thread, style));
  const withRoles = { headers: shorts, roles: names, shown: [] };
  const full = { headers: long, roles: null, shown: [] };
  const short = { headers: shorts, roles: null, shown: legend };
  const roleRow =
    options.roleRow === true && style !== "names" && names.every((name) => name !== "");
  const wanted = roleRow ? [withRoles, short] : [full, short];
  for (const { headers, roles, shown } of wanted) {
    const widest = headers.map((text, i) => (roles === null ? text : longer(text, roles[i])));
    const chosen = chooseWidths(columns, widest, total);
    if (chosen === null || chosen.extra > acceptable) continue;
    const starts: number[] = [];
    let start = 0;
    for (const width of chosen.widths) {
      starts.push(start);
      start += width + GAP;
    }
    return { form: "columns", headers, roles, starts, widths: chosen.widths, legend: shown };
  }
  return steps;
}

function longer(a: string, b: string): string {
  return a.length >= b.length ? a : b;
}

function requireWithin(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`table ${what} is ${value}; give an integer from ${least} to ${most}`);
}
