/**
 * Monaco as the workbench uses it: only the editor, its features and TypeScript. Import Monaco from
 * here, so that everything is set up before the first editor is made.
 */
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/cpp/register";
import "monaco-editor/languages/definitions/markdown/register";
import "monaco-editor/languages/definitions/shell/register";
import "monaco-editor/languages/definitions/typescript/register";
import {
  ModuleKind,
  ScriptTarget,
  typescriptDefaults,
} from "monaco-editor/languages/features/typescript/register";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import { cellGlobals } from "./cell-globals.js";
import CellWorker from "./cell-worker.js?worker";

self.MonacoEnvironment = {
  getWorker: (_moduleId, label) => (label === "typescript" ? new CellWorker() : new EditorWorker()),
};

/** Module resolution as bundlers do it; Monaco's own enumeration does not have it. */
const bundlerResolution = 100;
/** Modules are told by the compiler option, not by what is in them: every cell is one. */
const forceModules = 3;

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: bundlerResolution as number,
  moduleDetection: forceModules,
  lib: ["esnext"],
  types: [],
  strict: true,
  noEmit: true,
  allowNonTsExtensions: true,
});
// `cell-checker.ts` finds what is wrong, and knows that cells hang together.
typescriptDefaults.setModeConfiguration({
  ...typescriptDefaults.modeConfiguration,
  diagnostics: false,
});
// Names of cells that have no editor yet are known all the same.
typescriptDefaults.setEagerModelSync(true);

/**
 * Gives cells the types of `heddle` and `heddle/linux`, and of what else they see.
 *
 * @param files text by path, as `engine-types.json` has them
 */
export function setEngineTypes(files: Readonly<Record<string, string>>): void {
  const libraries = Object.entries({ ...files, "cell-globals.d.ts": cellGlobals });
  typescriptDefaults.setExtraLibs(
    libraries.map(([path, content]) => ({ filePath: `file:///${path}`, content })),
  );
}

export { monaco };
