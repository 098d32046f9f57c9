/** The dataflow graph of a notebook: which cell needs which. Cells are named by their index. */
export interface Graph {
  /** By cell: the cells whose values it reads, ascending. */
  readonly parents: readonly (readonly number[])[];
  /** By cell: the cells that read its values, ascending. */
  readonly children: readonly (readonly number[])[];
  /** All cells, every cell after those it needs, and in file order where that leaves a choice. */
  readonly order: readonly number[];
  /** One closed path for each set of cells that need each other: each cell reads the next one. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Makes the graph of the cells that each cell needs.
 *
 * @param parents by cell: the cells it reads, in any order
 */
export function makeGraph(parents: readonly Iterable<number>[]): Graph {
  const sorted = parents.map((cells) => [...new Set(cells)].sort((a, b) => a - b));
  const children = sorted.map((): number[] => []);
  sorted.forEach((cells, child) => {
    for (const parent of cells) children[parent].push(child);
  });
  return { parents: sorted, children, ...orderOf(sorted) };
}

/** Depth first, ancestors before the cell; without recursion, for chains of any length. */
function orderOf(parents: readonly (readonly number[])[]): Pick<Graph, "order" | "cycles"> {
  const order: number[] = [];
  const cycles: number[][] = [];
  const state = new Uint8Array(parents.length);
  const [open, done] = [1, 2];

  for (let root = 0; root < parents.length; root += 1) {
    if (state[root] !== 0) continue;
    const path = [root];
    const next = [0];
    state[root] = open;
    while (path.length > 0) {
      const cell = path[path.length - 1];
      const parent = parents[cell][next[next.length - 1]++];
      if (parent === undefined) {
        state[cell] = done;
        order.push(cell);
        path.pop();
        next.pop();
      } else if (state[parent] === open) {
        cycles.push(path.slice(path.indexOf(parent)));
      } else if (state[parent] !== done) {
        state[parent] = open;
        path.push(parent);
        next.push(0);
      }
    }
  }
  return { order, cycles };
}

/** Everything that some cells need, directly or not, in the graph's order; without themselves. */
export function ancestors(graph: Graph, cells: Iterable<number>): number[] {
  return reached(graph, graph.parents, cells);
}

/** Everything that needs some cells, directly or not, in the graph's order; without themselves. */
export function descendants(graph: Graph, cells: Iterable<number>): number[] {
  return reached(graph, graph.children, cells);
}

function reached(
  { order }: Graph,
  edges: readonly (readonly number[])[],
  from: Iterable<number>,
): number[] {
  const start = new Set(from);
  const seen = new Set(start);
  const open = [...start];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    for (const other of edges[cell]) {
      if (!seen.has(other)) {
        seen.add(other);
        open.push(other);
      }
    }
  }
  return order.filter((cell) => seen.has(cell) && !start.has(cell));
}
