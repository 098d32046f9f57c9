/**
 * One open notebook: its document with undo, what is known of its cells, its kernel session and
 * what running gave. Everything that the user can do to a notebook is a method here.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Trace } from "../../../engine/trace/trace.js";
import type { SessionEvent } from "../../kernel/protocol.js";
import { Session } from "../../kernel/session.js";
import type { BlockId } from "../../notebook/document/block.js";
import type { Edit } from "../../notebook/document/edit.js";
import { newHistory, seal } from "../../notebook/document/history.js";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { rereadDocument } from "../../notebook/document/reread-document.js";
import { serializeDocument } from "../../notebook/document/serialize-document.js";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import type {
  Focus,
  Mode,
  NotebookFile,
  NotebookServices,
  NotebookState,
} from "./notebook-state.js";
import type { CellPlace } from "../../notebook/locate.js";
import { NotebookFind } from "../find/notebook-find.js";
import { NotebookEditing } from "./editing.js";
import { noSummary } from "../analysis/summary.js";
import { queuedOutput, withEvent } from "./outputs.js";
import { planRun, staleCells } from "./plan-run.js";
import { recordOutput } from "./record-output.js";

/** See the head of this file. */
export class NotebookController {
  readonly store: StoreApi<NotebookState>;
  readonly editing: NotebookEditing;
  readonly find: NotebookFind;
  private readonly services: NotebookServices;
  private readonly session: Session;
  /** The analysis under way; it answers for the latest document when it ends. */
  private analysing: Promise<void> | null = null;
  private outdated = false;

  constructor(
    { path, name, text, savedText = text, results }: NotebookFile,
    services: NotebookServices,
  ) {
    this.services = services;
    const document = parseDocument(text);
    this.store = createStore<NotebookState>(() => ({
      path,
      name,
      history: newHistory(document),
      savedText,
      selected: document.blocks.at(0)?.id ?? null,
      anchor: null,
      mode: "command",
      heading: null,
      folded: { code: new Set(), output: new Set() },
      numbered: true,
      diagnostics: new Map(),
      summary: noSummary,
      outputs: new Map(),
      recorded: results,
      focus: null,
      watches: [],
      filter: null,
      busy: false,
    }));
    this.editing = new NotebookEditing(
      this.store,
      () => services.now(),
      () => void this.analyse(),
    );
    this.find = new NotebookFind(this.editing);
    this.session = new Session(name, services.connect, (event) => this.receive(event));
    void this.analyse();
  }

  // Editing

  /** Makes an edit that can be undone. */
  edit(edit: Edit): void {
    this.editing.edit(edit);
  }

  /** Takes back the last edit. */
  undo(): void {
    this.editing.undo();
  }

  /** Makes the edit again that was undone last. */
  redo(): void {
    this.editing.redo();
  }

  /** Selects a block; in `edit` mode the keyboard goes into its text. */
  select(selected: BlockId | null, mode: Mode): void {
    this.editing.select(selected, mode);
  }

  /** The file's text as it would be saved. */
  get text(): string {
    return serializeDocument(this.state.history.document);
  }

  /** Notes that a text is on disk under a path. */
  saved(path: string, name: string, text: string): void {
    this.store.setState({ path, name, savedText: text, history: seal(this.state.history) });
  }

  /**
   * Takes over a text that somebody else wrote to the file. Blocks that are still there keep their
   * identity and their output, and undo leads back.
   */
  reread(text: string): void {
    this.editing.replace(rereadDocument(this.state.history.document, text));
    this.store.setState({ savedText: text });
  }

  // Running

  /** Runs cells and what they need. */
  async run(names: Iterable<string>): Promise<void> {
    if (!this.services.mayRun()) return;
    const wanted = new Set(names);
    await this.analyse();
    const { summary, recorded, outputs } = this.state;
    const { cells, blocked } = planRun(summary, wanted);
    const next = new Map(outputs);
    for (const { cell, force } of cells) {
      if (force === true) next.set(cell.name, queuedOutput);
    }
    for (const { name, problems } of blocked) {
      next.set(name, { ...queuedOutput, phase: "failed", problems });
    }
    if (cells.length === 0) {
      this.store.setState({ outputs: next });
      return;
    }
    this.store.setState({ outputs: next, busy: true });
    await this.session.run({
      cells: cells.map((each) => ({
        ...each,
        recorded: recorded.get(each.cell.name)?.checks ?? [],
      })),
    });
    this.store.setState({ busy: this.session.busy });
    this.record();
  }

  /** Runs every cell. */
  async runAll(): Promise<void> {
    await this.analyse();
    await this.run(this.state.summary.cells.map(({ name }) => name));
  }

  /** Runs the cells whose output is missing or stale. */
  async runStale(): Promise<void> {
    await this.analyse();
    await this.run(staleCells(this.state.summary, this.state.outputs));
  }

  /** Stops what runs; cells that had finished keep their output. */
  async interrupt(): Promise<void> {
    await this.session.interrupt();
    this.store.setState({ busy: false });
  }

  /** Forgets the values of all cells. */
  restart(): void {
    this.session.restart();
  }

  /** Ends the kernel; the notebook is not to be used afterwards. */
  close(): void {
    this.session.close();
    this.services.closed();
  }

  // Looking

  /** Looks at an interleaving; null to look at none. */
  look(focus: Focus | null): void {
    const before = this.state.focus;
    const same =
      before?.cell === focus?.cell &&
      before?.check === focus?.check &&
      before?.property === focus?.property;
    this.store.setState({ focus, ...(same ? {} : { filter: null }) });
  }

  /** Shows only the steps that touch one of these locations; all for null. */
  filter(filter: readonly string[] | null): void {
    this.store.setState({ filter });
  }

  /** Evaluates these expressions at every step. */
  watch(watches: readonly string[]): void {
    this.store.setState({ watches });
  }

  /** The interleaving in focus; null for none. */
  get trace(): Trace | null {
    const { focus, outputs } = this.state;
    if (focus === null) return null;
    const check = outputs.get(focus.cell)?.checks[focus.check];
    const properties = check?.result.properties ?? [];
    return properties.find(({ property }) => property === focus.property)?.trace ?? null;
  }

  /** Where in the cells the step in focus is; null where that is not known. */
  get stepPlace(): CellPlace | null {
    const { focus } = this.state;
    const position = this.trace?.steps.at(Math.max(focus?.step ?? 0, 0))?.position ?? null;
    return position === null || (focus?.step ?? -1) < 0 ? null : this.session.placeOf(position);
  }

  private get state(): NotebookState {
    return this.store.getState();
  }

  /** Resolves when the summary is that of the present document. */
  private analyse(): Promise<void> {
    this.outdated = true;
    this.analysing ??= this.keepAnalysing().finally(() => {
      this.analysing = null;
    });
    return this.analysing;
  }

  private async keepAnalysing(): Promise<void> {
    while (this.outdated) {
      this.outdated = false;
      const { history, name, recorded } = this.state;
      const summary = await this.services.analyse({
        notebook: toNotebook(history.document, name),
        results: recorded,
        engineVersion: this.services.engineVersion,
      });
      this.store.setState({ summary });
    }
  }

  private receive(event: SessionEvent): void {
    if (event.type !== "cell") return;
    const { cell } = event.event;
    const outputs = new Map(this.state.outputs);
    outputs.set(cell, withEvent(outputs.get(cell), event.event));
    this.store.setState({ outputs });
  }

  /** Keeps what was found, so that it is there when the notebook is opened again. */
  private record(): void {
    const { summary, outputs, recorded } = this.state;
    const { engineVersion, date } = this.services;
    const next = new Map(recorded);
    for (const cell of summary.cells) {
      const output = outputs.get(cell.name);
      if (output === undefined || recorded.get(cell.name)?.key === output.key) continue;
      const record = recordOutput(cell, output, engineVersion, date());
      if (record !== null) next.set(cell.name, record);
    }
    this.store.setState({ recorded: next });
  }
}
