/** Numbers as a reader of a report wants them. */

/** The number with a comma between groups of three digits: `1,204`. */
export function grouped(value: number | bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** The grouped number with its noun, in the plural unless the number is one: `1 step`, `2 steps`. */
export function counted(value: number | bigint, noun: string, plural: string = `${noun}s`): string {
  return `${grouped(value)} ${value === 1 || value === 1n ? noun : plural}`;
}
