/**
 * Calls back on Ctrl-C and on a polite request to end, until released.
 *
 * @returns how to release
 */
export function onInterrupt(callback: () => void): () => void {
  process.on("SIGINT", callback);
  process.on("SIGTERM", callback);
  return () => {
    process.off("SIGINT", callback);
    process.off("SIGTERM", callback);
  };
}
