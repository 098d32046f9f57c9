/**
 * Finds what is wrong in the cells of a notebook. Monaco's own diagnostics look at a changed cell
 * only; here every change may put something right or wrong in another cell, so all of them are
 * looked at again, those with editors first.
 */
import { getTypeScriptWorker } from "monaco-editor/languages/features/typescript/register";
import type { FoundDiagnostic } from "./block-models.js";
import { monaco } from "./monaco.js";
import { toMarker } from "./ts-markers.js";

/** A place in a cell's text that a fix changes, in UTF-16 units. */
export interface FixEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the notebook's analysis finds wrong in a cell; the language service knows nothing of it. */
export interface CellProblem {
  readonly message: string;
  /** What to do next; may be empty. */
  readonly hint: string;
  /** From 1, in the cell; null for the cell as a whole. */
  readonly place: { readonly line: number; readonly column: number } | null;
  readonly fixes: readonly { readonly title: string; readonly edits: readonly FixEdit[] }[];
}

/** A problem with the text that it marks. */
export interface MarkedProblem extends CellProblem {
  readonly range: monaco.Range;
}

/** Milliseconds after the last change. */
const PAUSE = 400;
const LANGUAGE = "typescript";
const NOTEBOOK = "notebook";

/** See the head of this file. */
export class CellChecker {
  private readonly models = new Map<number, monaco.editor.ITextModel>();
  private readonly problems = new Map<number, readonly CellProblem[]>();
  private timer = 0;
  private round = 0;
  private last: number | null = null;

  /** @param found told of a cell whose findings may have changed */
  constructor(
    private readonly found: (id: number, diagnostics: readonly FoundDiagnostic[]) => void,
  ) {}

  add(id: number, model: monaco.editor.ITextModel): void {
    this.models.set(id, model);
    this.changed(null);
  }

  remove(id: number): void {
    this.problems.delete(id);
    if (!this.models.delete(id)) return;
    this.found(id, []);
    this.changed(null);
  }

  /** A text has changed: everything is looked at again, this cell first. */
  changed(id: number | null): void {
    this.last = id ?? this.last;
    window.clearTimeout(this.timer);
    this.round += 1;
    this.timer = window.setTimeout(() => void this.check(this.round), PAUSE);
  }

  /** Takes over what the analysis finds. */
  showProblems(id: number, problems: readonly CellProblem[]): void {
    if (problems.length === 0 && !this.problems.has(id)) return;
    this.problems.set(id, problems);
    this.markProblems(id);
    this.report(id);
  }

  /** The analysis' problems of a cell, where they are in its present text. */
  problemsOf(id: number | null): MarkedProblem[] {
    const model = id === null ? undefined : this.models.get(id);
    if (id === null || model === undefined) return [];
    return (this.problems.get(id) ?? []).map((problem) => ({
      ...problem,
      range: rangeOf(model, problem),
    }));
  }

  dispose(): void {
    window.clearTimeout(this.timer);
    this.round += 1;
  }

  private async check(round: number): Promise<void> {
    const order = [...this.models].sort(
      ([a, one], [b, other]) => this.urgency(b, other) - this.urgency(a, one),
    );
    const ask = await getTypeScriptWorker();
    const worker = await ask(...order.map(([, { uri }]) => uri));
    for (const [id, model] of order) {
      if (round !== this.round || model.isDisposed()) return;
      const file = model.uri.toString();
      const found = [];
      try {
        found.push(...(await worker.getSyntacticDiagnostics(file)));
        found.push(...(await worker.getSemanticDiagnostics(file)));
        if (model.isAttachedToEditor()) {
          found.push(...(await worker.getSuggestionDiagnostics(file)));
        }
      } catch (error) {
        // The worker does not know a cell any more whose notebook was left meanwhile.
        if (round === this.round && !model.isDisposed()) throw error;
      }
      if (round !== this.round || model.isDisposed()) return;
      const markers = found.map((each) => toMarker(model, each));
      monaco.editor.setModelMarkers(model, LANGUAGE, markers);
      this.markProblems(id);
      this.report(id);
    }
  }

  private urgency(id: number, model: monaco.editor.ITextModel): number {
    return (id === this.last ? 2 : 0) + (model.isAttachedToEditor() ? 1 : 0);
  }

  /** What the language service says at the same place is not said twice. */
  private markProblems(id: number): void {
    const model = this.models.get(id);
    if (model === undefined) return;
    const said = new Set(
      monaco.editor
        .getModelMarkers({ resource: model.uri, owner: LANGUAGE })
        .filter(({ severity }) => severity === monaco.MarkerSeverity.Error)
        .map(({ startLineNumber, startColumn }) => `${startLineNumber}:${startColumn}`),
    );
    const markers = this.problemsOf(id)
      .filter(({ range }) => !said.has(`${range.startLineNumber}:${range.startColumn}`))
      .map(({ message, hint, range }) => ({
        startLineNumber: range.startLineNumber,
        startColumn: range.startColumn,
        endLineNumber: range.endLineNumber,
        endColumn: range.endColumn,
        message: hint === "" ? message : `${message}. ${hint}`,
        severity: monaco.MarkerSeverity.Error,
        source: "notebook",
      }));
    monaco.editor.setModelMarkers(model, NOTEBOOK, markers);
  }

  private report(id: number): void {
    const model = this.models.get(id);
    if (model === undefined) return;
    const found = monaco.editor
      .getModelMarkers({ resource: model.uri })
      .filter(({ severity }) => severity >= monaco.MarkerSeverity.Warning)
      .map(({ severity, message, startLineNumber, startColumn }): FoundDiagnostic => ({
        severity: severity === monaco.MarkerSeverity.Error ? "error" : "warning",
        message,
        line: startLineNumber,
        column: startColumn,
      }));
    this.found(id, found);
  }
}

/** The word at a problem's place; the first line for a problem of the whole cell. */
function rangeOf(model: monaco.editor.ITextModel, { place }: CellProblem): monaco.Range {
  const line = Math.min(Math.max(place?.line ?? 1, 1), model.getLineCount());
  const end = model.getLineMaxColumn(line);
  if (place === null) return new monaco.Range(line, 1, line, end);
  const column = Math.min(place.column, end);
  const word = model.getWordAtPosition({ lineNumber: line, column });
  return new monaco.Range(line, column, line, word?.endColumn ?? Math.max(column + 1, 2));
}
