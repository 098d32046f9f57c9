import { closestName } from "./closest-name.js";
import type { Cell, Notebook } from "./notebook.js";
import { NotebookError } from "./place.js";

/**
 * The cell of that name.
 *
 * @param name with or without the `#`
 * @throws NotebookError that suggests the nearest name or lists those there are
 */
export function findCell(notebook: Notebook, name: string): Cell {
  const plain = name.replace(/^#/, "");
  const cell = notebook.cells.find((candidate) => candidate.name === plain);
  if (cell !== undefined) return cell;
  const names = notebook.cells.map((candidate) => candidate.name);
  const near = closestName(plain, names);
  throw new NotebookError([
    {
      place: null,
      message: `there is no cell #${plain}`,
      hint:
        near !== null
          ? `Did you mean #${near}?`
          : names.length > 0
            ? `The cells are ${names.map((other) => `#${other}`).join(", ")}.`
            : "The notebook has no cells.",
    },
  ]);
}
