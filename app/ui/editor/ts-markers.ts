import type { Diagnostic } from "monaco-editor/languages/features/typescript/register";
import { monaco } from "./monaco.js";

/** Severities of the compiler's categories: warning, error, suggestion, message. */
const severities = [
  monaco.MarkerSeverity.Warning,
  monaco.MarkerSeverity.Error,
  monaco.MarkerSeverity.Hint,
  monaco.MarkerSeverity.Info,
];

/** What the language service finds, as a marker in a text. */
export function toMarker(
  model: monaco.editor.ITextModel,
  { start = 0, length = 1, category, code, messageText, ...found }: Diagnostic,
): monaco.editor.IMarkerData {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(start + length);
  const { reportsUnnecessary, reportsDeprecated } = found as {
    reportsUnnecessary?: unknown;
    reportsDeprecated?: unknown;
  };
  return {
    severity: severities[category],
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
    message: flatten(messageText),
    code: String(code),
    tags: [
      ...(reportsUnnecessary === undefined ? [] : [monaco.MarkerTag.Unnecessary]),
      ...(reportsDeprecated === undefined ? [] : [monaco.MarkerTag.Deprecated]),
    ],
  };
}

function flatten(message: Diagnostic["messageText"], depth = 0): string {
  if (typeof message === "string") return message;
  const rest = (message.next ?? []).map((next) => flatten(next, depth + 1));
  return [message.messageText, ...rest].join(`\n${"  ".repeat(depth + 1)}`);
}
