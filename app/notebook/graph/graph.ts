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
  const order = orderOf(sorted, children);
  const ordered = new Set(order);
  const circular = [...sorted.keys()].filter((cell) => !ordered.has(cell));
  return {
    parents: sorted,
    children,
    order: [...order, ...circular],
    cycles: cyclesAmong(sorted, circular),
  };
}

/** Kahn's algorithm, taking the first cell of the file that is ready; circles are left out. */
function orderOf(
  parents: readonly (readonly number[])[],
  children: readonly (readonly number[])[],
): number[] {
  const missing = parents.map((cells) => cells.length);
  const order: number[] = [];
  /** Cells that were passed before they became ready, the first of the file last. */
  const passed: number[] = [];
  const take = (cell: number, reached: number): void => {
    order.push(cell);
    for (const child of children[cell]) {
      missing[child] -= 1;
      if (missing[child] > 0 || child > reached) continue;
      const at = passed.findIndex((other) => other < child);
      passed.splice(at < 0 ? passed.length : at, 0, child);
    }
  };
  parents.forEach((_, cell) => {
    if (missing[cell] === 0) take(cell, cell);
    for (let next = passed.pop(); next !== undefined; next = passed.pop()) take(next, cell);
  });
  return order;
}

/** Depth first, without recursion for chains of any length. */
function cyclesAmong(
  parents: readonly (readonly number[])[],
  cells: readonly number[],
): number[][] {
  const cycles: number[][] = [];
  const state = new Map(cells.map((cell) => [cell, "new"]));
  for (const root of cells) {
    if (state.get(root) !== "new") continue;
    const path = [root];
    const next = [0];
    state.set(root, "open");
    while (path.length > 0) {
      const parent = parents[path[path.length - 1]][next[next.length - 1]++];
      if (parent === undefined) {
        state.set(path[path.length - 1], "done");
        path.pop();
        next.pop();
      } else if (state.get(parent) === "open") {
        cycles.push(path.slice(path.indexOf(parent)));
      } else if (state.get(parent) === "new") {
        state.set(parent, "open");
        path.push(parent);
        next.push(0);
      }
    }
  }
  return cycles;
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
