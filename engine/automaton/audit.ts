/**
 * Runs threads again as a whole, the way JavaScript would without the engine, along histories that
 * cover the automaton, and compares. The unfolder runs each modelled function apart from its caller
 * and goes on with whichever of several merged histories came first; so whatever a function shares
 * with its caller besides arguments and result, whatever a checkpoint leaves out, and whatever two
 * runs share through an outer variable shows as a difference here.
 */
import { HeddleError } from "../scenario/errors.js";
import { type Operation, describe } from "../scenario/operation.js";
import { showValue } from "../scenario/value.js";
import type { Position } from "../trace/trace.js";
import { type FrameInfo, type Generated, begin, resume } from "./frame.js";
import { Shape } from "./node.js";
import { Observer } from "./observer.js";
import type { Program } from "./program.js";
import { firstUserFrame } from "./source.js";

/** An edge of a thread's automaton, by value numbers. */
interface Edge {
  readonly value: number;
  readonly to: number;
  covered: boolean;
}

/** The first node of a thread and the function that it runs. */
export interface Root {
  readonly node: number;
  readonly frame: FrameInfo;
}

/** What a thread does next, run as a whole. */
type Next =
  | { readonly is: "operation"; readonly operation: Operation<unknown> }
  | { readonly is: "end"; readonly result: unknown };

export class Audit {
  private readonly program: Program;
  private readonly edges: readonly Edge[][];
  /** Edge by which the walk reaches each node, from the one before. */
  private readonly reachedBy: { readonly from: number; readonly edge: Edge }[] = [];
  private left: number;

  /** `edgesOf` lists (value number, following node) of each node; `steps` is how much may be run. */
  constructor(
    program: Program,
    edgesOf: (node: number) => Iterable<readonly [value: number, to: number]>,
    steps: number,
  ) {
    this.program = program;
    this.left = steps;
    this.edges = Array.from({ length: program.nodes }, (_, node) =>
      Array.from(edgesOf(node), ([value, to]) => ({ value, to, covered: false })),
    );
  }

  /** Covers the automaton that begins at `root`. Throws a HeddleError at the first difference. */
  run(root: Root): void {
    const order = [root.node];
    const seen = new Set(order);
    for (const node of order) {
      for (const edge of this.edges[node]) {
        if (seen.has(edge.to)) continue;
        seen.add(edge.to);
        this.reachedBy[edge.to] = { from: node, edge };
        order.push(edge.to);
      }
    }
    this.walk(root, []);
    for (const node of order) {
      for (const edge of this.edges[node]) {
        if (this.left <= 0) return;
        if (!edge.covered) this.walk(root, [...this.pathTo(root.node, node), edge]);
      }
    }
  }

  private pathTo(root: number, node: number): Edge[] {
    const path: Edge[] = [];
    for (let at = node; at !== root;) {
      const { from, edge } = this.reachedBy[at];
      path.push(edge);
      at = from;
    }
    return path.reverse();
  }

  /** Follows the edges of `path`, then edges that are not covered yet, as far as there are any. */
  private walk(root: Root, path: readonly Edge[]): void {
    const values: number[] = [];
    const run = new WholeRun(this.program, root.frame, false);
    let node = root.node;
    let next = run.next(0);
    for (;;) {
      this.left--;
      this.compare(root.frame, node, next, values);
      const edge = path[values.length] ?? this.edges[node].find(({ covered }) => !covered);
      if (edge === undefined || next.is === "end" || this.left <= 0) return;
      edge.covered = true;
      values.push(edge.value);
      next = run.next(edge.value);
      node = edge.to;
    }
  }

  private compare(frame: FrameInfo, node: number, next: Next, values: readonly number[]): void {
    const { program } = this;
    const recorded = program.operations[node];
    const ended = program.shape[node] === Shape.Finished;
    const same =
      next.is === "end"
        ? ended && program.values.id(next.result) === program.result[node]
        : recorded !== null && describe(next.operation.spec) === describe(recorded.spec);
    if (same) return;
    const returned = (result: unknown) => `return ${showValue(result)}`;
    const was =
      recorded === null
        ? returned(program.values.value(program.result[node]))
        : describe(recorded.spec);
    const now = next.is === "end" ? returned(next.result) : describe(next.operation.spec);
    throw new HeddleError(
      `thread ${frame.thread.handle.name} is not deterministic: run again with the same values, ` +
        `it came to "${now}" instead of "${was}"`,
      {
        hint:
          "a thread may use only its own locals and what yield* returns; a modelled function or " +
          "an atomic block may not change or look at variables of its caller: pass and return values",
        position: this.positionAfter(frame, values),
      },
    );
  }

  private positionAfter(frame: FrameInfo, values: readonly number[]): Position | null {
    const run = new WholeRun(this.program, frame, true);
    let next = run.next(0);
    for (const value of values) if (next.is === "operation") next = run.next(value);
    return next.is === "end" ? null : firstUserFrame(next.operation.stack ?? "");
  }
}

/** A thread's code with everything it calls, run in one go. */
class WholeRun {
  private readonly program: Program;
  private readonly observer: Observer;
  private readonly root: FrameInfo;
  private readonly active: Generated[];
  private begun = false;

  constructor(program: Program, frame: FrameInfo, capture: boolean) {
    this.program = program;
    this.root = frame;
    this.observer = new Observer(program, frame.thread, capture);
    this.active = [begin(frame, this.observer)];
  }

  /** Runs on with the value that the last operation returned, to the next step. */
  next(value: number): Next {
    const { values } = this.program;
    let received = values.value(value);
    for (;;) {
      const generator = this.active.at(-1);
      if (generator === undefined) return { is: "end", result: received };
      const yielded = resume(generator, this.observer, !this.begun, received);
      this.begun = true;
      this.observer.forget();
      if (yielded.done === true) {
        this.active.pop();
        received = values.value(values.id(yielded.value));
        continue;
      }
      const { spec } = yielded.value;
      if (spec.type === "step" || spec.type === "stop") {
        return { is: "operation", operation: yielded.value };
      }
      received = undefined;
      if (spec.type !== "call") continue;
      const frame = { ...this.root, label: spec.label, body: spec.body };
      this.active.push(begin(frame, this.observer));
      this.begun = false;
    }
  }
}
