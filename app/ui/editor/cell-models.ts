/**
 * Monaco's texts for the cells of one notebook. The document is the truth: its changes are put into
 * the models, and what is typed in a model is reported, never kept back.
 */
import { monaco } from "./monaco.js";

/** A cell as the editor needs it. */
export interface EditedCell {
  /** Stable while the notebook is open. */
  readonly id: number;
  readonly name: string;
  readonly code: string;
}

/** What is wrong in a cell, for its heading and for the list of problems. */
export interface CellDiagnostic {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** From 1, in the cell. */
  readonly line: number;
  readonly column: number;
}

/** What happens in the models. */
export interface CellModelEvents {
  /** The user (or a rename across cells) changed a text. */
  changed(id: number, code: string): void;
  diagnosed(id: number, diagnostics: readonly CellDiagnostic[]): void;
}

let notebooks = 0;

/** The models of one open notebook. */
export class CellModels {
  private readonly folder: string;
  private readonly models = new Map<number, monaco.editor.ITextModel>();
  private readonly ids = new Map<string, number>();
  private readonly markers: monaco.IDisposable;
  /** True while the document's own changes are put in. */
  private following = false;

  constructor(private readonly events: CellModelEvents) {
    notebooks += 1;
    this.folder = `file:///notebook-${notebooks}/`;
    this.markers = monaco.editor.onDidChangeMarkers((uris) => {
      for (const uri of uris) this.report(uri);
    });
  }

  /** Makes the models say what the document says. */
  follow(cells: readonly EditedCell[]): void {
    this.following = true;
    const present = new Set(cells.map(({ id }) => id));
    for (const [id, model] of this.models) {
      if (present.has(id)) continue;
      this.models.delete(id);
      this.ids.delete(model.uri.toString());
      model.dispose();
    }
    for (const cell of cells) this.followOne(cell);
    this.following = false;
  }

  /** The model of a cell; undefined for one that `follow` was not told of. */
  get(id: number): monaco.editor.ITextModel | undefined {
    return this.models.get(id);
  }

  /** Which cell a model belongs to, for going to definitions. */
  idOf(uri: monaco.Uri): number | null {
    return this.ids.get(uri.toString()) ?? null;
  }

  dispose(): void {
    this.markers.dispose();
    for (const model of this.models.values()) model.dispose();
    this.models.clear();
    this.ids.clear();
  }

  private followOne({ id, code }: EditedCell): void {
    const known = this.models.get(id);
    if (known !== undefined) {
      const edit = smallestEdit(known, code);
      if (edit !== null) known.applyEdits([edit]);
      return;
    }
    // The name of a cell may change and may be any; its id does not and is a file name.
    const uri = monaco.Uri.parse(`${this.folder}cell-${id}.ts`);
    const model = monaco.editor.createModel(code, "typescript", uri);
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
      if (!this.following) this.events.changed(id, model.getValue());
    });
    this.models.set(id, model);
    this.ids.set(uri.toString(), id);
  }

  private report(uri: monaco.Uri): void {
    const id = this.idOf(uri);
    if (id === null) return;
    const found: CellDiagnostic[] = monaco.editor
      .getModelMarkers({ resource: uri })
      .filter(({ severity }) => severity >= monaco.MarkerSeverity.Warning)
      .map(({ severity, message, startLineNumber, startColumn }) => ({
        severity: severity === monaco.MarkerSeverity.Error ? "error" : "warning",
        message,
        line: startLineNumber,
        column: startColumn,
      }));
    this.events.diagnosed(id, found);
  }
}

/** The one edit that turns a model's text into another, so that cursors elsewhere stay. */
function smallestEdit(
  model: monaco.editor.ITextModel,
  code: string,
): monaco.editor.IIdentifiedSingleEditOperation | null {
  const old = model.getValue();
  if (old === code) return null;
  const shorter = Math.min(old.length, code.length);
  let start = 0;
  while (start < shorter && old[start] === code[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === code[code.length - 1 - end]) {
    end += 1;
  }
  const range = monaco.Range.fromPositions(
    model.getPositionAt(start),
    model.getPositionAt(old.length - end),
  );
  return { range, text: code.slice(start, code.length - end) };
}
