import { totalmem } from "node:os";

/** Memory of the machine and of this process, in bytes. */
export interface MemoryFigures {
  /** What this process could still take. */
  readonly available: number;
  /** All that there is: of the machine, or of the container. */
  readonly total: number;
  /** What this process holds. */
  readonly resident: number;
}

/**
 * Whether this process is about to take the last of the memory. A worker's heap has a ceiling of its
 * own, but typed arrays lie outside of it, and there is no limit to them before the system's.
 */
export function isExhausted({ available, total, resident }: MemoryFigures): boolean {
  return available < total * 0.05 && resident > total * 0.4;
}

/** Milliseconds between two looks. */
const interval = 100;

/**
 * Calls back once when memory is about to run out; keeps no process alive.
 *
 * @returns how to stop watching
 */
export function watchMemory(onExhausted: (resident: number) => void): () => void {
  const timer = setInterval(() => {
    const available = process.availableMemory();
    const resident = process.memoryUsage.rss();
    const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);
    if (!isExhausted({ available, total, resident })) return;
    clearInterval(timer);
    onExhausted(resident);
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
