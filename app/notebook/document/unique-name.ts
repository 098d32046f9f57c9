/**
 * The wanted name, or the first of `wanted-2`, `wanted-3`, ... that is free. A name that ends in a
 * number is counted on: `race-2` becomes `race-3`.
 */
export function uniqueName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const base = wanted.replace(/-\d{1,9}$/, "");
  for (let number = 2; ; number += 1) {
    const name = `${base}-${number}`;
    if (!names.has(name)) return name;
  }
}
