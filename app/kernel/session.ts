/**
 * The owner's side of a notebook's kernel: one session per notebook, the same code over a Web
 * Worker (`web/connect.ts`) and over a Node worker (`node/connect.ts`).
 *
 * What is guaranteed:
 * - A run evaluates its cells one after another, in the order given, in one confined context that
 *   lives on between runs: a cell whose value is live (same key, nothing it reads was evaluated
 *   again since) is skipped unless forced. Runs asked for while another one is under way wait for
 *   it. A cell that fails blocks only the cells that read from it.
 * - `interrupt` resolves within 100 ms whatever the notebook is doing, `for(;;){}` included. A search
 *   that is asked to stop reports what it has found; a cell that does not let go loses its worker,
 *   and with it the values of all cells (`lost`). The next run starts a new worker by itself and
 *   evaluates again what it needs.
 * - Events of a run arrive in order, between the call of `run` and the settling of its promise;
 *   after an interrupt none arrive for that run. What notebook code does can end its worker but
 *   neither the session nor its owner: every promise of this interface settles.
 * - A worker that runs out of memory fails the cell that was being evaluated, with the limit.
 */
import type { Position } from "../../engine/trace/trace.js";
import type { CellPlace } from "../notebook/locate.js";
import type { Problem } from "../notebook/place.js";
import type { Connect, Connection, WorkerEnd } from "./connection.js";
import type {
  Answers,
  CellEvent,
  CellOutcome,
  CellRun,
  FromKernel,
  Query,
  RunEnd,
  RunRequest,
  SessionEvent,
} from "./protocol.js";
import { scriptName } from "./script-name.js";

/** A query that could not be answered; `problem` says why and what to do. */
export class QueryError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = "QueryError";
    this.problem = problem;
  }
}

/** Milliseconds that an interrupted search gets to report how far it came. */
const grace = 80;

interface Run {
  readonly type: "run";
  readonly id: number;
  readonly request: RunRequest;
  readonly settle: (end: RunEnd) => void;
  /** Cells that have not finished yet, in order. */
  readonly open: CellRun[];
}

interface Question {
  readonly type: "query";
  readonly id: number;
  readonly query: Query;
  readonly answer: (answer: Answers[keyof Answers]) => void;
  readonly refuse: (error: QueryError) => void;
}

/** A notebook's kernel with everything that belongs to owning it. */
export class Session {
  private connection: Connection | null = null;
  private ids = 0;
  /** Runs and `explore` queries, which take turns; the first one is under way. */
  private readonly turns: (Run | Question)[] = [];
  /** Queries that the kernel has been asked. */
  private readonly asked = new Map<number, Question>();
  /** Resolve when nothing is under way any more. */
  private readonly freed: (() => void)[] = [];
  /** File line of a cell's first line of code when it was evaluated, by script name. */
  private readonly evaluated = new Map<string, { readonly cell: string; readonly line: number }>();
  /** When the cell under way was started; null between cells. */
  private startedAt: number | null = null;

  /**
   * @param path the notebook's script name, see `scriptName`
   * @param connect starts a worker; called when one is needed
   * @param onEvent told everything that happens, in order; must not throw
   */
  constructor(
    private readonly path: string,
    private readonly connect: Connect,
    private readonly onEvent: (event: SessionEvent) => void,
  ) {}

  /** True while a run or a query is under way or waits for its turn. */
  get busy(): boolean {
    return this.turns.length > 0 || this.asked.size > 0;
  }

  /** Starts the worker ahead of time, so that the first run need not wait for it. */
  warmUp(): void {
    this.connection ??= this.open();
  }

  /** Evaluates cells, after all runs asked for before; never rejects. */
  run(request: RunRequest): Promise<RunEnd> {
    return new Promise((settle) => {
      const open = [...request.cells];
      this.enqueue({ type: "run", id: ++this.ids, request, settle, open });
    });
  }

  /**
   * Asks about checks of live cells: at once, but for `explore`, which waits for its turn.
   *
   * @throws QueryError (as a rejection) when there is no such check, when the replay string does not
   *   fit, and when the query was interrupted
   */
  ask<Q extends Query>(query: Q): Promise<Answers[Q["type"]]> {
    return new Promise((resolve, reject) => {
      const answer = resolve as Question["answer"];
      const question: Question = { type: "query", id: ++this.ids, query, answer, refuse: reject };
      if (query.type === "explore") this.enqueue(question);
      else this.post(question);
    });
  }

  /**
   * Stops everything under way and everything that waits. Resolves within 100 ms, when all promises
   * have been settled and the session is free.
   */
  interrupt(): Promise<void> {
    for (const turn of this.turns.splice(1)) this.abandon(turn);
    if (!this.busy) return Promise.resolve();
    if (this.freed.length === 0) {
      this.connection?.post({ type: "interrupt" });
      const deadline = setTimeout(() => this.lose("interrupt", null), grace);
      this.freed.push(() => clearTimeout(deadline));
    }
    return new Promise((resolve) => this.freed.push(resolve));
  }

  /** Ends the worker and forgets all values; what is under way ends as interrupted. */
  restart(): void {
    for (const turn of this.turns.splice(1)) this.abandon(turn);
    if (this.connection !== null) this.lose("restart", null);
  }

  /** Ends the worker for good: the session is not to be used afterwards. */
  close(): void {
    this.restart();
  }

  /**
   * Where a position of a result (`TraceStep.position`) is: the cell, and the line in its code at
   * the time it was evaluated. Null for code that is no cell's.
   */
  placeOf(position: Position): CellPlace | null {
    const at = this.evaluated.get(position.source);
    if (at === undefined) return null;
    return { cell: at.cell, line: position.line - at.line + 1, column: position.column };
  }

  private enqueue(turn: Run | Question): void {
    this.turns.push(turn);
    if (this.turns.length === 1) this.begin();
  }

  private begin(): void {
    const turn = this.turns.at(0);
    if (turn === undefined) return;
    if (turn.type === "query") this.post(turn);
    else {
      this.connection ??= this.open();
      this.connection.post({ type: "run", run: turn.id, request: turn.request });
    }
  }

  private post(question: Question): void {
    const { id, query } = question;
    this.asked.set(id, question);
    this.connection ??= this.open();
    this.connection.post({ type: "query", id, query });
  }

  private open(): Connection {
    let open: Connection | null = null;
    const isCurrent = (): boolean => open !== null && this.connection === open;
    open = this.connect(
      (message) => {
        if (isCurrent()) this.receive(message);
      },
      (end) => {
        if (isCurrent()) this.lose(end.reason, end);
      },
    );
    open.post({ type: "open", path: this.path });
    return open;
  }

  private receive(message: FromKernel): void {
    switch (message.type) {
      case "event":
        this.note(message.run, message.event);
        return;
      case "ended": {
        const turn = this.turns[0];
        if (turn.type === "run" && turn.id === message.run) this.finish(turn, message.end);
        return;
      }
      case "answer":
        this.take(message.id)?.answer(message.answer);
        this.settled();
        return;
      case "refused":
        this.take(message.id)?.refuse(new QueryError(message.problem));
        this.settled();
    }
  }

  /** Passes an event on and keeps track of what it says. */
  private note(run: number, event: CellEvent): void {
    const turn = this.turns.at(0);
    if (turn?.type === "run" && turn.id === run) {
      if (event.type === "started") {
        const name = scriptName(this.path, event.cell);
        const { firstLine } = turn.open.find(({ cell }) => cell.name === event.cell)!.cell;
        this.evaluated.set(name, { cell: event.cell, line: firstLine });
        this.startedAt = performance.now();
      } else if (event.type === "finished" || event.type === "skipped") {
        turn.open.splice(
          turn.open.findIndex(({ cell }) => cell.name === event.cell),
          1,
        );
        this.startedAt = null;
      }
    }
    this.onEvent({ type: "cell", run, event });
  }

  private finish(run: Run, end: RunEnd): void {
    this.turns.shift();
    run.settle(end);
    this.begin();
    this.settled();
  }

  private take(id: number): Question | undefined {
    const question = this.asked.get(id);
    this.asked.delete(id);
    if (question !== undefined && this.turns.at(0) === question) {
      this.turns.shift();
      this.begin();
    }
    return question;
  }

  /** Tells those who wait for an interrupt, once nothing is under way. */
  private settled(): void {
    if (!this.busy) for (const tell of this.freed.splice(0)) tell();
  }

  /** Settles a turn that never began. */
  private abandon(turn: Run | Question): void {
    if (turn.type === "query") turn.refuse(interrupted());
    else {
      this.closeCells(turn, turn.open, { type: "interrupted" });
      turn.settle({ type: "interrupted" });
    }
  }

  /** The worker is gone, or is made to go; what was under way ends, what waits goes on. */
  private lose(reason: WorkerEnd["reason"] | "interrupt" | "restart", end: WorkerEnd | null): void {
    this.connection?.terminate();
    this.connection = null;
    this.evaluated.clear();
    const questions = [...this.asked.values()];
    this.asked.clear();
    const first = this.turns.at(0);
    const problem = end === null ? null : { place: null, message: end.message, hint: end.hint };
    if (first?.type === "run") this.endRun(first, problem);
    if (first?.type === "run" || questions.some((question) => question === first)) {
      this.turns.shift();
    }
    this.onEvent({ type: "lost", reason });
    for (const { refuse } of questions) {
      refuse(problem === null ? interrupted() : new QueryError(problem));
    }
    this.begin();
    this.settled();
  }

  /** Ends a run whose worker is gone: the cell under way has failed when there is a problem. */
  private endRun(run: Run, problem: Problem | null): void {
    const [under, ...rest] = run.open;
    if (problem === null || under === undefined) {
      this.closeCells(run, run.open, { type: "interrupted" });
      run.settle({ type: "interrupted" });
      return;
    }
    const { name, firstLine } = under.cell;
    const problems = [{ ...problem, place: { line: firstLine, column: 1 } }];
    this.closeCells(run, [under], { type: "failed", problems });
    this.closeCells(run, rest, { type: "blocked", by: name });
    run.settle({ type: "failed", problems });
  }

  private closeCells({ id }: Run, cells: readonly CellRun[], outcome: CellOutcome): void {
    for (const { cell } of cells) {
      const ms = this.startedAt === null ? 0 : performance.now() - this.startedAt;
      this.startedAt = null;
      const event: CellEvent = { type: "finished", cell: cell.name, outcome, ms };
      this.onEvent({ type: "cell", run: id, event });
    }
  }
}

function interrupted(): QueryError {
  return new QueryError({ place: null, message: "the question was interrupted", hint: "" });
}
