/** A path's last part. */
export function fileName(path: string): string {
  return path.replace(/^.*[/\\]/s, "");
}
