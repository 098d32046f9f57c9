/**
 * The cells of a notebook in this context: evaluates them, and keeps what lives on between runs.
 */
import type { CrewHelper } from "../../../engine/check/crew/helper.js";
import { setHost } from "../../../engine/check/host.js";
import type { ModuleName } from "../../notebook/analysis/imports.js";
import type { Problem } from "../../notebook/place.js";
import type { Recruiter } from "../crew/recruiter.js";
import { describeError } from "../describe-error.js";
import { formatValue } from "../format-value.js";
import {
  type CellCode,
  type CellOutcome,
  type CheckRef,
  type RunEnd,
  type RunRequest,
  valueLimit,
} from "../protocol.js";
import { type CellSurroundings, cellHost } from "./cell-host.js";
import { Evaluation, type MadeCheck, type Untold } from "./evaluation.js";
import { crewFor } from "./crew-for.js";
import { LiveCells } from "./live-cells.js";
import { type Exports, missingExports } from "./modules.js";
import { type Scripts, startOf } from "./scripts.js";

/** What evaluating cells needs of the kernel. */
export interface CellsSurroundings extends CellSurroundings {
  readonly scripts: Scripts;
  load(module: ModuleName): Exports;
  /** A cell's function, or why its code could not be compiled. */
  compile(cell: CellCode, name: string): CellFunction | Problem;
  /** In a helper, its side of the crew. */
  readonly helping: CrewHelper | null;
  readonly recruiter: Recruiter;
  /** Resolves after timers and messages, and what they led to, have had their turn. */
  settle(): Promise<void>;
}

/** What a cell comes to, see `CellCode.script`. */
interface CellValues {
  readonly value: unknown;
  readonly defines: Readonly<Record<string, unknown>>;
}

/** A compiled cell, see `CellCode.script`. */
export type CellFunction = (scope: Readonly<Record<string, unknown>>) => Promise<CellValues>;

/** Thrown into a cell to end it when the user interrupts. */
export class Interrupted extends Error {}

export class Cells {
  /** What defines each name now. */
  private readonly defined = new Map<string, CellValues["defines"]>();
  private live = new LiveCells();
  /** The latest evaluation of each cell, in order of evaluation. */
  private readonly evaluations = new Map<string, Evaluation>();
  /** The evaluation under way, or the last one. */
  private current: Evaluation | null = null;
  /** Called when the evaluation under way may have got stuck, or was made to fail. */
  private wake: () => void = () => undefined;

  constructor(private readonly around: CellsSurroundings) {}

  /** Forgets everything, for another notebook. Nothing may be under way. */
  reset(): void {
    this.defined.clear();
    this.live = new LiveCells();
    this.evaluations.clear();
    this.current = null;
  }

  /** The evaluation that what happens now belongs to; null before the first. */
  get latest(): Evaluation | null {
    return this.current;
  }

  /** Evaluates cells in order; see `RunRequest`. Never rejects. */
  async run(run: number, request: RunRequest): Promise<RunEnd> {
    const problems: Problem[] = [];
    /** Names without a value, and the cell that is to blame. */
    const missing = new Map<string, string>();
    for (const of of request.cells) {
      const { cell } = of;
      const evaluation = new Evaluation(run, request, of);
      const tell = (event: Untold): void => this.around.tell(evaluation, event);
      this.around.scripts.moved(cell);
      if (of.force === false && this.live.has(cell)) {
        tell({ type: "skipped" });
        continue;
      }
      const begun = this.around.now();
      const blame = cell.reads.find((name) => missing.has(name));
      const outcome = this.around.interrupted()
        ? ({ type: "interrupted" } as const)
        : blame !== undefined
          ? ({ type: "blocked", by: missing.get(blame)! } as const)
          : await this.evaluate(evaluation);
      if (outcome.type !== "done") {
        const by = outcome.type === "blocked" ? outcome.by : cell.name;
        for (const name of cell.defines) missing.set(name, by);
      }
      if (outcome.type === "failed") problems.push(...outcome.problems);
      tell({ type: "finished", outcome, ms: this.around.now() - begun });
    }
    if (this.around.interrupted()) return { type: "interrupted" };
    return problems.length === 0 ? { type: "done" } : { type: "failed", problems };
  }

  /** What nothing caught belongs to the evaluation under way, or is told late. */
  uncaught(thrown: unknown): void {
    const evaluation = this.current;
    if (evaluation === null || thrown instanceof Interrupted) return;
    const { cell } = evaluation.of;
    const problem = describeError(thrown, this.around.scripts, startOf(cell));
    if (evaluation.over) {
      const { place, message } = problem;
      const where = place === null ? "" : `line ${place.line}, column ${place.column}: `;
      this.around.tell(evaluation, { type: "console", level: "error", text: where + message });
    } else {
      evaluation.problems.push(problem);
      this.wake();
    }
  }

  /** A check of a live cell, or of one whose evaluation failed after it. */
  check({ cell, check }: CheckRef): { evaluation: Evaluation; made: MadeCheck } | null {
    const evaluation = this.evaluations.get(cell);
    const made = evaluation?.checks.at(check);
    return evaluation === undefined || made === undefined ? null : { evaluation, made };
  }

  /** All checks that can be asked about, in order. */
  *checks(): Generator<{ evaluation: Evaluation; made: MadeCheck }> {
    for (const evaluation of this.evaluations.values()) {
      for (const made of evaluation.checks) yield { evaluation, made };
    }
  }

  /** Puts the engine under the host of an evaluation, for questions about its checks. */
  attend(evaluation: Evaluation): void {
    setHost(
      cellHost(new Evaluation(evaluation.run, evaluation.request, evaluation.of), this.around),
    );
  }

  /** Wraps a function of the engine so that its calls are known while they are under way. */
  watch<F extends (...args: never[]) => Promise<unknown>>(call: F): F {
    const watched = async (...args: never[]): Promise<unknown> => {
      const evaluation = this.current;
      if (evaluation === null || evaluation.over || this.around.interrupted()) {
        throw new Interrupted();
      }
      const entry = { place: this.around.scripts.placeInStack(new Error().stack) };
      evaluation.calls.add(entry);
      try {
        const result = await call(...args);
        if (evaluation.interrupted) throw new Interrupted();
        return result;
      } finally {
        evaluation.calls.delete(entry);
        this.wake();
      }
    };
    return watched as F;
  }

  private async evaluate(evaluation: Evaluation): Promise<CellOutcome> {
    const { around } = this;
    const { cell } = evaluation.of;
    this.current = evaluation;
    this.evaluations.delete(cell.name);
    this.evaluations.set(cell.name, evaluation);
    this.live.drop(cell);
    const living = [...this.evaluations.values()].filter(({ of }) => this.live.has(of.cell));
    evaluation.crew = around.helping ?? crewFor(evaluation, living, around);
    setHost(cellHost(evaluation, around));
    around.tell(evaluation, { type: "started", key: cell.key });
    const name = around.scripts.evaluated(cell);

    const value = await this.call(evaluation, name);
    await around.settle();
    const forgotten = [...evaluation.calls];
    evaluation.over = true;
    while (evaluation.calls.size > 0) await around.settle();
    around.recruiter.dismiss();
    const { remark } = evaluation.console;
    if (remark !== null) around.tell(evaluation, { type: "console", level: "note", text: remark });

    if (evaluation.interrupted || (value === null && around.interrupted())) {
      return { type: "interrupted" };
    }
    if (evaluation.problems.length === 0 && forgotten.length > 0) {
      evaluation.problems.push({
        place: forgotten[0].place ?? startOf(cell),
        message: "a check was still running when its cell ended",
        hint: "Write `await check(...)`.",
      });
    }
    const { problems } = evaluation;
    if (problems.length > 0 || value === null) return { type: "failed", problems };
    for (const name of cell.defines) this.defined.set(name, value.defines);
    this.live.add(cell);
    this.tellValue(evaluation, value.value);
    return { type: "done" };
  }

  /** The cell under way has looked at the clock or drawn a random number. */
  noticeImpure(): void {
    if (this.current === null) return;
    this.current.impure = true;
    if (this.current.crew?.role === "leader") this.current.crew.disband();
  }

  /** Calls a cell's function; null when it failed (see `problems`) or was interrupted. */
  private async call(evaluation: Evaluation, name: string): Promise<CellValues | null> {
    const { around } = this;
    const { cell } = evaluation.of;
    const absent = missingExports(cell.imports, (module) => around.load(module));
    const compiled = absent.length > 0 ? absent[0] : around.compile(cell, name);
    if (typeof compiled !== "function") {
      evaluation.problems.push(...(absent.length > 0 ? absent : [compiled]));
      return null;
    }
    const scope = this.scopeOf(cell);
    return new Promise((resolve) => {
      let ended = false;
      const end = (value: CellValues | null): void => {
        ended = true;
        this.wake = () => undefined;
        resolve(value);
      };
      this.wake = () => {
        if (evaluation.problems.length > 0) end(null);
        else void around.settle().then(whenStuck);
      };
      /** Nothing is under way, so what the cell waits for will never come. */
      const whenStuck = (): void => {
        if (ended || evaluation.calls.size > 0) return;
        if (!around.interrupted()) {
          const message = "the cell waits for a promise that nothing will resolve";
          evaluation.problems.push({ place: startOf(cell), message, hint: "" });
        }
        end(null);
      };
      compiled(scope).then(
        (values: CellValues | undefined) => {
          if (ended) return;
          if (values === undefined) {
            const message = "the cell returned before its end";
            evaluation.problems.push({ place: startOf(cell), message, hint: "Drop the return." });
          }
          end(values ?? null);
        },
        (thrown: unknown) => {
          if (ended) return;
          if (thrown instanceof Interrupted) evaluation.interrupted = true;
          else evaluation.problems.push(describeError(thrown, around.scripts, startOf(cell)));
          end(null);
        },
      );
      this.wake();
    });
  }

  /** What a cell reads and imports; variables of other cells are read when the cell begins. */
  private scopeOf({ reads, imports }: CellCode): Readonly<Record<string, unknown>> {
    const scope = Object.create(null) as Record<string, unknown>;
    for (const name of reads) scope[name] = this.defined.get(name)?.[name];
    for (const { module, imported, local } of imports) {
      const exported = this.around.load(module);
      scope[local] = imported === null ? exported : exported[imported];
    }
    return scope;
  }

  private tellValue(evaluation: Evaluation, value: unknown): void {
    if (value === undefined) return;
    const known = evaluation.told.get(value);
    const told = known ?? { kind: "text" as const, text: valueText(value) };
    this.around.tell(evaluation, { type: "value", value: told });
  }
}

function valueText(value: unknown): string {
  try {
    const text = formatValue(value, valueLimit + 1);
    return text.length > valueLimit ? `${text.slice(0, valueLimit)}...` : text;
  } catch {
    return "(a value that cannot be shown)";
  }
}
