/** What runs of a notebook: its kernel session, what running gives, and what is recorded of it. */
import type { StoreApi } from "zustand/vanilla";
import type { Position } from "../../../engine/trace/trace.js";
import type { CellEvent, RunEnd, SessionEvent } from "../../kernel/protocol.js";
import { type Answers, type Query, takesTurn } from "../../kernel/queries/questions.js";
import { Session } from "../../kernel/session.js";
import type { Wish } from "../../notebook/graph/selection.js";
import type { CellPlace } from "../../notebook/locate.js";
import type { Problem } from "../../notebook/place.js";
import type { RunPlan } from "../../notebook/plan-run.js";
import { FindingsRecorder } from "../../notebook/results/recorder.js";
import { renewRecord } from "../../notebook/results/renew.js";
import type { NotebookAnalysis } from "./analysing.js";
import { staleCells } from "./cell-status.js";
import type { NotebookServices, NotebookState } from "./notebook-state.js";
import { blocked, queued, withEvent } from "./outputs.js";
import type { RunNews } from "./run-news.js";

/** Milliseconds after an edit before what may run by itself does. */
const pause = 400;

/** See the head of this file. */
export class NotebookRunning {
  private readonly session: Session;
  /** By cell: the key under which its value is live in the kernel. */
  private readonly live = new Map<string, string>();
  /** By cell: what its last run has found so far. */
  private readonly recorders = new Map<string, FindingsRecorder>();
  /** Cells whose checks the kernel can be asked about. */
  private readonly evaluated = new Set<string>();
  private readonly listeners = new Set<(news: RunNews) => void>();
  private automatic: ReturnType<typeof setTimeout> | undefined;
  /** How often the user has stopped what runs. */
  private interrupts = 0;

  constructor(
    name: string,
    private readonly store: StoreApi<NotebookState>,
    private readonly services: NotebookServices,
    private readonly analysis: NotebookAnalysis,
  ) {
    this.session = new Session(name, services.connect, (event) => this.receive(event));
  }

  /** Tells what happens in runs, until the function that is returned is called. */
  listen(listener: (news: RunNews) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Runs what is wished for, after all that was asked for before. */
  async run(wish: Wish): Promise<RunEnd> {
    if (!this.services.mayRun()) return { type: "interrupted" };
    clearTimeout(this.automatic);
    return this.fulfil(wish);
  }

  /** Runs the cells whose output is missing or stale. */
  async runStale(): Promise<void> {
    await this.analysis.update();
    const { summary, outputs } = this.store.getState();
    await this.run({ type: "cells", names: staleCells(summary, outputs) });
  }

  /**
   * After an edit: runs again what is cheap, and explorations where the user wants that; nothing
   * before something was run by hand, so that opening and typing alone run no code.
   */
  edited(): void {
    clearTimeout(this.automatic);
    if (this.live.size === 0) return;
    this.automatic = setTimeout(() => void this.runAutomatically(), pause);
  }

  /** Stops what runs; cells that had finished keep their output. */
  async interrupt(): Promise<void> {
    clearTimeout(this.automatic);
    this.interrupts++;
    await this.session.interrupt();
    this.noteBusy();
  }

  /** Forgets the values of all cells. */
  restart(): void {
    this.session.restart();
    this.noteBusy();
  }

  /** Ends the kernel. */
  close(): void {
    clearTimeout(this.automatic);
    this.session.close();
  }

  /**
   * Asks about a check. A cell whose value the kernel does not have is recalled first, where what is
   * recorded of it is current.
   *
   * @throws Error (as a rejection) with a message for the user
   */
  async ask<Q extends Query>(query: Q): Promise<Answers[Q["type"]]> {
    const cell = "check" in query ? query.check?.cell : undefined;
    if (cell !== undefined && !this.has(cell)) await this.recall(cell);
    const asked = this.session.ask(query);
    if (!takesTurn(query)) return asked;
    this.noteBusy();
    try {
      return await asked;
    } finally {
      this.noteBusy();
      const outputs = new Map(this.store.getState().outputs);
      const output = outputs.get(cell ?? "");
      if (output !== undefined) outputs.set(cell ?? "", { ...output, progress: [] });
      this.store.setState({ outputs });
    }
  }

  /** Whether the kernel can be asked about the checks of a cell without running it. */
  has(cell: string): boolean {
    return this.evaluated.has(cell);
  }

  /** Where a position of a result is in the cells, see `Session.placeOf`. */
  placeOf(position: Position): CellPlace | null {
    return this.session.placeOf(position);
  }

  private async recall(cell: string): Promise<void> {
    await this.analysis.update();
    const summary = this.store.getState().summary.cells.find(({ name }) => name === cell);
    if (summary?.freshness.kind !== "current") {
      throw new Error("The cell has changed since this was found; run it again.");
    }
    if (!this.services.mayRun()) throw new Error("Nothing was run: the notebook is not trusted.");
    await this.fulfil({ type: "recall", names: [cell] });
  }

  private async runAutomatically(): Promise<void> {
    if (this.session.busy) {
      this.edited();
      return;
    }
    await this.analysis.update();
    const { cells } = this.store.getState().summary;
    const live = cells.flatMap(({ name, key }) => (this.live.get(name) === key ? [name] : []));
    const all = this.services.runOnEdit();
    await this.fulfil({ type: "automatic", live, all });
  }

  /** Plans and performs what is wished for, unless that is stopped while it is planned. */
  private async fulfil(wish: Wish): Promise<RunEnd> {
    const { interrupts } = this;
    const plan = await this.analysis.plan(wish);
    return interrupts === this.interrupts ? this.perform(plan, wish) : { type: "interrupted" };
  }

  private async perform({ cells, blocked: left }: RunPlan, wish: Wish): Promise<RunEnd> {
    const outputs = new Map(this.store.getState().outputs);
    for (const { cell, force } of cells) {
      if (force) outputs.set(cell.name, queued(outputs.get(cell.name)));
    }
    for (const each of left) outputs.set(each.name, blocked(each));
    this.store.setState({ outputs });
    const problems = left.flatMap((each) => each.problems);
    if (cells.length === 0) return endOf({ type: "done" }, problems);
    const running = this.session.run({ cells });
    const run = this.session.lastRun;
    this.tell({ type: "begun", run, wish });
    this.noteBusy();
    const end = endOf(await running, problems);
    this.tell({ type: "ended", run, end });
    this.noteBusy();
    return end;
  }

  private tell(news: RunNews): void {
    for (const listener of this.listeners) listener(news);
  }

  private noteBusy(): void {
    this.store.setState({ busy: this.session.busy });
  }

  private receive(event: SessionEvent): void {
    if (event.type === "lost") {
      this.live.clear();
      this.evaluated.clear();
      this.store.setState({ lost: event.reason });
      this.tell(event);
      return;
    }
    this.note(event.event);
    const { cell } = event.event;
    const outputs = new Map(this.store.getState().outputs);
    outputs.set(cell, withEvent(outputs.get(cell), event.event));
    this.store.setState({ outputs });
    if (event.event.type === "finished" && event.event.outcome.type === "done") this.record(cell);
    this.tell(event);
  }

  /** Keeps track of what an event says about the kernel, and of what is to be recorded. */
  private note(event: CellEvent): void {
    const recorder = this.recorders.get(event.cell);
    switch (event.type) {
      case "started":
        this.evaluated.add(event.cell);
        this.live.delete(event.cell);
        this.recorders.set(event.cell, new FindingsRecorder());
        this.store.setState({ lost: null });
        break;
      case "result":
        recorder?.check(event.check, event.result, event.series);
        break;
      case "matrix":
        recorder?.matrix(event.index, event.matrix);
        break;
      case "workloads":
        recorder?.series(event.index, event.result);
        break;
      case "finished": {
        const key = this.store.getState().outputs.get(event.cell)?.key ?? null;
        if (event.outcome.type === "done" && key !== null) this.live.set(event.cell, key);
        break;
      }
      case "skipped":
      case "sweeping":
      case "progress":
      case "replayed":
      case "console":
      case "value":
    }
  }

  /** Keeps what a cell found, so that it is there when the notebook is opened again. */
  private record(name: string): void {
    const { summary, outputs, recorded } = this.store.getState();
    const cell = summary.cells.find((each) => each.name === name);
    const findings = this.recorders.get(name)?.findings() ?? null;
    const key = outputs.get(name)?.key ?? null;
    // A cell that was edited while it ran is recorded by its next run.
    if (cell === undefined || findings === null || key === null || key !== cell.key) return;
    const ran = { key, source: cell.source, engine: this.services.engineVersion };
    const before = recorded.get(name);
    const record = renewRecord(ran, before, findings, this.services.date());
    if (record === before) return;
    this.store.setState({ recorded: new Map(recorded).set(name, record) });
    void this.analysis.update();
  }
}

/** How a run ended of which some cells were left out because of these problems. */
function endOf(end: RunEnd, problems: readonly Problem[]): RunEnd {
  if (problems.length === 0 || end.type === "interrupted") return end;
  return {
    type: "failed",
    problems: [...problems, ...(end.type === "failed" ? end.problems : [])],
  };
}
