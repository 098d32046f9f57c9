/** The name, with as many underscores after it as it takes to be in none of the texts. */
export function unusedName(base: string, texts: readonly string[]): string {
  let name = base;
  while (texts.some((text) => text.includes(name))) name += "_";
  return name;
}
