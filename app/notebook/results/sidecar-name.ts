/** Where a notebook's results are, by its path. */
export function sidecarOf(path: string): string {
  return path.replace(/(?:\.heddle)?\.md$/, "") + ".results.json";
}
