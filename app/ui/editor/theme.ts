/** Monaco's themes, made from the page's own colours, so that there is one set of them. */
import { pageColour } from "../browser/page-colour.js";
import { monaco } from "./monaco.js";

/** Custom property for each colour of Monaco that differs from its base theme. */
const colours: Readonly<Record<string, string>> = {
  "editor.background": "--sunken",
  "editor.foreground": "--text",
  "editorLineNumber.foreground": "--muted",
  "editorLineNumber.activeForeground": "--text",
  "editorCursor.foreground": "--text",
  "editorGutter.background": "--sunken",
  "editorWidget.background": "--raised",
  "editorWidget.border": "--line",
  "editorSuggestWidget.background": "--raised",
  "editorHoverWidget.background": "--raised",
  "editorHoverWidget.border": "--line",
  "editor.lineHighlightBackground": "--sunken",
  "editor.lineHighlightBorder": "--sunken",
  "editorError.foreground": "--violated",
  "editorWarning.foreground": "--undecided",
  "peekView.border": "--line-strong",
  "peekViewEditor.background": "--page",
  "peekViewEditorGutter.background": "--page",
  "peekViewResult.background": "--panel",
  "peekViewResult.fileForeground": "--text",
  "peekViewResult.lineForeground": "--text",
  "peekViewResult.selectionBackground": "--cursor",
  "peekViewResult.selectionForeground": "--text",
  "peekViewTitle.background": "--panel",
  "peekViewTitleLabel.foreground": "--text",
  "peekViewTitleDescription.foreground": "--muted",
  "peekViewEditor.matchHighlightBackground": "--marked",
  "peekViewResult.matchHighlightBackground": "--marked",
  focusBorder: "--accent",
};

/** The same for high contrast, where a text that is marked has to be readable, too. */
const contrastColours: Readonly<Record<string, string>> = {
  "editor.selectionBackground": "--cursor",
  "editor.selectionForeground": "--text",
  "editor.inactiveSelectionBackground": "--cursor",
};

/** Custom property for each kind of token; what is not here has the colour of text. */
const tokens: readonly (readonly [token: string, property: string, style?: string])[] = [
  ["comment", "--muted", "italic"],
  ["keyword", "--lane-text-4"],
  ["string", "--lane-text-2"],
  ["regexp", "--lane-text-2"],
  ["number", "--lane-text-5"],
  ["type", "--lane-text-6"],
  ["variable", "--lane-text-5"],
  ["delimiter", "--text"],
  ["identifier", "--text"],
];

/**
 * Puts the page's present colours into Monaco. To be called again when they change.
 *
 * @returns the name of the theme in force
 */
export function applyEditorTheme(): string {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme.includes("dark")
    ? isDark(pageColour("--page"))
    : false;
  const contrast = root.dataset.contrast === "more";
  const base = contrast ? (dark ? "hc-black" : "hc-light") : dark ? "vs-dark" : "vs";
  const name = `heddle-${base}`;
  monaco.editor.defineTheme(name, {
    base,
    inherit: true,
    colors: Object.fromEntries(
      Object.entries({ ...colours, ...(contrast ? contrastColours : {}) }).map(
        ([key, property]) => [key, pageColour(property)],
      ),
    ),
    rules: tokens.map(([token, property, fontStyle]) => ({
      token,
      foreground: pageColour(property).slice(1),
      ...(fontStyle === undefined ? {} : { fontStyle }),
    })),
  });
  monaco.editor.setTheme(name);
  return name;
}

/** Whether a colour is nearer to black than to white. */
function isDark(hex: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return red * 299 + green * 587 + blue * 114 < 128_000;
}
