/** The editor as one module, so that the page can be there before Monaco is. */
export { CellEditor } from "./CellEditor.jsx";
export { CellModels, type CellDiagnostic } from "./cell-models.js";
export { setEngineTypes } from "./monaco.js";
export { applyEditorTheme } from "./theme.js";
