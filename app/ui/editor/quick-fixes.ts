import type { MarkedProblem } from "./cell-checker.js";
import { monaco } from "./monaco.js";

/**
 * Offers what the notebook's analysis would do about its problems, where the caret is.
 *
 * @param problemsIn the problems of a text
 */
export function offerFixes(
  problemsIn: (uri: monaco.Uri) => readonly MarkedProblem[],
): monaco.IDisposable {
  return monaco.languages.registerCodeActionProvider("typescript", {
    provideCodeActions: (model, range) => {
      const actions = problemsIn(model.uri)
        .filter((problem) => monaco.Range.areIntersectingOrTouching(problem.range, range))
        .flatMap(({ fixes }) => fixes)
        .map(({ title, edits }) => ({
          title,
          kind: "quickfix",
          isPreferred: true,
          edit: {
            edits: edits.map(({ start, end, text }) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: {
                range: monaco.Range.fromPositions(
                  model.getPositionAt(start),
                  model.getPositionAt(end),
                ),
                text,
              },
            })),
          },
        }));
      return { actions, dispose: () => undefined };
    },
  });
}
