/**
 * What a scenario prints is for its author, who wants it once, however often the engine runs the
 * same code again: to draw what it has found, to estimate how much there is to explore.
 */
let silent = false;

/** Runs scenario code that has been run before. */
export function silently<T>(f: () => T): T {
  const before = silent;
  silent = true;
  try {
    return f();
  } finally {
    silent = before;
  }
}

/** Whether a host is to leave out what is printed at the moment. */
export function isSilent(): boolean {
  return silent;
}
