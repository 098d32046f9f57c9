/**
 * Monaco's TypeScript worker, taught that the cells of a notebook share one scope (`cell-tail.ts`).
 * It overrides `_getScriptText` and `_getModel`, which are not part of Monaco's public interface:
 * hence Monaco's exact version, and a test in a real browser.
 */
import {
  type MirrorModel,
  TypeScriptWorker,
  initialize,
  ts as services,
} from "monaco-editor/language/typescript/ts.worker";
import type typescript from "typescript";
import { notebookOf, topLevelNames } from "./tail/cell-tail.js";
import { type CellText, CellTails, type Tail } from "./tail/cell-tails.js";
import { withoutAlias } from "./tail/without-alias.js";

const ts = services.typescript;

/** A span of text that the service found; those in a tail are ours and not the user's. */
interface Found {
  readonly fileName: string;
  readonly textSpan: { readonly start: number };
}

class CellWorker extends TypeScriptWorker {
  private readonly tails = new CellTails((text) => topLevelNames(ts, text));
  /** The page's texts by their names; null when they may have changed. */
  private models: Map<string, MirrorModel> | null = null;

  /** Asked several times for each text of the notebook with every request: not by searching. */
  override _getModel(fileName: string): MirrorModel | null {
    return this.known().get(fileName) ?? null;
  }

  override getScriptVersion(fileName: string): string {
    const own = super.getScriptVersion(fileName);
    // What other cells define is part of this cell's text.
    return notebookOf(fileName) === null ? own : `${own}.${this.tail(fileName).version}`;
  }

  override _getScriptText(fileName: string): string | undefined {
    const text = super._getScriptText(fileName);
    if (text === undefined || notebookOf(fileName) === null) return text;
    return text + this.tail(fileName).text;
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

  override async getQuickInfoAtPosition(fileName: string, position: number) {
    const info = await super.getQuickInfoAtPosition(fileName, position);
    if (info === undefined) return info;
    const { start, length } = info.textSpan;
    const name = super._getScriptText(fileName)?.slice(start, start + length) ?? "";
    return this.asDeclared(fileName, name, info);
  }

  override async getCompletionEntryDetails(fileName: string, position: number, entry: string) {
    const details = await super.getCompletionEntryDetails(fileName, position, entry);
    return details === undefined ? details : this.asDeclared(fileName, entry, details);
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

  /** What is said of a name, without the import of the tail that it may have come by. */
  private asDeclared<T extends { readonly displayParts?: typescript.SymbolDisplayPart[] }>(
    fileName: string,
    name: string,
    said: T,
  ): T {
    const text = super._getScriptText(fileName) ?? "";
    const isOwn = notebookOf(fileName) === null || topLevelNames(ts, text).includes(name);
    if (isOwn || said.displayParts === undefined) return said;
    return { ...said, displayParts: withoutAlias(said.displayParts) };
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

  private tail(fileName: string): Tail {
    this.known();
    return this.tails.of(fileName);
  }

  /** Texts change only between requests, and a request looks at them without waiting. */
  private known(): Map<string, MirrorModel> {
    if (this.models !== null) return this.models;
    this.models = new Map();
    const cells: CellText[] = [];
    for (const model of this._ctx.getMirrorModels()) {
      const uri = model.uri.toString();
      this.models.set(model.uri.toString(true), model);
      this.models.set(uri, model);
      if (notebookOf(uri) !== null) {
        cells.push({ uri, version: model.version, text: () => model.getValue() });
      }
    }
    this.tails.update(cells);
    queueMicrotask(() => {
      this.models = null;
    });
    return this.models;
  }
}

self.onmessage = () => {
  initialize((context, data) => new CellWorker(context, data));
};
