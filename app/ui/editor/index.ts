/** The editor as one module, so that the page can be there before Monaco is. */
export { BlockEditor } from "./BlockEditor.jsx";
export { BlockModels } from "./block-models.js";
export { colorizeCode } from "./colorize-code.js";
export { setEngineTypes } from "./monaco.js";
export { applyEditorTheme } from "./theme.js";
