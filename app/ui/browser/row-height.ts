/** Height of a table row in pixels, as the density in force has it. */
export function rowHeight(): number {
  const text = getComputedStyle(document.documentElement).getPropertyValue("--row");
  return Number.parseFloat(text);
}
