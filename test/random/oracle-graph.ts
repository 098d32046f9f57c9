/** Questions about the oracle's state graph, answered in the most obvious way. */
import type { OracleNode } from "./oracle.js";

/** For each state, the states that can be reached from it in one step or more. */
function reachability(
  nodes: readonly OracleNode[],
  via: (node: OracleNode) => number[],
): Set<number>[] {
  return nodes.map((_, start) => {
    const seen = new Set<number>();
    const queue = via(nodes[start]);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(...via(nodes[id]));
    }
    return seen;
  });
}

/** True when some state can be reached from itself. */
export function hasCycle(nodes: readonly OracleNode[]): boolean {
  return cycleAlong(nodes, () => true);
}

/** True when some state can be reached from itself by local steps alone. */
export function hasLocalCycle(nodes: readonly OracleNode[]): boolean {
  return cycleAlong(nodes, (edge) => edge.move.local);
}

/** Depth-first search for a back edge. */
function cycleAlong(
  nodes: readonly OracleNode[],
  counts: (edge: OracleNode["edges"][number]) => boolean,
): boolean {
  const mark = new Uint8Array(nodes.length);
  const visit = (id: number): boolean => {
    mark[id] = 1;
    for (const edge of nodes[id].edges) {
      if (!counts(edge)) continue;
      if (mark[edge.to] === 1 || (mark[edge.to] === 0 && visit(edge.to))) return true;
    }
    mark[id] = 2;
    return false;
  };
  return nodes.some((_, id) => mark[id] === 0 && visit(id));
}

/** Fewest switches, then fewest steps, to a wanted state, by Dijkstra over (state, last thread). */
export function simplestIn(
  nodes: readonly OracleNode[],
  wanted: (node: OracleNode) => boolean,
): readonly [number, number] | null {
  if (nodes.length === 0) return null;
  const done = new Set<string>();
  /** Candidates by cost: switches, then steps. */
  const open: { state: number; last: number }[][][] = [[[{ state: 0, last: -1 }]]];
  for (let switches = 0; switches < open.length; switches++) {
    for (let steps = 0; steps < (open[switches]?.length ?? 0); steps++) {
      for (const { state, last } of open[switches][steps] ?? []) {
        const key = `${state} ${last}`;
        if (done.has(key)) continue;
        done.add(key);
        const node = nodes[state];
        if (wanted(node)) return [switches, steps];
        const goesOn = node.edges.some(({ move }) => !move.flush && move.lane === last);
        for (const { to, move } of node.edges) {
          const free = move.flush || move.local;
          const cost = switches + (!free && goesOn && move.lane !== last ? 1 : 0);
          const level = (open[cost] ??= []);
          (level[steps + 1] ??= []).push({ state: to, last: free ? last : move.lane });
        }
      }
    }
  }
  return null;
}

/**
 * True when there is a weakly fair run that never meets a `good` state: one that ends, or (always,
 * and only, with `endless`) one that goes on for ever. A run is weakly fair when no thread (and no
 * store buffer) that can go on from some point on without interruption is ignored for ever.
 */
export function weaklyFairRun(
  nodes: readonly OracleNode[],
  good: (node: OracleNode) => boolean,
  options: { readonly endless?: boolean } = {},
): boolean {
  if (nodes.length === 0 || good(nodes[0])) return false;
  const bad = nodes.map((node) => !good(node));
  const onwards = (node: OracleNode) => node.edges.map(({ to }) => to).filter((to) => bad[to]);
  const reached = new Set([0]);
  for (const id of reached) for (const to of onwards(nodes[id])) reached.add(to);
  if (options.endless !== true && [...reached].some((id) => nodes[id].enabled === 0)) return true;
  if (!cycleWithin(nodes, reached)) return false;
  const reach = reachability(nodes, (node) => onwards(node));
  const seen = new Set<number>();
  for (const id of reached) {
    if (seen.has(id) || !reach[id].has(id)) continue;
    const component = [...reach[id]].filter((other) => reach[other].has(id));
    component.forEach((other) => seen.add(other));
    if (fair(nodes, new Set(component))) return true;
  }
  return false;
}

function cycleWithin(nodes: readonly OracleNode[], within: ReadonlySet<number>): boolean {
  return hasCycle(
    nodes.map((node, id) => ({
      ...node,
      edges: within.has(id) ? node.edges.filter(({ to }) => within.has(to)) : [],
    })),
  );
}

/** Whether a fair run can stay in a strongly connected set of states. */
function fair(nodes: readonly OracleNode[], component: ReadonlySet<number>): boolean {
  const agentOf = ({ move }: OracleNode["edges"][number]) => `${move.lane} ${move.flush}`;
  const states = [...component].map((id) => nodes[id]);
  const agents = new Set(states.flatMap((node) => node.edges.map(agentOf)));
  return [...agents].every((agent) => {
    const mine = (node: OracleNode) => node.edges.filter((edge) => agentOf(edge) === agent);
    const moves = states.some((node) => mine(node).some(({ to }) => component.has(to)));
    const rests = states.some((node) => mine(node).length === 0);
    return moves || rests;
  });
}
