/** A place in a notebook file; both count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A change of a cell's code that puts a problem right, offered beside it. */
export interface Fix {
  /** What it does, as a menu says it. */
  readonly title: string;
  /** Offsets in the cell's code, in UTF-16 units; in order and apart from each other. */
  readonly edits: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
  }[];
}

/** Something that is wrong with a notebook. */
export interface Problem {
  /** Where in the file; null when the file as a whole is meant. */
  readonly place: Place | null;
  /** What is wrong, one sentence without a full stop. */
  readonly message: string;
  /** What to do next, one sentence; empty when the message says it. */
  readonly hint: string;
  /** The likeliest one first. */
  readonly fixes?: readonly Fix[];
}

/** The same thing, so many lines further down. */
export function moveDown<T extends { readonly place: Place | null }>(thing: T, lines: number): T {
  if (thing.place === null) return thing;
  const { line, column } = thing.place;
  return { ...thing, place: { line: line + lines, column } };
}

/** A notebook that cannot be run; `problems` are in file order and never empty. */
export class NotebookError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.name = "NotebookError";
    this.problems = [...problems].sort(byPlace);
  }
}

function byPlace(a: Problem, b: Problem): number {
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  return lines !== 0 ? lines : (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
