/**
 * All classes of the engine and of fast-check. Cells get hold of instances of many that the engine
 * does not export (what `fc.integer()` returns, a scenario's builder), and through them of their
 * prototypes, so that all of them must be frozen. The build adds a call of `note` to each module of
 * the kernel's scripts; see `app/build/note-classes.js`.
 */
export const classes: object[] = [];

/** Notes classes that are to be frozen. */
export function note(...found: readonly object[]): void {
  classes.push(...found);
}
