/**
 * A value as one line of text, for `console` in cells and for a cell's value. Strings at the top are
 * shown as they are, nested ones quoted; nesting deeper than four levels is shown as `...`.
 *
 * @param room characters after which no more text is made; the result may be somewhat longer.
 *   Default: no limit
 */
export function formatValue(value: unknown, room = Infinity): string {
  return typeof value === "string" ? value.slice(0, room) : new Formatter(room).format(value, []);
}

class Formatter {
  /** Characters of the parts made so far. */
  private made = 0;

  constructor(private readonly room: number) {}

  format(value: unknown, path: readonly object[]): string {
    if (typeof value !== "object" || value === null) return this.leaf(value);
    if (path.includes(value)) return "[circular]";
    if (path.length === 4) return "...";
    const inner = [...path, value];

    if (value instanceof Error) return this.leaf(`${value.name}: ${value.message}`, false);
    if (Array.isArray(value)) return `[${this.list(value, inner)}]`;
    if (value instanceof Set) return `Set {${this.list(value, inner)}}`;
    if (value instanceof Map) return `Map {${this.entries(value, " => ", inner)}}`;
    const name = constructorName(value);
    const fields = this.entries(Object.entries(value), ": ", inner);
    const body = fields === "" ? "{}" : `{ ${fields} }`;
    return name === "" || name === "Object" ? body : `${name} ${body}`;
  }

  private leaf(value: unknown, quoted = true): string {
    let text: string;
    if (typeof value === "string") {
      const head = value.slice(0, this.room);
      text = quoted ? JSON.stringify(head) : head;
    } else if (typeof value === "bigint") text = `${value}n`;
    else if (typeof value === "function") text = `[function ${value.name || "anonymous"}]`;
    else text = String(value);
    this.made += text.length;
    return text;
  }

  private list(values: Iterable<unknown>, path: readonly object[]): string {
    return this.join(values, (one) => this.format(one, path));
  }

  private entries(
    entries: Iterable<readonly [unknown, unknown]>,
    between: string,
    path: readonly object[],
  ): string {
    return this.join(entries, ([key, one]) => {
      // Fields of objects are shown as they are, keys of maps as values.
      const name = between === ": " ? String(key) : this.format(key, path);
      return `${name}${between}${this.format(one, path)}`;
    });
  }

  private join<T>(items: Iterable<T>, show: (item: T) => string): string {
    const parts: string[] = [];
    for (const item of items) {
      if (this.made > this.room) {
        parts.push("...");
        break;
      }
      parts.push(show(item));
      this.made += 2;
    }
    return parts.join(", ");
  }
}

function constructorName(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return "";
  const { constructor } = prototype as { constructor?: unknown };
  return typeof constructor === "function" ? constructor.name : "";
}
