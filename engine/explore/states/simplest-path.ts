/**
 * The simplest way to a set of states: fewest context switches, then fewest steps, over all
 * executions. Breadth-first over (state, thread that moved last), by switches and then by steps.
 *
 * A switch is a step of another thread while the last one could go on. Steps of store buffers and
 * local steps are nobody's scheduling decision: they cost no switch and change no turn.
 */
import { Agent, type StateGraph, type Work, inSet } from "./state-graph.js";

/** A path: the index of the edge taken in each state, from the initial one. */
export interface Path {
  readonly edges: readonly number[];
  readonly states: readonly number[];
  readonly switches: number;
}

/** Bytes that `simplestPath` needs. */
export function pathBytes(states: number, lanes: number): number {
  return states * (lanes + 1) * 7;
}

/**
 * Finds the simplest path from state 0 to a state of `targets` through no state of `avoided`; null
 * when there is none.
 */
export function* simplestPath(
  graph: StateGraph,
  states: number,
  lanes: number,
  targets: Uint32Array,
  avoided: Uint32Array | null = null,
): Work<Path | null> {
  yield* graph.index(states);
  const width = lanes + 1;
  const settled = new Uint8Array(states * width);
  const from = new Int32Array(states * width);
  const byEdge = new Uint16Array(states * width);
  let level: number[][] = [[0, -1, 0]];
  for (let switches = 0; level.length > 0; switches++) {
    const nextLevel: number[][] = [];
    for (let steps = 0; steps < level.length; steps++) {
      const bucket = level[steps];
      if (bucket === undefined) continue;
      for (let i = 0; i < bucket.length; i += 3) {
        if (i % 12_288 === 12_285) yield;
        const node = bucket[i];
        if (settled[node] !== 0) continue;
        settled[node] = 1;
        from[node] = bucket[i + 1]!;
        byEdge[node] = bucket[i + 2]!;
        const state = Math.floor(node / width);
        if (avoided !== null && inSet(avoided, state)) continue;
        if (inSet(targets, state)) return pathTo(node, from, byEdge, width, switches);
        expand(graph, state, node % width, node, width, settled, (level[steps + 1] ??= []), () => {
          return (nextLevel[steps + 1] ??= []);
        });
      }
      level[steps] = [];
    }
    level = nextLevel;
  }
  return null;
}

/** `last` is 0 before the first step, lane + 1 afterwards. */
function expand(
  graph: StateGraph,
  state: number,
  last: number,
  node: number,
  width: number,
  settled: Uint8Array,
  same: number[],
  more: () => number[],
): void {
  const first = graph.first(state);
  const end = first + graph.degree(state);
  let lastCanGoOn = false;
  for (let e = first; e < end; e++) {
    const agent = graph.agent(e);
    if ((agent & Agent.Flush) === 0 && (agent & Agent.Lane) === last - 1) lastCanGoOn = true;
  }
  for (let e = first; e < end; e++) {
    const agent = graph.agent(e);
    const free = (agent & (Agent.Flush | Agent.Local)) !== 0;
    const turn = free ? last : (agent & Agent.Lane) + 1;
    const target = graph.target(e) * width + turn;
    if (settled[target] !== 0) continue;
    const list = !free && turn !== last && lastCanGoOn ? more() : same;
    list.push(target, node, e - first);
  }
}

function pathTo(
  end: number,
  from: Int32Array,
  byEdge: Uint16Array,
  width: number,
  switches: number,
): Path {
  const edges: number[] = [];
  const states: number[] = [Math.floor(end / width)];
  for (let node = end; from[node] >= 0; node = from[node]!) {
    edges.push(byEdge[node]);
    states.push(Math.floor(from[node] / width));
  }
  return { edges: edges.reverse(), states: states.reverse(), switches };
}
