import type { CellDiagnostic } from "./notebook-state.js";

/** How much is wrong in a cell's text: `2 errors, 1 warning`; empty for nothing. */
export function diagnosticsText(found: readonly CellDiagnostic[] = []): string {
  const count = (kind: CellDiagnostic["severity"]): string => {
    const many = found.filter(({ severity }) => severity === kind).length;
    return many === 0 ? "" : many === 1 ? `1 ${kind}` : `${many} ${kind}s`;
  };
  return [count("error"), count("warning")].filter((part) => part !== "").join(", ");
}
