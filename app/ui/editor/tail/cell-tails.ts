/**
 * The tails of all cells, kept from one request to the next: the language service asks for the
 * version of every cell with every key, and few keys change what a cell defines.
 */
import { type CellModule, notebookOf, tailOf } from "./cell-tail.js";

/** A cell's text. */
export interface CellText {
  /** Its file. */
  readonly uri: string;
  /** Changes with the text. */
  readonly version: number;
  readonly text: () => string;
}

/** What is appended to a cell. */
export interface Tail {
  readonly text: string;
  /** Changes with the text. */
  readonly version: number;
}

interface ReadCell extends CellModule {
  readonly version: number;
}

/** A notebook's cells in order, and the tails that have been asked for since they changed. */
interface Scope {
  readonly cells: readonly ReadCell[];
  readonly tails: Map<string, Tail>;
}

const noTail: Tail = { text: "", version: 0 };

/** See the head of this file. */
export class CellTails {
  private cells = new Map<string, ReadCell>();
  private scopes = new Map<string, Scope>();
  /** The last tail of each cell, which stays where its text is the same. */
  private readonly last = new Map<string, Tail>();
  /** No two texts have the same version, also not of a cell that went and came again. */
  private made = 0;

  /** @param namesOf names that a text declares or imports at its top level */
  constructor(private readonly namesOf: (text: string) => readonly string[]) {}

  /** Takes over the cells as they are now; of several notebooks, each in order. */
  update(cells: readonly CellText[]): void {
    const read = new Map(cells.map((cell) => [cell.uri, this.read(cell)]));
    const folders = new Map<string, ReadCell[]>();
    for (const [uri, cell] of read) {
      const folder = notebookOf(uri) ?? "";
      const others = folders.get(folder);
      if (others === undefined) folders.set(folder, [cell]);
      else others.push(cell);
    }
    this.cells = read;
    this.scopes = new Map(
      Array.from(folders, ([folder, members]) => {
        const known = this.scopes.get(folder);
        const same = known !== undefined && sameNames(known.cells, members);
        return [folder, same ? known : { cells: members, tails: new Map() }];
      }),
    );
    for (const uri of this.last.keys()) if (!read.has(uri)) this.last.delete(uri);
  }

  /** The tail of a cell; an empty one for a file that is none. */
  of(uri: string): Tail {
    const scope = this.scopes.get(notebookOf(uri) ?? "");
    const cell = this.cells.get(uri);
    if (scope === undefined || cell === undefined) return noTail;
    const known = scope.tails.get(uri);
    if (known !== undefined) return known;
    const text = tailOf(
      cell,
      scope.cells.filter((other) => other.uri !== uri),
    );
    const before = this.last.get(uri);
    const tail = before?.text === text ? before : { text, version: ++this.made };
    scope.tails.set(uri, tail);
    this.last.set(uri, tail);
    return tail;
  }

  /** What a cell defines, read once for each version of its text. */
  private read({ uri, version, text }: CellText): ReadCell {
    const known = this.cells.get(uri);
    if (known?.version === version) return known;
    return { uri, version, names: this.namesOf(text()) };
  }
}

function sameNames(some: readonly CellModule[], others: readonly CellModule[]): boolean {
  return (
    some.length === others.length &&
    some.every((cell, at) => {
      const other = others[at];
      if (cell === other) return true;
      const { uri, names } = other;
      return (
        cell.uri === uri &&
        cell.names.length === names.length &&
        cell.names.every((name, n) => name === names[n])
      );
    })
  );
}
