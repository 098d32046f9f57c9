/**
 * Monaco's TypeScript worker, taught that the cells of a notebook share one scope (`cell-tail.ts`).
 * It overrides `_getScriptText`, which is not part of Monaco's public interface: hence Monaco's exact
 * version, and a test in a real browser.
 */
import {
  TypeScriptWorker,
  initialize,
  ts as services,
} from "monaco-editor/language/typescript/ts.worker";
import { type CellModule, notebookOf, tailOf, topLevelNames } from "./tail/cell-tail.js";

const ts = services.typescript;

/** A span of text that the service found; those in a tail are ours and not the user's. */
interface Found {
  readonly fileName: string;
  readonly textSpan: { readonly start: number };
}

interface Read extends CellModule {
  readonly version: number;
}

class CellWorker extends TypeScriptWorker {
  private readonly cells = new Map<string, Read>();

  override getScriptVersion(fileName: string): string {
    const own = super.getScriptVersion(fileName);
    // What other cells define is part of this cell's text.
    return notebookOf(fileName) === null ? own : `${own}${this.tail(fileName)}`;
  }

  override _getScriptText(fileName: string): string | undefined {
    const text = super._getScriptText(fileName);
    if (text === undefined || notebookOf(fileName) === null) return text;
    return text + this.tail(fileName);
  }

  override async getSyntacticDiagnostics(fileName: string) {
    return this.withoutTail(fileName, await super.getSyntacticDiagnostics(fileName));
  }

  override async getSemanticDiagnostics(fileName: string) {
    return this.withoutTail(fileName, await super.getSemanticDiagnostics(fileName));
  }

  override async getSuggestionDiagnostics(fileName: string) {
    return this.withoutTail(fileName, await super.getSuggestionDiagnostics(fileName));
  }

  override async getReferencesAtPosition(fileName: string, position: number) {
    return this.inCells(await super.getReferencesAtPosition(fileName, position));
  }

  override async getDefinitionAtPosition(fileName: string, position: number) {
    return this.inCells(await super.getDefinitionAtPosition(fileName, position));
  }

  override async findRenameLocations(
    fileName: string,
    position: number,
    ...rest: [boolean, boolean, boolean]
  ) {
    return this.inCells(await super.findRenameLocations(fileName, position, ...rest));
  }

  /** Length of the user's own text. */
  private lengthOf(fileName: string): number {
    return super._getScriptText(fileName)?.length ?? 0;
  }

  private withoutTail<T extends { start?: number | undefined }>(fileName: string, found: T[]): T[] {
    if (notebookOf(fileName) === null) return found;
    const length = this.lengthOf(fileName);
    return found.filter(({ start }) => start === undefined || start <= length);
  }

  private inCells<T extends Found>(found: readonly T[] | undefined): T[] | undefined {
    return found?.filter(
      ({ fileName, textSpan }) =>
        notebookOf(fileName) === null || textSpan.start < this.lengthOf(fileName),
    );
  }

  private tail(fileName: string): string {
    const folder = notebookOf(fileName);
    const all: CellModule[] = [];
    for (const { uri } of this._ctx.getMirrorModels()) {
      const name = uri.toString();
      if (notebookOf(name) === folder) all.push(this.read(name));
    }
    const own = all.find(({ uri }) => uri === fileName);
    return own === undefined
      ? ""
      : tailOf(
          own,
          all.filter((cell) => cell !== own),
        );
  }

  /** What a cell defines, read once for each version of its text. */
  private read(uri: string): CellModule {
    const model = this._getModel(uri);
    const known = this.cells.get(uri);
    if (model === null) return { uri, names: [] };
    if (known?.version === model.version) return known;
    const read = { uri, names: topLevelNames(ts, model.getValue()), version: model.version };
    this.cells.set(uri, read);
    return read;
  }
}

self.onmessage = () => {
  initialize((context, data) => new CellWorker(context, data));
};
