/**
 * Monaco's texts for the blocks of one notebook. The document is the truth: its changes are put into
 * the models, and what is typed in a model is reported, never kept back.
 */
import { type CellProblem, CellChecker } from "./cell-checker.js";
import { goToDefinitions } from "./definitions.js";
import { monaco } from "./monaco.js";
import { offerFixes } from "./quick-fixes.js";

/** A block as the editor needs it. */
export interface EditedBlock {
  /** Stable while the notebook is open. */
  readonly id: number;
  readonly kind: "code" | "prose";
  readonly text: string;
}

/** What is wrong in a cell, for its heading and for the list of problems. */
export interface FoundDiagnostic {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** From 1, in the cell. */
  readonly line: number;
  readonly column: number;
}

/** A block's new text. */
export interface ChangedText {
  readonly id: number;
  readonly text: string;
}

/** What happens in the models. */
export interface BlockModelEvents {
  /** The user changed texts: one by typing, several by renaming across cells. */
  changed(texts: readonly ChangedText[]): void;
  diagnosed(id: number, diagnostics: readonly FoundDiagnostic[]): void;
  /** The user goes to a place in a cell; the editor there takes the caret when it is focused. */
  opened(id: number): void;
}

let notebooks = 0;

/** The models of one open notebook. */
export class BlockModels {
  private readonly folder: string;
  private readonly models = new Map<number, monaco.editor.ITextModel>();
  /** Prose that was never edited: a notebook of hundreds of blocks needs no models for it. */
  private unmade = new Map<number, EditedBlock>();
  private readonly ids = new Map<string, number>();
  private readonly followed = new Map<number, string>();
  private readonly listeners: monaco.IDisposable[];
  private readonly checker: CellChecker;
  /** Texts that were typed and not reported yet. */
  private typed = new Map<number, string>();
  private readonly editors = new Map<number, monaco.editor.ICodeEditor>();
  /** Where carets were in editors that are gone. */
  private readonly views = new Map<number, monaco.editor.ICodeEditorViewState>();
  private goal: { readonly id: number; readonly range: monaco.IRange } | null = null;
  /** True while the document's own changes are put in. */
  private following = false;

  constructor(private readonly events: BlockModelEvents) {
    notebooks += 1;
    this.folder = `file:///notebook-${notebooks}/`;
    this.checker = new CellChecker((id, found) => events.diagnosed(id, found));
    this.listeners = [
      goToDefinitions(
        (uri) => this.idOf(uri),
        (id, range) => this.goTo(id, range),
      ),
      offerFixes((uri) => this.checker.problemsOf(this.idOf(uri))),
    ];
  }

  /** Makes the models say what the document says. */
  follow(blocks: readonly EditedBlock[]): void {
    this.following = true;
    const present = new Set(blocks.map(({ id }) => id));
    this.unmade = new Map();
    for (const [id, model] of this.models) {
      if (!present.has(id)) this.drop(id, model);
    }
    for (const block of blocks) {
      const model = this.models.get(block.id);
      if (model !== undefined && languageOf(block) !== model.getLanguageId()) {
        this.drop(block.id, model);
      }
      if (block.kind === "prose" && !this.models.has(block.id)) this.unmade.set(block.id, block);
      else if (this.followed.get(block.id) !== block.text) this.followOne(block);
    }
    this.following = false;
  }

  /** The model of a block; undefined for one that `follow` was not told of. */
  get(id: number): monaco.editor.ITextModel | undefined {
    const block = this.unmade.get(id);
    if (block !== undefined) {
      this.unmade.delete(id);
      this.make(block);
    }
    return this.models.get(id);
  }

  /** Which block a model belongs to; null for one of another notebook, or of the engine's types. */
  idOf(uri: monaco.Uri): number | null {
    return this.ids.get(uri.toString()) ?? null;
  }

  /** Marks what the notebook's analysis finds wrong in a cell. */
  showProblems(id: number, problems: readonly CellProblem[]): void {
    this.checker.showProblems(id, problems);
  }

  /** Selects a range of a block's text, and shows it, as soon as there is an editor for it. */
  goTo(id: number, range: monaco.IRange): void {
    this.goal = { id, range };
    this.events.opened(id);
    this.reach(id);
  }

  /** Puts the caret of a block's new editor where it was in the one before. */
  restore(id: number, editor: monaco.editor.ICodeEditor): void {
    const view = this.views.get(id);
    if (view !== undefined) editor.restoreViewState(view);
  }

  /** Notes the editor of a block; returns what is to be called when it goes. */
  attach(id: number, editor: monaco.editor.ICodeEditor): () => void {
    this.editors.set(id, editor);
    this.reach(id);
    return () => {
      const view = editor.saveViewState();
      if (view !== null && this.models.has(id)) this.views.set(id, view);
      if (this.editors.get(id) === editor) this.editors.delete(id);
    };
  }

  dispose(): void {
    this.checker.dispose();
    for (const listener of this.listeners) listener.dispose();
    for (const [id, model] of this.models) this.drop(id, model);
  }

  private reach(id: number): void {
    const editor = this.editors.get(id);
    if (editor === undefined || this.goal?.id !== id) return;
    const { range } = this.goal;
    this.goal = null;
    editor.setSelection(range);
    editor.revealRangeInCenterIfOutsideViewport(range);
    editor.focus();
  }

  private drop(id: number, model: monaco.editor.ITextModel): void {
    this.models.delete(id);
    this.followed.delete(id);
    this.views.delete(id);
    this.ids.delete(model.uri.toString());
    this.checker.remove(id);
    model.dispose();
  }

  private followOne(block: EditedBlock): void {
    const { id, text } = block;
    const known = this.models.get(id);
    if (known === undefined) {
      this.make(block);
      return;
    }
    // What was typed since is on its way to the document.
    if (this.typed.has(id)) return;
    this.followed.set(id, text);
    const edit = smallestEdit(known, text);
    if (edit !== null) known.applyEdits([edit]);
  }

  private make(block: EditedBlock): void {
    const { id, text } = block;
    // The name of a cell may change and may be any; its id does not and is a file name.
    const uri = monaco.Uri.parse(
      `${this.folder}${block.kind === "code" ? `cell-${id}.ts` : `prose-${id}.md`}`,
    );
    const model = monaco.editor.createModel(text, languageOf(block), uri);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      trimAutoWhitespace: true,
      bracketColorizationOptions: {
        enabled: false,
        independentColorPoolPerBracketType: false,
      },
    });
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.onDidChangeContent(() => {
      this.checker.changed(id);
      if (!this.following) this.typedIn(id, model.getValue());
    });
    this.models.set(id, model);
    this.ids.set(uri.toString(), id);
    this.followed.set(id, text);
    if (block.kind === "code") this.checker.add(id, model);
  }

  /** Renaming across cells changes several models in one go: they are reported together. */
  private typedIn(id: number, text: string): void {
    if (this.typed.size === 0) queueMicrotask(() => this.reportTyped());
    this.typed.set(id, text);
  }

  private reportTyped(): void {
    const texts = [...this.typed].map(([id, text]) => ({ id, text }));
    this.typed = new Map();
    for (const { id, text } of texts) this.followed.set(id, text);
    this.events.changed(texts);
  }
}

function languageOf({ kind }: EditedBlock): string {
  return kind === "code" ? "typescript" : "markdown";
}

/** The one edit that turns a model's text into another, so that cursors elsewhere stay. */
function smallestEdit(
  model: monaco.editor.ITextModel,
  text: string,
): monaco.editor.IIdentifiedSingleEditOperation | null {
  const old = model.getValue();
  if (old === text) return null;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) {
    end += 1;
  }
  const range = monaco.Range.fromPositions(
    model.getPositionAt(start),
    model.getPositionAt(old.length - end),
  );
  return { range, text: text.slice(start, text.length - end) };
}
