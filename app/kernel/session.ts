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
import { OpenRun } from "./open-run.js";
import type {
  Answers,
  CellEvent,
  FromKernel,
  Query,
  RunEnd,
  RunRequest,
  SessionEvent,
} from "./protocol.js";
import { takesTurn } from "./queries/questions.js";
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

/** How a session behaves; everything has a default. */
export interface SessionOptions {
  /**
   * Milliseconds that an interrupted search gets to report how far it came, before its worker is
   * ended. Default 60, which keeps `interrupt` within its 100 ms.
   */
  readonly grace?: number;
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
  private runs = 0;
  /** The run or exploring query that is under way: these take turns. */
  private turn: OpenRun | Question | null = null;
  /** Those that wait for it to end. */
  private readonly waiting: (OpenRun | Question)[] = [];
  /** Queries that the kernel has been asked. */
  private readonly asked = new Map<number, Question>();
  /** Called when an interrupt is over; empty when there is none. */
  private readonly freed: (() => void)[] = [];
  /** File line of a cell's first line of code when it was evaluated, by script name. */
  private readonly evaluated = new Map<string, { readonly cell: string; readonly line: number }>();

  /**
   * @param path the notebook's name in stack traces, see `scriptName`
   * @param connect starts a worker; called when one is needed
   * @param onEvent told everything that happens, in order; must not throw
   */
  constructor(
    private readonly path: string,
    private readonly connect: Connect,
    private readonly onEvent: (event: SessionEvent) => void,
    private readonly options: SessionOptions = {},
  ) {}

  /** True while a run or a query is under way or waits for its turn. */
  get busy(): boolean {
    return this.turn !== null || this.waiting.length > 0 || this.asked.size > 0;
  }

  /** Number of the run that was asked for last, which its events carry. */
  get lastRun(): number {
    return this.runs;
  }

  /** Starts the worker ahead of time, so that the first run need not wait for it. */
  warmUp(): void {
    this.worker();
  }

  /** Evaluates cells, after all runs asked for before; never rejects. */
  run(request: RunRequest): Promise<RunEnd> {
    return new Promise((settle) => {
      this.runs = ++this.ids;
      this.waiting.push(new OpenRun(this.runs, request, this.onEvent, settle));
      this.next();
    });
  }

  /**
   * Asks about checks of live cells: at once, but for what explores, which waits for its turn.
   *
   * @throws QueryError (as a rejection) when there is no such check, when the replay string does not
   *   fit, and when the query was interrupted
   */
  ask<Q extends Query>(query: Q): Promise<Answers[Q["type"]]> {
    return new Promise((resolve, reject) => {
      const answer = resolve as Question["answer"];
      const question: Question = { type: "query", id: ++this.ids, query, answer, refuse: reject };
      if (takesTurn(query)) {
        this.waiting.push(question);
        this.next();
      } else this.post(question);
    });
  }

  /**
   * Stops everything under way and everything that waits. Resolves within 100 ms, when the promises
   * of all that have settled; what is asked for meanwhile waits.
   */
  interrupt(): Promise<void> {
    for (const waiting of this.waiting.splice(0)) this.abandon(waiting);
    if (!this.busy) return Promise.resolve();
    if (this.freed.length === 0) {
      this.connection?.post({ type: "interrupt" });
      const { grace = 60 } = this.options;
      const deadline = setTimeout(() => this.lose("interrupt", null), grace);
      this.freed.push(() => clearTimeout(deadline));
    }
    return new Promise((resolve) => this.freed.push(resolve));
  }

  /** Ends the worker and forgets all values; what is under way or waits ends as interrupted. */
  restart(): void {
    for (const waiting of this.waiting.splice(0)) this.abandon(waiting);
    if (this.connection !== null) this.lose("restart", null);
  }

  /** Ends the worker; without one the session holds nothing of the platform's. */
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

  /** Begins what waits, when its turn has come, and ends an interrupt, when it has. */
  private next(): void {
    if (this.freed.length > 0) {
      if (this.turn !== null || this.asked.size > 0) return;
      for (const tell of this.freed.splice(0)) tell();
    }
    if (this.turn !== null) return;
    const turn = this.waiting.shift();
    if (turn === undefined) return;
    this.turn = turn;
    if (turn.type === "query") this.post(turn);
    else this.worker().post({ type: "run", run: turn.id, request: turn.request });
  }

  private post(question: Question): void {
    const { id, query } = question;
    this.asked.set(id, question);
    this.worker().post({ type: "query", id, query });
  }

  private worker(): Connection {
    if (this.connection !== null) return this.connection;
    const isCurrent = (): boolean => this.connection === connection;
    const connection = this.connect(
      (message) => {
        if (isCurrent()) this.receive(message);
      },
      (end) => {
        if (isCurrent()) this.lose(end.reason, end);
      },
    );
    this.connection = connection;
    connection.post({ type: "open", path: this.path });
    return connection;
  }

  private receive(message: FromKernel): void {
    switch (message.type) {
      case "event":
        this.note(message.run, message.event);
        return;
      case "ended": {
        const { turn } = this;
        if (turn?.type !== "run" || turn.id !== message.run) return;
        this.turn = null;
        turn.settle(message.end);
        this.next();
        return;
      }
      case "recruit":
      case "dismiss":
        // For the connection, which makes workers.
        return;
      case "answer":
        this.take(message.id)?.answer(message.answer);
        this.next();
        return;
      case "refused":
        this.take(message.id)?.refuse(new QueryError(message.problem));
        this.next();
    }
  }

  /** Passes an event on and keeps track of what it says. */
  private note(run: number, event: CellEvent): void {
    const { turn } = this;
    if (turn?.type === "run" && turn.id === run) {
      turn.note(event);
      if (event.type === "started") {
        const { cell } = event;
        const of = turn.request.cells.find((one) => one.cell.name === cell);
        const line = of?.cell.firstLine ?? 1;
        this.evaluated.set(scriptName(this.path, cell), { cell, line });
      }
    }
    this.onEvent({ type: "cell", run, event });
  }

  private take(id: number): Question | undefined {
    const question = this.asked.get(id);
    this.asked.delete(id);
    if (question === this.turn) this.turn = null;
    return question;
  }

  private abandon(turn: OpenRun | Question): void {
    if (turn.type === "query") turn.refuse(interrupted());
    else turn.abandon();
  }

  /** The worker is gone, or is made to go; what was under way ends, what waits goes on. */
  private lose(reason: WorkerEnd["reason"] | "interrupt" | "restart", end: WorkerEnd | null): void {
    this.connection?.terminate();
    this.connection = null;
    this.evaluated.clear();
    const { turn } = this;
    const questions = [...this.asked.values()];
    this.turn = null;
    this.asked.clear();
    if (turn?.type === "run") {
      if (end === null) turn.abandon();
      else turn.fail({ message: end.message, hint: end.hint });
    }
    this.onEvent({ type: "lost", reason });
    for (const { refuse } of questions) {
      refuse(end === null ? interrupted() : new QueryError({ ...end, place: null }));
    }
    this.next();
  }
}

function interrupted(): QueryError {
  return new QueryError({ place: null, message: "the question was interrupted", hint: "" });
}
