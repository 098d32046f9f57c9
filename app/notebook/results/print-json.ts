/** A value that JSON can say. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Columns that a line may have before it is broken. */
const width = 100;

/**
 * JSON for a file that people read in diffs: what fits stands in one line, anything longer has a
 * line for each of its parts. Keys keep their order.
 */
export function printJson(value: Json): string {
  return `${print(value, "", 0)}\n`;
}

function print(value: Json, indent: string, used: number): string {
  const line = inline(value);
  if (indent.length + used + line.length <= width) return line;
  const inner = `${indent}  `;
  if (isList(value)) {
    return `[\n${value.map((one) => inner + print(one, inner, 1)).join(",\n")}\n${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(([key, one]) => {
      const name = `${JSON.stringify(key)}: `;
      return inner + name + print(one, inner, name.length + 1);
    });
    return `{\n${parts.join(",\n")}\n${indent}}`;
  }
  return line;
}

function inline(value: Json): string {
  if (isList(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inline(one)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
