/** Commands about one open notebook: what they are given, and what they do to the page. */
import type { CommandDescription } from "../../command-line/describe-commands.js";
import { exitCode } from "../../command-line/exit-code.js";
import type { CellEvent, RunEnd } from "../../kernel/protocol.js";
import { rereadDocument } from "../../notebook/document/reread-document.js";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import type { Wish } from "../../notebook/graph/selection.js";
import type { Notebook } from "../../notebook/notebook.js";
import { decodeResults } from "../../notebook/results/decode.js";
import type { NotebookController } from "../notebook/controller.js";
import type { RunNews } from "../notebook/run-news.js";
import { complete } from "./complete-findings.js";
import type { KnownCells } from "./known-cells.js";
import type { CommandClient } from "./client.js";
import type { Nameable } from "./line/complete.js";
import type { CommandPage } from "./worker/protocol.js";

/** What commands need of the page. */
export interface CommandServices {
  readonly startCommands: (page: CommandPage) => CommandClient;
  readonly trusted: () => boolean;
  /** Workers that explore a large scenario together, see `Settings.workers`. */
  readonly workers: () => number;
  /** Opens a new notebook. */
  readonly open: (name: string, text: string) => void;
  /** Writes a file where the user says; false when the user does not. */
  readonly saveExport: (name: string, text: string) => Promise<boolean>;
  /** Writes the sidecar of the notebook; see `HostApi.saveResults`. */
  readonly saveResults: (text: string) => Promise<string | null>;
}

/** How a command is to be performed. */
export interface CommandSettings {
  /** Standard input; null for none. */
  readonly input?: string | null;
  /** Whether an export makes do with what the page knows. Default false. */
  readonly onlyKnown?: boolean;
  /** Columns of the terminal; null for none, and so no colour either. Default 100. */
  readonly columns?: number | null;
  readonly write: (stream: "stdout" | "stderr", text: string) => void;
}

/** See the head of this file. */
export class NotebookCommands {
  private client: CommandClient | null = null;
  private write: CommandSettings["write"] = () => undefined;
  /** Wishes of commands under way, and the numbers of their runs. */
  private readonly own = new Set<Wish | number>();
  /** Commands wait for each other. */
  private last: Promise<unknown> = Promise.resolve();
  /** Whether the command under way is to stop. */
  private interrupted = false;

  constructor(
    private readonly controller: NotebookController,
    readonly known: KnownCells,
    private readonly services: CommandServices,
  ) {}

  /** The notebook's file name. */
  get name(): string {
    return this.controller.store.getState().name;
  }

  /** The notebook as it is. */
  get notebook(): Notebook {
    const { history, name } = this.controller.store.getState();
    return toNotebook(history.document, name);
  }

  /** What can be named in a command. */
  get nameable(): Omit<Nameable, "commands"> {
    const { name, outputs } = this.controller.store.getState();
    const results = [...outputs.values()].flatMap(({ checks }) =>
      checks.flatMap((each) => (each === null ? [] : [each.result])),
    );
    return {
      notebook: name,
      cells: this.notebook.cells.map((cell) => cell.name),
      scenarios: [...new Set(results.map(({ scenario }) => scenario))],
      replays: results.flatMap(({ properties }) =>
        properties.flatMap(({ property, replay }) =>
          replay === null ? [] : [{ property, text: replay }],
        ),
      ),
    };
  }

  /** Tells what happens in the notebook's runs. */
  listen(listener: (news: RunNews) => void): void {
    this.controller.running.listen(listener);
  }

  /** Whether it is news of a run that a command asked for, which the command tells itself. */
  isOwn(news: RunNews): boolean {
    if (news.type === "lost") return false;
    if (news.type === "begun" && this.own.has(news.wish)) this.own.add(news.run);
    return this.own.has(news.run);
  }

  /** All commands, for completion. */
  describe(): Promise<readonly CommandDescription[]> {
    return this.started.describe();
  }

  /** Performs a command, after those asked for before; resolves with its exit status. */
  execute(words: readonly string[], settings: CommandSettings): Promise<number> {
    const next = this.last.then(() => this.perform(words, settings));
    this.last = next;
    return next;
  }

  /** Makes the command under way stop. */
  interrupt(): void {
    this.interrupted = true;
    this.client?.interrupt();
  }

  /** Stops what runs in the notebook. */
  interruptRun(): void {
    if (this.controller.store.getState().busy) void this.controller.interrupt();
  }

  /** Ends the commands. */
  close(): void {
    this.client?.close();
  }

  private get started(): CommandClient {
    return (this.client ??= this.services.startCommands({
      write: (stream, text) => this.write(stream, text),
      run: (cells, explain) => this.run(cells, explain),
      interrupt: () => this.controller.interrupt(),
      replaceText: (text) => this.replaceText(text),
      saveResults: (text) => this.saveResults(text),
      open: (name, text) => this.services.open(name, text),
      saveExport: (name, text) => this.services.saveExport(name, text),
    }));
  }

  private async perform(words: readonly string[], settings: CommandSettings): Promise<number> {
    const { input = null, onlyKnown = false, columns = 100, write } = settings;
    this.write = write;
    this.interrupted = false;
    const { name, savedResults } = this.controller.store.getState();
    try {
      const exporting = words.includes("export");
      if (exporting) await complete(this.known, this.controller);
      if (this.interrupted) return exitCode.interrupted;
      return await this.started.execute({
        words,
        name,
        text: this.controller.text,
        recorded: savedResults.size === 0 ? null : savedResults,
        trusted: this.services.trusted(),
        known: exporting ? this.known.done : new Map(),
        onlyKnown,
        workers: this.services.workers(),
        input,
        columns,
      });
    } catch (error) {
      write("stderr", `${error instanceof Error ? error.message : String(error)}\n`);
      return exitCode.usage;
    } finally {
      this.own.clear();
    }
  }

  private async run(cells: readonly string[], explain: boolean): Promise<RunEnd> {
    const { running } = this.controller;
    const wish: Wish = { type: "with ancestors", names: cells };
    this.own.add(wish);
    const forward = running.listen((news) => {
      if (news.type !== "cell" || !this.isOwn(news)) return;
      // With what decides them results come at the end.
      if (!explain || !isFinding(news.event)) this.started.happened(news.event);
    });
    try {
      const end = await running.run(wish);
      if (explain) {
        await complete(this.known, this.controller);
        for (const name of cells) {
          for (const event of this.known.done.get(name)?.events ?? []) this.started.happened(event);
        }
      }
      return end;
    } finally {
      forward();
    }
  }

  private replaceText(text: string): void {
    const { document } = this.controller.store.getState().history;
    const { blocks } = rereadDocument(document, text);
    this.controller.edit({ type: "replace", at: 0, count: document.blocks.length, blocks });
  }

  private async saveResults(text: string): Promise<string | null> {
    const kept = await this.services.saveResults(text);
    const decoded = decodeResults(text);
    if (decoded.kind === "results") {
      const { results } = decoded;
      this.controller.store.setState({ recorded: results, savedResults: results });
    }
    return kept;
  }
}

function isFinding({ type }: CellEvent): boolean {
  return type === "result" || type === "matrix" || type === "workloads";
}
