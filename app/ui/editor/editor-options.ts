import type { monaco } from "./monaco.js";

/** Pixels of a line of code; also of the text that stands in for an editor. */
export const lineHeight = 20;
/** Pixels above the first and below the last line. */
export const padding = 8;
/**
 * Lines that an editor grows to. Monaco draws every line that its box has room for, so a text of ten
 * thousand lines scrolls in its box; what people write is shorter.
 */
export const mostLines = 250;

/** How a cell's editor behaves: it grows with its text and leaves scrolling to the page. */
export const editorOptions: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: false,
  // The page's own themes have high contrast, and the system's colours are forced on them.
  autoDetectHighContrast: false,
  fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSize: 13,
  fontLigatures: false,
  lineHeight,
  padding: { top: padding, bottom: padding },
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  scrollbar: {
    vertical: "auto",
    verticalScrollbarSize: 10,
    handleMouseWheel: true,
    alwaysConsumeMouseWheel: false,
    horizontalScrollbarSize: 8,
  },
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  // The page's edge must not cut off what hovers over a cell.
  fixedOverflowWidgets: true,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  glyphMargin: false,
  folding: true,
  showFoldingControls: "mouseover",
  renderLineHighlight: "none",
  wordWrap: "off",
  stickyScroll: { enabled: false },
  // Blocks are dragged over editors, not into them.
  dropIntoEditor: { enabled: false },
  contextmenu: true,
  // Enter goes into a text and Escape out of it; Tab, which a text keeps, would not get past it.
  tabIndex: -1,
  // Tab leaves the editor only when the user asks for it (Ctrl+M), as in every code editor.
  tabFocusMode: false,
  quickSuggestions: { other: true, comments: false, strings: false },
  suggest: { showWords: false },
  "semanticHighlighting.enabled": false,
  bracketPairColorization: { enabled: false },
  // The compiler has none to show: it would be asked for them with every key.
  inlayHints: { enabled: "off" },
  accessibilitySupport: "auto",
  // Going to a definition in another cell is going there, not looking at it through a window.
  gotoLocation: { multipleDefinitions: "goto", multipleReferences: "peek" },
};

/** What depends on the kind of text, and on the user. */
export function optionsFor(
  kind: "code" | "prose",
  numbered: boolean,
): monaco.editor.IEditorOptions {
  if (kind === "code") return { lineNumbers: numbered ? "on" : "off" };
  return {
    lineNumbers: "off",
    wordWrap: "on",
    folding: false,
    quickSuggestions: false,
    occurrencesHighlight: "off",
    selectionHighlight: false,
  };
}
