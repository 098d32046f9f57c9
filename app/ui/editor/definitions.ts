import { monaco } from "./monaco.js";

/**
 * Lets F12 and the list of references lead from one cell into another, and show the engine's types
 * where the caret is: they have no page of their own.
 *
 * @param idOf the block that a text belongs to; null for other texts
 * @param goTo goes to a place in a block
 */
export function goToDefinitions(
  idOf: (uri: monaco.Uri) => number | null,
  goTo: (id: number, range: monaco.IRange) => void,
): monaco.IDisposable {
  return monaco.editor.registerEditorOpener({
    openCodeEditor: (source, resource, place) => {
      const id = idOf(resource);
      if (id !== null) {
        goTo(id, rangeAt(place));
        return true;
      }
      const from = source.getModel();
      if (from === null || idOf(from.uri) === null) return false;
      // After the command that led here, which would end the other one.
      setTimeout(() => source.trigger("definition", "editor.action.peekDefinition", null));
      return true;
    },
  });
}

function rangeAt(place: monaco.IRange | monaco.IPosition | undefined): monaco.IRange {
  if (place === undefined) return new monaco.Range(1, 1, 1, 1);
  if ("startLineNumber" in place) return place;
  const { lineNumber, column } = place;
  return new monaco.Range(lineNumber, column, lineNumber, column);
}
