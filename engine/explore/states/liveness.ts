/**
 * Infinite runs under weak fairness: a run in which every thread (and store buffer) that could
 * always go on from some point on does move again and again. Such a run ends up in a strongly
 * connected component of the state graph, and a component has one exactly when each agent moves
 * inside it or is disabled in one of its states (Tarjan 1972 for the components).
 */
import { Agent, type StateGraph, type Work, inSet } from "./state-graph.js";

/** A fair way to go on for ever: states to enter through, and the component they belong to. */
export interface FairComponent {
  /** Component number of each state of the searched part, -1 elsewhere. */
  readonly componentOf: Int32Array;
  readonly component: number;
}

/**
 * The first component (in order of discovery) in which a fair run can stay for ever, or null.
 * States in `without` are left out.
 */
export function* fairComponent(
  graph: StateGraph,
  states: number,
  lanes: number,
  without: Uint32Array | null,
): Work<FairComponent | null> {
  yield* graph.index(states);
  const { componentOf, members } = yield* components(graph, states, without);
  for (let c = 0; c < members.length; c++) {
    yield;
    if (isFair(graph, lanes, componentOf, c, members[c])) return { componentOf, component: c };
  }
  return null;
}

/**
 * Whether a fair run can stay in the component: whether each agent moves inside it or rests (is
 * disabled) in one of its states. Of a state in which a local step comes first only that step's
 * edges are known; others are as able to move there as after it, so it says nothing new.
 */
function isFair(
  graph: StateGraph,
  lanes: number,
  componentOf: Int32Array,
  component: number,
  members: readonly number[],
): boolean {
  const moves = new Uint8Array(2 * lanes);
  const rests = new Uint8Array(2 * lanes);
  let edges = 0;
  for (const state of members) {
    const first = graph.first(state);
    const enabled = new Uint8Array(2 * lanes);
    let local = false;
    for (let e = first; e < first + graph.degree(state); e++) {
      const agent = graph.agent(e);
      const who = agentIndex(agent);
      if ((agent & Agent.Local) !== 0) local = true;
      enabled[who] = 1;
      if (componentOf[graph.target(e)] === component) {
        moves[who] = 1;
        edges++;
      }
    }
    for (let who = 0; !local && who < 2 * lanes; who++) if (enabled[who] === 0) rests[who] = 1;
  }
  return edges > 0 && moves.every((moved, who) => moved === 1 || rests[who] === 1);
}

/** The agents that can move in a state; null where a local step comes first and hides the others. */
function enabledIn(graph: StateGraph, state: number): Set<number> | null {
  const agents = new Set<number>();
  const first = graph.first(state);
  for (let e = first; e < first + graph.degree(state); e++) {
    if ((graph.agent(e) & Agent.Local) !== 0) return null;
    agents.add(agentIndex(graph.agent(e)));
  }
  return agents;
}

/** A thread or a store buffer as an index. */
function agentIndex(agent: number): number {
  return 2 * (agent & Agent.Lane) + ((agent & Agent.Flush) === 0 ? 0 : 1);
}

/** Strongly connected components with more than one state or with an edge to itself. */
function* components(
  graph: StateGraph,
  states: number,
  without: Uint32Array | null,
): Work<{ componentOf: Int32Array; members: number[][] }> {
  const componentOf = new Int32Array(states).fill(-1);
  const order = new Int32Array(states);
  const low = new Int32Array(states);
  const open: number[] = [];
  const members: number[][] = [];
  const done = new Uint8Array(states);
  let count = 0;
  let worked = 0;
  const stackState: number[] = [];
  const stackEdge: number[] = [];
  const usable = (id: number) => without === null || !inSet(without, id);

  const visit = (id: number) => {
    order[id] = low[id] = ++count;
    open.push(id);
    stackState.push(id);
    stackEdge.push(graph.first(id));
  };

  for (let root = 0; root < states; root++) {
    if (order[root] !== 0 || !usable(root)) continue;
    visit(root);
    while (stackState.length > 0) {
      if (++worked % 16_384 === 0) yield;
      const top = stackState.length - 1;
      const id = stackState[top];
      const edge = stackEdge[top];
      if (edge < graph.first(id) + graph.degree(id)) {
        stackEdge[top] = edge + 1;
        const target = graph.target(edge);
        if (!usable(target) || done[target] === 1) continue;
        if (order[target] === 0) visit(target);
        else low[id] = Math.min(low[id], order[target]);
        continue;
      }
      stackState.pop();
      stackEdge.pop();
      const parent = stackState.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent], low[id]);
      if (low[id] === order[id]) close(id);
    }
  }
  return { componentOf, members };

  function close(root: number): void {
    const inside: number[] = [];
    for (;;) {
      const id = open.pop()!;
      inside.push(id);
      done[id] = 1;
      if (id === root) break;
    }
    if (inside.length === 1 && !hasSelfLoop(graph, root)) return;
    for (const id of inside) componentOf[id] = members.length;
    members.push(inside);
  }
}

function hasSelfLoop(graph: StateGraph, id: number): boolean {
  const first = graph.first(id);
  for (let e = first; e < first + graph.degree(id); e++) if (graph.target(e) === id) return true;
  return false;
}

/** States reachable from the initial one without passing through `without`, as a bit set. */
export function* reachableWithout(
  graph: StateGraph,
  states: number,
  without: Uint32Array,
): Work<Uint32Array<ArrayBuffer>> {
  yield* graph.index(states);
  const seen = new Uint32Array((states >>> 5) + 1);
  if (inSet(without, 0)) return seen;
  const queue = [0];
  seen[0] |= 1;
  let worked = 0;
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (++worked % 16_384 === 0) yield;
    const first = graph.first(id);
    for (let e = first; e < first + graph.degree(id); e++) {
      const target = graph.target(e);
      if (inSet(seen, target) || inSet(without, target)) continue;
      seen[target >>> 5] |= 1 << (target & 31);
      queue.push(target);
    }
  }
  return seen;
}

/**
 * A closed walk inside a component from `entry` back to it in which every agent that moves in the
 * component moves, and every other rests somewhere: edge numbers, relative to each state's first.
 */
export function loopThrough(
  graph: StateGraph,
  fair: FairComponent,
  entry: number,
): readonly number[] {
  const { componentOf, component } = fair;
  const walk: number[] = [];
  const moved = new Set<number>();
  /** Agents that could move in every state so far. */
  let able = enabledIn(graph, entry);
  let at = entry;
  for (;;) {
    const leg = shortest(at, (edge) => !moved.has(agentIndex(graph.agent(edge))));
    if (leg === null) break;
    follow(leg);
  }
  for (;;) {
    // These never move in the component, so the loop must pass through a state where they rest.
    const ignored = able === null ? undefined : [...able].find((who) => !moved.has(who));
    if (ignored === undefined) break;
    follow(
      shortest(at, (edge) => {
        const there = enabledIn(graph, graph.target(edge));
        return there !== null && !there.has(ignored);
      })!,
    );
  }
  if (at !== entry) follow(shortest(at, (edge) => graph.target(edge) === entry)!);
  return walk;

  function follow(leg: readonly number[]): void {
    for (const edge of leg) {
      walk.push(edge - graph.first(at));
      moved.add(agentIndex(graph.agent(edge)));
      at = graph.target(edge);
      const here = enabledIn(graph, at);
      if (here === null) continue;
      able = able === null ? here : new Set([...able].filter((who) => here.has(who)));
    }
  }

  /** Shortest walk from `start` whose last edge is wanted. */
  function shortest(start: number, wanted: (edge: number) => boolean): number[] | null {
    const cameBy = new Map<number, { edge: number; from: number } | null>([[start, null]]);
    for (const id of cameBy.keys()) {
      const first = graph.first(id);
      for (let edge = first; edge < first + graph.degree(id); edge++) {
        const target = graph.target(edge);
        if (componentOf[target] !== component) continue;
        if (wanted(edge)) {
          const leg = [edge];
          for (let by = cameBy.get(id); by != null; by = cameBy.get(by.from)) leg.push(by.edge);
          return leg.reverse();
        }
        if (!cameBy.has(target)) cameBy.set(target, { edge, from: id });
      }
    }
    return null;
  }
}

/** Lanes that move along cycles of the graph, in order. */
export function* loopingLanes(graph: StateGraph, states: number): Work<number[]> {
  yield* graph.index(states);
  const { componentOf, members } = yield* components(graph, states, null);
  const lanes = new Set<number>();
  for (const inside of members) {
    for (const id of inside) {
      const first = graph.first(id);
      for (let e = first; e < first + graph.degree(id); e++) {
        if (componentOf[graph.target(e)] === componentOf[id])
          lanes.add(graph.agent(e) & Agent.Lane);
      }
    }
  }
  return [...lanes].sort((a, b) => a - b);
}
