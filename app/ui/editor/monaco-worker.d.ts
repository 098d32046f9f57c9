/** The part of Monaco's TypeScript worker that `cell-worker.ts` builds on; Monaco types none of it. */
declare module "monaco-editor/language/typescript/ts.worker" {
  import type typescript from "typescript";

  export const ts: { readonly typescript: typeof typescript };

  /** A text of the page, as it is mirrored in the worker. */
  export interface MirrorModel {
    readonly uri: { toString(skipEncoding?: boolean): string };
    readonly version: number;
    getValue(): string;
  }

  export interface WorkerContext {
    getMirrorModels(): MirrorModel[];
  }

  export class TypeScriptWorker {
    constructor(context: WorkerContext, data: unknown);
    protected readonly _ctx: WorkerContext;
    protected _getModel(fileName: string): MirrorModel | null;
    protected _getScriptText(fileName: string): string | undefined;
    getScriptVersion(fileName: string): string;
    getSyntacticDiagnostics(fileName: string): Promise<typescript.Diagnostic[]>;
    getSemanticDiagnostics(fileName: string): Promise<typescript.Diagnostic[]>;
    getSuggestionDiagnostics(fileName: string): Promise<typescript.Diagnostic[]>;
    getQuickInfoAtPosition(
      fileName: string,
      position: number,
    ): Promise<typescript.QuickInfo | undefined>;
    getCompletionEntryDetails(
      fileName: string,
      position: number,
      entry: string,
    ): Promise<typescript.CompletionEntryDetails | undefined>;
    getReferencesAtPosition(
      fileName: string,
      position: number,
    ): Promise<typescript.ReferenceEntry[] | undefined>;
    getDefinitionAtPosition(
      fileName: string,
      position: number,
    ): Promise<readonly typescript.DefinitionInfo[] | undefined>;
    findRenameLocations(
      fileName: string,
      position: number,
      findInStrings: boolean,
      findInComments: boolean,
      providePrefixAndSuffixTextForRename: boolean,
    ): Promise<readonly typescript.RenameLocation[] | undefined>;
  }

  export function initialize(
    create: (context: WorkerContext, data: unknown) => TypeScriptWorker,
  ): void;
}
