/** A notebook's dataflow graph as text, for people and for programs. */
import type { Analysis } from "../analysis/analyse.js";
import type { Json } from "../results/print-json.js";

/**
 * The graph as trees: under each cell those that read from it, with the names they read. A cell that
 * has been drawn with all that is under it is `(above)` later on.
 */
export function graphText(analysis: Analysis): string {
  const { cells, graph } = analysis;
  const lines: string[] = [];
  const drawn = new Set<number>();

  const draw = (index: number, parent: number | null, first: string, rest: string): void => {
    const { cell, explores } = cells[index];
    const read = parent === null ? [] : namesRead(analysis, index, parent);
    const notes = [
      ...(read.length > 0 ? [`reads ${read.join(", ")}`] : []),
      ...(explores ? ["explores"] : []),
    ];
    const again = drawn.has(index);
    const note = notes.length === 0 ? "" : `  [${notes.join("; ")}]`;
    lines.push(
      `${first}${cell.name}${note}${again && graph.children[index].length > 0 ? " (above)" : ""}`,
    );
    if (again) return;
    drawn.add(index);
    const children = graph.children[index];
    children.forEach((child, at) => {
      const last = at === children.length - 1;
      draw(child, index, `${rest}${last ? "`-- " : "|-- "}`, `${rest}${last ? "    " : "|   "}`);
    });
  };
  const roots = [...cells.keys()].filter((index) => graph.parents[index].length === 0);
  // Cells that need each other have no root: the first of them stands for it.
  for (const index of [...roots, ...cells.keys()]) if (!drawn.has(index)) draw(index, null, "", "");
  return lines.map((line) => `${line}\n`).join("");
}

/** The graph in the language of Graphviz; cells that explore are boxes. */
export function graphDot(analysis: Analysis): string {
  const { notebook, cells, graph } = analysis;
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const lines = cells.map(
    ({ cell, explores }) => `  ${quoted(cell.name)} [shape=${explores ? "box" : "ellipse"}];`,
  );
  graph.parents.forEach((parents, index) => {
    for (const parent of parents) {
      const label = quoted(namesRead(analysis, index, parent).join(", "));
      const edge = `${quoted(cells[parent].cell.name)} -> ${quoted(cells[index].cell.name)}`;
      lines.push(`  ${edge} [label=${label}];`);
    }
  });
  return `digraph ${quoted(notebook.path)} {\n${lines.map((line) => `${line}\n`).join("")}}\n`;
}

/** The graph as data: cells in dataflow order. */
export function graphJson(analysis: Analysis, keys: readonly (string | null)[]): Json {
  const { notebook, cells, graph } = analysis;
  return {
    notebook: notebook.path,
    cells: graph.order.map((index) => {
      const { cell, explores, facts, reads, imports } = cells[index];
      return {
        name: cell.name,
        line: cell.fenceLine,
        key: keys[index],
        explores,
        defines: [...facts.scopes.definitions.keys(), ...facts.types.definitions],
        reads: [...reads].map(([name, definer]) => ({ name, from: cells[definer].cell.name })),
        imports: imports.map(({ module, imported, local }) => ({ module, imported, local })),
      };
    }),
  };
}

function namesRead({ cells }: Analysis, index: number, from: number): string[] {
  return [...cells[index].reads].flatMap(([name, definer]) => (definer === from ? [name] : []));
}
