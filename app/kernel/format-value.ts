/**
 * A value as one line of text, for `console` in cells. Strings at the top are shown as they are,
 * nested ones quoted; nesting deeper than four levels is shown as `...`.
 */
export function formatValue(value: unknown): string {
  return typeof value === "string" ? value : format(value, []);
}

function format(value: unknown, path: readonly object[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `[function ${value.name || "anonymous"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (path.includes(value)) return "[circular]";
  if (path.length === 4) return "...";
  const inner = [...path, value];
  const list = (values: Iterable<unknown>) =>
    [...values].map((one) => format(one, inner)).join(", ");

  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (value instanceof Set) return `Set {${list(value)}}`;
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, one]) => `${format(key, inner)} => ${format(one, inner)}`,
    );
    return `Map {${entries.join(", ")}}`;
  }
  const name = constructorName(value);
  const fields = Object.entries(value).map(([key, one]) => `${key}: ${format(one, inner)}`);
  const body = fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  return name === "" || name === "Object" ? body : `${name} ${body}`;
}

function constructorName(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return "";
  const { constructor } = prototype as { constructor?: unknown };
  return typeof constructor === "function" ? constructor.name : "";
}
